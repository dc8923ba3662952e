//! Why an archive or a member of one is not read, and what its owner can do, in both languages.

use crate::batch::reason::{skipped, why};
use crate::error::{ReadError, Status};

/// A link within an archive: what it leads to has a row of its own, or lies outside.
pub fn link_in_archive() -> ReadError {
    skipped("压缩包中的链接", "a link in an archive")
}

/// An archive in an archive in an archive.
pub fn nested_too_deep() -> ReadError {
    why(
        Status::Unsupported,
        (
            "压缩包套了两层以上，内层没有解开",
            "an archive within an archive within an archive, which is not unpacked",
        ),
        ("请先解压外层", "unpack the outer archives first"),
    )
}

/// The archive needs a password, or another one.
pub fn locked_archive() -> ReadError {
    why(
        Status::NeedsPassword,
        (
            "压缩包已加密，没有密码或密码不对",
            "the archive is encrypted, and no password or a wrong one was given",
        ),
        (
            "用 --password 给出密码，或解压后再读",
            "give its password with --password, or unpack it and read the files",
        ),
    )
}

/// A member needs a password, or another one.
pub fn locked_member() -> ReadError {
    why(
        Status::NeedsPassword,
        (
            "压缩包中的这个文件已加密，没有密码或密码不对",
            "this file of the archive is encrypted, and no password or a wrong one was given",
        ),
        (
            "用 --password 给出密码，或解压后再读",
            "give the password with --password, or unpack the archive and read the files",
        ),
    )
}

/// The archive is broken as a whole.
pub fn damaged_archive() -> ReadError {
    why(
        Status::Damaged,
        ("压缩包已损坏", "the archive is damaged"),
        ("请重新下载", "download it again"),
    )
}

/// The archive ends too early.
pub fn cut_archive() -> ReadError {
    why(
        Status::Damaged,
        (
            "压缩包不完整或中间损坏；只读了能读出的文件",
            "the archive is cut off or broken on the way; only the files that could be unpacked were read",
        ),
        ("请重新下载", "download it again"),
    )
}

/// A member is broken.
pub fn damaged_member() -> ReadError {
    why(
        Status::Damaged,
        (
            "压缩包中的这个文件损坏，无法解压",
            "this file of the archive is damaged and does not unpack",
        ),
        ("请重新下载压缩包", "download the archive again"),
    )
}

/// A member that the archive lists and does not give.
pub fn lost_member() -> ReadError {
    why(
        Status::Damaged,
        (
            "压缩包的目录里有这个文件，内容却不在",
            "the archive lists this file but does not hold it",
        ),
        ("请重新下载压缩包", "download the archive again"),
    )
}

/// The archive unpacks to far more than its size warrants.
pub fn bomb() -> ReadError {
    why(
        Status::Memory,
        (
            "压缩包解开后过大，超过上限，其余文件没有读",
            "unpacked, the archive is larger than the limit; the rest of it was not read",
        ),
        (
            "如果它确实只装了年度报告，请解压后再读",
            "if it does hold nothing but reports, unpack it and read the files",
        ),
    )
}

/// More files than an archive may hold.
pub fn too_many(most: usize) -> ReadError {
    why(
        Status::Memory,
        (
            &format!("压缩包中的文件多于 {most} 个，其余没有读"),
            &format!("the archive holds more than {most} files; the rest was not read"),
        ),
        ("请解压后再读", "unpack it and read the files"),
    )
}

/// A compression method that is not known.
pub fn method_unsupported() -> ReadError {
    why(
        Status::Unsupported,
        (
            "压缩包用了本程序不支持的压缩方法",
            "the archive uses a method of compression that this program does not know",
        ),
        ("请解压后再读", "unpack it and read the files"),
    )
}

/// A kind of archive that is not read: one in several volumes, say.
pub fn archive_unsupported() -> ReadError {
    why(
        Status::Unsupported,
        (
            "本程序不读这种压缩包（例如分卷压缩包）",
            "an archive of a kind that this program does not read, such as one in several volumes",
        ),
        ("请解压后再读", "unpack it and read the files"),
    )
}

/// Nothing is in the archive.
pub fn empty_archive() -> ReadError {
    why(
        Status::Empty,
        ("压缩包里没有文件", "there is no file in the archive"),
        ("请检查是否给错了文件", "check that it is the right file"),
    )
}
