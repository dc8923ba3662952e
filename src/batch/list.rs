//! Lists of paths in a file: a path a line.

use std::path::PathBuf;

/// The paths in the bytes of a list. Empty lines, a byte order mark and the `\r` of `\r\n` are passed over; nothing
/// else is: a path may begin with `#` or end in a space.
pub fn read_list(bytes: &[u8]) -> Vec<PathBuf> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .map(path)
        .collect()
}

/// On Unix a path is bytes and not always a text.
#[cfg(unix)]
fn path(line: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(line).into()
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> PathBuf {
    String::from_utf8_lossy(line).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_a_line() {
        let list = "\u{feff}a b.pdf\r\n\n#c \n报告.html".as_bytes();
        let expected = ["a b.pdf", "#c ", "报告.html"].map(PathBuf::from);
        assert_eq!(read_list(list), expected);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_kept() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(read_list(b"\xff\n")[0].as_os_str().as_bytes(), b"\xff");
    }
}
