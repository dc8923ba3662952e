//! Blocks of bytes over a pipe: the length as eight bytes, little end first, a byte that says what it is, the bytes.

use std::io::{self, Read, Write};

/// Bytes before those of the block.
const HEAD: usize = 9;

/// Writes a block that consists of some parts.
pub fn send(out: &mut impl Write, what: u8, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut head = [what; HEAD];
    head[..8].copy_from_slice(&(length as u64).to_le_bytes());
    out.write_all(&head)?;
    for part in parts {
        out.write_all(part)?;
    }
    out.flush()
}

/// Reads a block of at most `limit` bytes. The other side may be broken: a length alone allocates nothing.
pub fn receive(from: &mut impl Read, limit: u64) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; HEAD];
    from.read_exact(&mut head)?;
    let (mut length, what) = ([0; 8], head[8]);
    length.copy_from_slice(&head[..8]);
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut block = Vec::with_capacity(length.min(1 << 20) as usize);
    from.take(length).read_to_end(&mut block)?;
    if block.len() as u64 == length {
        Ok((what, block))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_received() {
        let mut pipe = Vec::new();
        send(&mut pipe, 1, &[b"ab", b"", b"c"]).unwrap();
        send(&mut pipe, 2, &[]).unwrap();
        send(&mut pipe, 3, &[&[7; 100_000]]).unwrap();
        let mut from = &pipe[..];
        assert_eq!(receive(&mut from, 9).unwrap(), (1, b"abc".to_vec()));
        assert_eq!(receive(&mut from, 9).unwrap(), (2, Vec::new()));
        assert_eq!(receive(&mut from, 1 << 20).unwrap(), (3, vec![7; 100_000]));
        assert!(receive(&mut from, 9).is_err());
    }

    #[test]
    fn what_is_cut_or_too_long_is_refused() {
        let mut pipe = Vec::new();
        send(&mut pipe, 1, &[b"abcdef"]).unwrap();
        assert!(receive(&mut &pipe[..], 5).is_err());
        for length in 0..pipe.len() {
            assert!(receive(&mut &pipe[..length], 9).is_err());
        }
        assert!(receive(&mut &[0xff; 20][..], u64::MAX).is_err());
    }
}
