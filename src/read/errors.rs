//! What to tell someone whose document cannot be read, for the formats that share the reasons.

use crate::error::{Bilingual, ReadError, Status};

const ANOTHER_COPY: (&str, &str) = (
    "请重新下载，或向发布单位索取完整的文件",
    "download the file again, or ask its publisher for a complete copy",
);

fn error(status: Status, zh: String, en: String, advice: (&str, &str)) -> ReadError {
    ReadError {
        status,
        reason: Bilingual::new(zh, en),
        advice: Bilingual::new(advice.0, advice.1),
    }
}

/// A document of this format that is broken as a whole.
pub(super) fn damaged(format: &str) -> ReadError {
    error(
        Status::Damaged,
        format!("{format} 文件已损坏或不完整，读不出正文"),
        format!("the {format} file is damaged or cut off: its text cannot be read"),
        ANOTHER_COPY,
    )
}

/// A part of a package that is not what its checksum says.
pub(super) fn damaged_member(name: &str) -> ReadError {
    let name: String = name.chars().take(120).collect();
    error(
        Status::Damaged,
        format!("文件已损坏：其中的 {name} 与校验和不符或无法解压"),
        format!(
            "the file is damaged: {name} in it does not agree with its checksum or does not unpack"
        ),
        ANOTHER_COPY,
    )
}

/// Encrypted.
pub(super) fn needs_password() -> ReadError {
    error(
        Status::NeedsPassword,
        "文件已加密，需要密码才能打开".to_owned(),
        "the file is encrypted and needs a password to open".to_owned(),
        (
            "请用相应软件输入密码打开，另存为不加密的文件后再试",
            "open it with its password in its own program, save it without encryption, and try again",
        ),
    )
}

/// So large inside that it can be no report.
pub(super) fn too_large() -> ReadError {
    error(
        Status::Memory,
        "文件解压后过大，超过上限".to_owned(),
        "unpacked, the file is larger than the limit".to_owned(),
        (
            "请确认它是一份年度报告；可另存为 PDF 或网页后再试",
            "check that it is one yearly report; save it as PDF or as a web page and try again",
        ),
    )
}
