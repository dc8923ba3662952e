//! What to tell someone whose file cannot be read.

use super::limits::Limit;
use crate::error::{Bilingual, ReadError, Status};

pub(super) fn needs_password(tried: bool) -> ReadError {
    let reason = if tried {
        Bilingual::new(
            "文件已加密，给出的密码打不开它",
            "The file is encrypted, and the password given does not open it",
        )
    } else {
        Bilingual::new(
            "文件已加密，需要密码才能打开",
            "The file is encrypted and needs a password to open",
        )
    };
    ReadError {
        status: Status::NeedsPassword,
        reason,
        advice: Bilingual::new(
            "请提供正确的打开密码，或用不加密的文件再试",
            "Give the password that opens it, or try again with a copy that is not encrypted",
        ),
    }
}

pub(super) fn unknown_encryption() -> ReadError {
    ReadError {
        status: Status::Unsupported,
        reason: Bilingual::new(
            "文件的加密方式不受支持（可能是证书加密或第三方加密）",
            "The file is encrypted in a way that is not supported (by a certificate or a third party, perhaps)",
        ),
        advice: Bilingual::new(
            "请用能打开它的软件另存为不加密的 PDF 后再试",
            "Open it with the program it was made for, save it as a PDF without encryption, and try again",
        ),
    }
}

/// What is beyond a limit was left out, and nothing can be read of the rest.
pub(super) fn beyond(limit: Limit) -> ReadError {
    let limit = limit.text();
    ReadError {
        status: Status::Damaged,
        reason: Bilingual::new(
            format!("PDF 文件解压后超出限度（{limit}），其余部分没有一页可以读出"),
            format!(
                "The PDF file goes beyond a limit ({limit}), and not one page of the rest can be read"
            ),
        ),
        advice: Bilingual::new(
            "文件可能是恶意制作的；请向发布机关索取另一份",
            "It may have been made to do harm; ask its publisher for another copy",
        ),
    }
}

pub(super) fn damaged() -> ReadError {
    ReadError {
        status: Status::Damaged,
        reason: Bilingual::new(
            "PDF 文件已损坏或不完整，没有一页可以读出",
            "The PDF file is damaged or cut off: not one page of it can be read",
        ),
        advice: Bilingual::new(
            "请重新下载或向发布机关索取完整的文件",
            "Download the file again, or ask its publisher for a complete copy",
        ),
    }
}
