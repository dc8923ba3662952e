//! What a column is called, what it holds, and what that means.

use std::borrow::Cow;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// Unit of its numbers, or empty.
    pub unit: Cow<'static, str>,
    /// What it is, in a few Chinese words.
    pub zh: Cow<'static, str>,
    /// What it is, in a few English words.
    pub en: Cow<'static, str>,
    /// What a user has to know about it: in Chinese and in English, or both empty.
    pub note: [Cow<'static, str>; 2],
    /// Where the forms have it, for a column that is a field or a sum of fields.
    pub origin: Option<Box<Origin>>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Names of things that other tables name too.
    Id,
    /// Words out of this list, or nothing.
    Word(Vec<&'static str>),
    /// Texts of which few differ: keys of the forms, names of bodies.
    Label,
    /// Whole numbers.
    Integer,
    /// Measured numbers.
    Real,
    /// Yes or no.
    Flag,
    /// Numbers of reports, digits as printed.
    Figure,
}

/// Where the forms have a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Editions that have it, oldest first.
    pub editions: Vec<String>,
    /// Table key.
    pub table: String,
    /// Row key.
    pub row: String,
    /// Column key.
    pub column: String,
    /// Official labels of the row and of the column, each with the groups it stands in.
    pub official: [String; 2],
    /// Series over the editions it adds to, or empty.
    pub concept: String,
}

impl Column {
    /// A column of this kind.
    pub fn new(kind: Kind, name: &'static str, zh: &'static str, en: &'static str) -> Self {
        let plain = Cow::Borrowed;
        Self {
            name: plain(name),
            kind,
            unit: plain(""),
            zh: plain(zh),
            en: plain(en),
            note: [plain(""), plain("")],
            origin: None,
        }
    }

    /// The same with the unit of its numbers.
    pub fn in_unit(mut self, unit: &'static str) -> Self {
        self.unit = unit.into();
        self
    }

    /// The same with what a user has to know about it.
    pub fn noting(mut self, zh: &'static str, en: &'static str) -> Self {
        self.note = [zh.into(), en.into()];
        self
    }
}

/// The columns that many tables have.
pub mod shared {
    use super::{Column, Kind};

    /// The report a row belongs to.
    pub fn report_id() -> Column {
        Column::new(Kind::Id, "report_id", "报告编号", "Name of the report").noting(
            "由路径、文件内容和报告在文件中的序号算出，16 位十六进制",
            "16 hexadecimal digits made of path, content and number of the report in its file",
        )
    }

    /// Path of its file.
    pub fn path() -> Column {
        Column::new(Kind::Id, "path", "文件路径", "Path of the file")
    }

    /// Body that reports.
    pub fn agency() -> Column {
        Column::new(Kind::Label, "agency", "机关名称", "Body that reports")
    }

    /// Its administrative division.
    pub fn division() -> Column {
        Column::new(
            Kind::Label,
            "division",
            "行政区划代码",
            "Code of its administrative division",
        )
    }

    /// Year reported on.
    pub fn year() -> Column {
        Column::new(Kind::Integer, "year", "报告年度", "Year reported on")
    }

    /// Edition of a table.
    pub fn edition() -> Column {
        Column::new(
            Kind::Label,
            "edition",
            "格式版本",
            "Edition of the form that the table follows",
        )
    }

    /// The three keys of a cell.
    pub fn keys() -> [Column; 3] {
        [
            ("table", "表", "Key of the table"),
            ("row", "行", "Key of the row"),
            ("column", "列", "Key of the column"),
        ]
        .map(|(name, zh, en)| Column::new(Kind::Label, name, zh, en))
    }

    /// Page, and the box on it.
    pub fn place() -> [Column; 5] {
        let page = Column::new(Kind::Integer, "page", "页码", "Page, from 1");
        let edge = |name, zh, en| Column::new(Kind::Real, name, zh, en).in_unit("pt");
        [
            page,
            edge("x0", "左边", "Left edge on the page as shown"),
            edge("y0", "上边", "Top edge on the page as shown"),
            edge("x1", "右边", "Right edge on the page as shown"),
            edge("y1", "下边", "Bottom edge on the page as shown"),
        ]
    }
}
