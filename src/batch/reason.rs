//! Why an input did not get as far as a reader, and what its owner can do, in both languages.

use std::io::{self, ErrorKind};
use std::time::Duration;

use crate::error::{Bilingual, ReadError, Status};

pub(super) fn why(status: Status, reason: (&str, &str), advice: (&str, &str)) -> ReadError {
    ReadError {
        status,
        reason: Bilingual::new(reason.0, reason.1),
        advice: Bilingual::new(advice.0, advice.1),
    }
}

pub(super) fn skipped(zh: &str, en: &str) -> ReadError {
    why(Status::Skipped, (zh, en), ("", ""))
}

/// Its name begins with a point.
pub fn hidden() -> ReadError {
    skipped("隐藏文件", "a hidden file")
}

/// It lies in a folder whose name begins with a point.
pub fn in_hidden_folder() -> ReadError {
    skipped("位于隐藏文件夹中", "in a hidden folder")
}

/// An office program or the system left it there.
pub fn temporary() -> ReadError {
    skipped(
        "办公软件或操作系统留下的临时文件",
        "left behind by an office program or by the system",
    )
}

/// A link to nothing.
pub fn bad_link() -> ReadError {
    skipped("链接指向的文件不存在", "a link to a file that is not there")
}

/// A link to a folder whose files have their rows already.
pub fn folder_walked_already() -> ReadError {
    skipped(
        "链接指向的文件夹已经读过",
        "a link to a folder that is read anyway",
    )
}

/// A link to a folder, on a path too long for the system to tell where it leads.
pub fn far_link() -> ReadError {
    skipped(
        "路径过长，不再跟随其中指向文件夹的链接",
        "a link to a folder: links on paths that long are not followed",
    )
}

/// A pipe, a socket, a device.
pub fn not_a_file() -> ReadError {
    skipped(
        "不是普通文件（管道、套接字或设备）",
        "a pipe, a socket or a device",
    )
}

/// It was there when the folder was listed.
pub fn vanished() -> ReadError {
    why(
        Status::Vanished,
        (
            "列出之后、打开之前被移走了",
            "it was moved away after the folder was listed",
        ),
        (
            "等文件夹不再变动后重新运行",
            "run again when nothing changes the folder any more",
        ),
    )
}

/// It was given by name and is not there.
pub fn not_found() -> ReadError {
    why(
        Status::Unreadable,
        ("没有这个文件或文件夹", "no such file or folder"),
        ("检查路径的拼写", "check the spelling of the path"),
    )
}

/// The operating system refused.
pub fn refused(error: &io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::PermissionDenied => why(
            Status::Unreadable,
            ("没有读取权限", "permission to read it was refused"),
            (
                "取得读取权限后再试",
                "get permission to read it and try again",
            ),
        ),
        _ => why(
            Status::Unreadable,
            (
                &format!("操作系统不能读出：{error}"),
                &format!("the system cannot read it: {error}"),
            ),
            (
                "检查磁盘或网络后再试",
                "check the disk or the network and try again",
            ),
        ),
    }
}

/// It is larger than `megabytes`.
pub fn too_large(megabytes: u64) -> ReadError {
    why(
        Status::Unsupported,
        (
            &format!("文件大于 {megabytes} MB"),
            &format!("larger than {megabytes} MB"),
        ),
        (
            "年度报告没有这么大；检查是否给错了文件，或把它拆开",
            "no yearly report is that large: check whether it is the right file, or split it",
        ),
    )
}

/// The reader crashed, saying `message`.
pub fn crashed(message: &str) -> ReadError {
    why(
        Status::Crashed,
        (
            &format!("读取程序在这个文件上崩溃：{message}"),
            &format!("the reader crashed on this file: {message}"),
        ),
        (
            "这是本程序的缺陷，请报告；其他文件不受影响",
            "this is a fault of the program, please report it; other files are not affected",
        ),
    )
}

/// It used up the stack of its reader, again in a process of its own.
pub fn stack() -> ReadError {
    crashed("stack overflow")
}

/// Its reader was killed, again in a process of its own.
pub fn killed() -> ReadError {
    why(
        Status::Crashed,
        (
            "读取它的进程一再被强行终止，可能是系统内存不足",
            "the process that read it was killed again and again: perhaps the system ran out of memory",
        ),
        (
            "减少 -j 的数目或腾出内存后再试",
            "try again with a smaller -j, or with more free memory",
        ),
    )
}

/// It took longer than this.
pub fn timeout(time: Duration) -> ReadError {
    let seconds = time.as_secs_f64();
    why(
        Status::Timeout,
        (
            &format!("读取超过 {seconds} 秒，已终止"),
            &format!("reading it took more than {seconds} s and was ended"),
        ),
        (
            "检查它是否真是一份报告；如果是，用 --timeout 放宽时限",
            "check whether it is a report at all; if so, allow more time with --timeout",
        ),
    )
}

/// It needs more memory than this.
pub fn memory(megabytes: u64) -> ReadError {
    why(
        Status::Memory,
        (
            &format!("读取需要的内存超过 {megabytes} MB，已终止"),
            &format!("reading it needs more than {megabytes} MB of memory and was ended"),
        ),
        (
            "检查它是否真是一份报告；如果是，用 --memory 放宽限制",
            "check whether it is a report at all; if so, allow more with --memory",
        ),
    )
}

/// It serves a page that was saved with its pictures.
pub fn part_of_page(page: &str) -> ReadError {
    skipped(
        &format!("网页 {page} 另存时附带的图片、样式或脚本"),
        &format!("a picture, style or script of the saved page {page}"),
    )
}
