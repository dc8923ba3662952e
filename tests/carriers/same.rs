//! One small report, written in each of its formats by LibreOffice, reads to the same cells.

use crate::support::{document, drawn};

pub const PAGE: [&str; 6] = [
    "站点年度报告",
    "一、巡查情况",
    "[项目(2×1)|本年(1×2)|合计(2×1)][计划|完成][巡查\n（日常）|12|11|23][维修|3||3.5]",
    "二、其他",
    "[上年|本年][0|-8]",
    "以上。",
];

#[test]
fn docx() {
    assert_eq!(drawn(&document("office.docx")), PAGE);
}

#[test]
fn rtf() {
    assert_eq!(drawn(&document("office.rtf")), PAGE);
}
