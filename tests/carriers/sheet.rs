//! Workbooks.

use gouji::read::Kind;

use crate::support::{document, drawn, error, fixture, notes};
use gouji::error::Status;

#[test]
fn what_is_hidden_is_left_out_and_said() {
    for (name, kind) in [("office.xlsx", Kind::Xlsx), ("office.xls", Kind::Xls)] {
        let document = document(name);
        assert_eq!(document.kind, kind);
        let text = format!("{:?}", document.body);
        for hidden in ["draft", "aside", "藏"] {
            assert!(!text.contains(hidden), "{name}: {hidden}");
        }
        let codes = notes(&document);
        assert!(codes.contains(&"hidden-sheets"), "{name}: {codes:?}");
        assert!(codes.contains(&"hidden-left-out"), "{name}: {codes:?}");
    }
}

#[test]
fn broken_workbooks_are_damaged() {
    let mut bytes = fixture("office.xls");
    bytes.truncate(2048);
    bytes.extend("Workbook\0".encode_utf16().flat_map(u16::to_le_bytes));
    error(&bytes, Status::Damaged);
}

#[test]
fn a_workbook_of_excel_95() {
    let document = document("excel95.xls");
    assert_eq!(document.kind, Kind::Xls);
    assert_eq!(
        drawn(&document),
        [
            "站点年度报告",
            "一、巡查情况",
            "[项目|本年(1×2)|合计][|计划|完成|][巡查\n（日常）|12|11|23][维修|3||3.5][撤销||-|4]",
            "以上。",
        ]
    );
    assert_eq!(notes(&document), ["hidden-sheets", "struck-out"]);
}

#[test]
fn bare_records_in_whatever_encoding() {
    for name in ["bare-gbk.xls", "bare-utf8.xls"] {
        assert_eq!(
            drawn(&document(name)),
            ["站点年度报告", "[项目|计划][巡查|12][维修|3]"]
        );
    }
}
