//! What came of a file, stored and read again.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

use std::path::{Path, PathBuf};

use gouji::audit::{Audited, Settings, audit};
use gouji::batch::{seal, unseal};
use proptest::prelude::*;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = folder.read_dir().unwrap();
    let mut files: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn audited(path: &Path) -> Audited {
    audit(&std::fs::read(path).unwrap(), &Settings::default())
}

fn sample() -> &'static [u8] {
    static SEALED: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    SEALED.get_or_init(|| seal(&audited(&files("corpus")[2])))
}

#[test]
fn every_sample_comes_back_as_it_was() {
    let paths = [files("corpus"), files("tests/fixtures/bad")].concat();
    assert!(paths.len() > 40);
    for path in paths {
        let audited = audited(&path);
        let sealed = seal(&audited);
        let again = unseal(&sealed).unwrap();
        assert_eq!(format!("{again:?}"), format!("{audited:?}"), "{path:?}");
        assert_eq!(seal(&again), sealed, "{path:?}");
    }
}

proptest! {
    #[test]
    fn a_changed_byte_is_seen(at in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let mut sealed = sample().to_vec();
        let at = at.index(sealed.len());
        sealed[at] ^= change;
        prop_assert!(unseal(&sealed).is_err());
    }

    #[test]
    fn a_cut_record_is_seen(length in any::<prop::sample::Index>()) {
        let length = length.index(sample().len());
        prop_assert!(unseal(&sample()[..length]).is_err());
    }

    #[test]
    fn a_forged_record_is_no_crash(mut bytes in prop::collection::vec(any::<u8>(), 1..400)) {
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        let _ = unseal(&bytes);
    }

    #[test]
    fn a_forged_part_is_no_crash(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = sample()[..sample().len() - 4].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        let _ = unseal(&bytes);
    }
}
