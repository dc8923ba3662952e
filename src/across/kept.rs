//! What is found on a report beside others, kept as bytes until it is written: the findings of a hundred thousand
//! reports that all say much the same of each other would else take more memory than all that is kept of the reports.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::report::Finding;

/// Findings on one report, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Kept {
    /// The highest number of a group among them.
    last: u32,
    /// Packed findings, each time as many as were added together, behind their length.
    packed: Vec<u8>,
}

impl Kept {
    /// Adds findings, numbering their groups on from those that are there: 0 stands for a group of its own.
    pub fn push(&mut self, mut found: Vec<Finding>) {
        let last = self.last;
        let mut next = last + found.iter().map(|f| f.group).max().unwrap_or(0);
        for finding in &mut found {
            finding.group = if finding.group == 0 {
                next += 1;
                next
            } else {
                last + finding.group
            };
        }
        self.last = next;
        let packed = pack(&found);
        let length = u32::try_from(packed.len()).unwrap_or_default();
        self.packed.reserve_exact(size_of::<u32>() + packed.len());
        self.packed.extend_from_slice(&length.to_le_bytes());
        self.packed.extend_from_slice(&packed);
    }

    /// All of them.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut rest = self.packed.as_slice();
        while let Some((length, behind)) = rest.split_first_chunk() {
            let length = u32::from_le_bytes(*length) as usize;
            let Some((packed, others)) = behind.split_at_checked(length) else {
                break;
            };
            findings.extend(unpack(packed));
            rest = others;
        }
        findings
    }
}

/// Plain values of known length into memory: nothing of this can fail.
fn pack(findings: &[Finding]) -> Vec<u8> {
    let plain = postcard::to_stdvec(findings).unwrap_or_default();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(&plain)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}

fn unpack(packed: &[u8]) -> Vec<Finding> {
    let mut plain = Vec::new();
    match DeflateDecoder::new(packed).read_to_end(&mut plain) {
        Ok(_) => postcard::from_bytes(&plain).unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}
