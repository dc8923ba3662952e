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

#[test]
fn xlsx() {
    assert_eq!(drawn(&document("office.xlsx")), PAGE);
}

#[test]
fn doc() {
    assert_eq!(drawn(&document("office.doc")), PAGE);
}

#[test]
fn xls() {
    assert_eq!(drawn(&document("office.xls")), PAGE);
}

#[test]
fn automatic_numbers() {
    let expected = [
        "一、first",
        "（一）one",
        "（二）two",
        "1. deep",
        "二、second",
        "（一）one again",
        "plain",
    ];
    for name in ["numbered.docx", "numbered.rtf", "numbered.doc"] {
        assert_eq!(drawn(&document(name)), expected, "{name}");
    }
}
