//! Blocks of bytes over a pipe: the length as eight bytes, little end first, then the bytes.

use std::io::{self, Read, Write};

/// Bytes of the length.
const LENGTH: usize = 8;

/// Writes a block.
pub fn send(out: &mut impl Write, block: &[u8]) -> io::Result<()> {
    out.write_all(&(block.len() as u64).to_le_bytes())?;
    out.write_all(block)?;
    out.flush()
}

/// Reads a block of at most `limit` bytes. The other side may be broken: a length alone allocates nothing.
pub fn receive(from: &mut impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; LENGTH];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut block = Vec::with_capacity(length.min(1 << 20) as usize);
    from.take(length).read_to_end(&mut block)?;
    if block.len() as u64 == length {
        Ok(block)
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
        for block in [&b"abc"[..], b"", &[7; 100_000]] {
            send(&mut pipe, block).unwrap();
        }
        let mut from = &pipe[..];
        assert_eq!(receive(&mut from, 9).unwrap(), b"abc");
        assert_eq!(receive(&mut from, 9).unwrap(), b"");
        assert_eq!(receive(&mut from, 1 << 20).unwrap(), [7; 100_000]);
        assert!(receive(&mut from, 9).is_err());
    }

    #[test]
    fn what_is_cut_or_too_long_is_refused() {
        let mut pipe = Vec::new();
        send(&mut pipe, b"abcdef").unwrap();
        assert!(receive(&mut &pipe[..], 5).is_err());
        for length in 0..pipe.len() {
            assert!(receive(&mut &pipe[..length], 9).is_err());
        }
        assert!(receive(&mut &[0xff; 20][..], u64::MAX).is_err());
    }
}
