//! Workbooks.

use gouji::read::Kind;

use crate::support::{document, error, fixture, notes};
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
