//! Word documents in a single XML file, and OpenDocument.

use gouji::read::Kind;

use crate::support::{document, drawn, notes};

#[test]
fn word_2003() {
    let document = document("word2003.xml");
    assert_eq!(document.kind, Kind::WordXml);
    assert_eq!(document.meta.title.as_deref(), Some("站点年报"));
    assert_eq!(
        drawn(&document),
        [
            "一、巡查情况",
            "kept added",
            "[项目(2×1)|本年(1×2)][计划|完成][巡查|12（1）|11]",
            "<wordml://01000001.png>",
        ]
    );
    assert_eq!(
        notes(&document),
        ["hidden-left-out", "struck-out", "tracked-changes"]
    );
}

#[test]
fn a_package_in_one_file() {
    let document = document("package.xml");
    assert_eq!(document.kind, Kind::WordXml);
    let expected = [
        "一、first",
        "（一）one",
        "（二）two",
        "1. deep",
        "二、second",
        "（一）one again",
        "plain",
    ];
    assert_eq!(drawn(&document), expected);
}

#[test]
fn open_document_text_as_package_and_as_one_file() {
    for name in ["everything.odt", "everything.fodt"] {
        let document = document(name);
        assert_eq!(document.kind, Kind::Odt);
        assert_eq!(document.meta.title.as_deref(), Some("站点年报"));
        assert_eq!(
            drawn(&document),
            [
                "Station report",
                "一、first",
                "（一）one",
                "（二）two",
                "not numbered",
                "bullet",
                "二、second",
                "五、fifth",
                "a\tb\nc    d",
                "in a section",
                "in a box",
                "<Pictures/1.png>",
                "[项目(2×1)|本年(1×2)][计划|完成][巡查|12（1）|11][0|0|0][0|0|0]",
                "以上。",
            ]
        );
        assert_eq!(notes(&document), ["hidden-left-out", "struck-out"]);
    }
}
