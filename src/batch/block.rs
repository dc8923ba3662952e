//! Blocks of bytes over a pipe: the length as eight bytes, little end first, a byte that says what it is, the bytes.

use std::io::{self, BufWriter, Read, Write};

/// Bytes before those of the block.
const HEAD: usize = 9;

/// Most blocks are shorter, and go out in one piece: who waits for one is woken once.
const PIECE: usize = 1 << 16;

/// So many bytes are made room for at a time.
const STEP: u64 = 1 << 20;

/// Writes a block that consists of some parts.
pub fn send(out: &mut impl Write, what: u8, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut head = [what; HEAD];
    head[..8].copy_from_slice(&(length as u64).to_le_bytes());
    let mut out = BufWriter::with_capacity(PIECE.min(HEAD + length), out);
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
    let mut block = Vec::new();
    while (block.len() as u64) < length {
        let have = block.len();
        let step = STEP.min(length - have as u64);
        block.resize(have + step as usize, 0);
        from.read_exact(&mut block[have..])?;
    }
    Ok((what, block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_received() {
        let mut pipe = Vec::new();
        send(&mut pipe, 1, &[b"ab", b"", b"c"]).unwrap();
        send(&mut pipe, 2, &[]).unwrap();
        send(&mut pipe, 3, &[&[7; 3_000_000]]).unwrap();
        let mut from = &pipe[..];
        assert_eq!(receive(&mut from, 9).unwrap(), (1, b"abc".to_vec()));
        assert_eq!(receive(&mut from, 9).unwrap(), (2, Vec::new()));
        assert_eq!(
            receive(&mut from, 1 << 22).unwrap(),
            (3, vec![7; 3_000_000])
        );
        assert!(receive(&mut from, 9).is_err());
    }

    #[test]
    fn a_block_goes_out_in_one_piece() {
        struct Pieces(Vec<usize>);
        impl Write for Pieces {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.push(bytes.len());
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut pieces = Pieces(Vec::new());
        send(&mut pieces, 1, &[b"abc", &[7; 20_000]]).unwrap();
        assert_eq!(pieces.0, [HEAD + 20_003]);
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
