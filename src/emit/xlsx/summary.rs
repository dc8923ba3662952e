//! The first sheet: what the run came to, and what the other sheets hold.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, Workbook, Worksheet, XlsxError};

use crate::emit::PROGRAM_VERSION;
use crate::emit::sheet::{Cell, Sheet};
use crate::rules::Rules;

/// What is counted: the values of a column of a table.
const COUNTED: [(&str, &str, &str); 5] = [
    ("files", "status", "文件，按读取结果"),
    ("findings", "severity", "问题，按级别"),
    (
        "findings",
        "verdict",
        "问题，按责任（reading：可能是本程序读错）",
    ),
    ("findings", "rule", "问题，按规则"),
    ("cells", "state", "单元格，按状态"),
];

/// Counts over the rows of all tables.
pub struct Summary {
    /// Whether cells were left out.
    pub is_thinned: bool,
    /// How many.
    pub left_out: u64,
    /// Title and number of rows of each table.
    tables: Vec<(&'static str, u64)>,
    counts: Vec<Counts>,
}

struct Counts {
    title: &'static str,
    table: usize,
    column: usize,
    values: BTreeMap<String, u64>,
}

impl Summary {
    /// Nothing counted yet.
    pub fn new(sheets: &[Sheet]) -> Self {
        let counts = COUNTED.iter().filter_map(|(table, column, title)| {
            let at = sheets.iter().position(|sheet| sheet.name == *table)?;
            Some(Counts {
                title,
                table: at,
                column: sheets[at].column(column)?,
                values: BTreeMap::new(),
            })
        });
        Self {
            is_thinned: false,
            left_out: 0,
            tables: sheets.iter().map(|sheet| (sheet.zh, 0)).collect(),
            counts: counts.collect(),
        }
    }

    /// Counts a row.
    pub fn count(&mut self, table: usize, row: &[Cell<'_>]) {
        self.tables[table].1 += 1;
        for counts in self.counts.iter_mut().filter(|c| c.table == table) {
            let value = row[counts.column].text();
            match counts.values.get_mut(&*value) {
                Some(count) => *count += 1,
                None => {
                    counts.values.insert(value.into_owned(), 1);
                }
            }
        }
    }

    /// Writes the sheet. `cut` texts were shortened and `dropped` rows found no place.
    pub fn write(&self, book: &mut Workbook, cut: u64, dropped: u64) -> Result<(), XlsxError> {
        let mut lines = Lines {
            page: book.worksheet_from_index(0)?,
            next: 0,
        };
        lines.page.set_column_width(0, 44)?;
        lines.page.set_column_width(1, 12)?;
        lines.page.set_column_width(2, 60)?;
        lines.head("政府信息公开工作年度报告核对结果")?;
        lines.pair("由 gouji 生成，版本", PROGRAM_VERSION)?;
        lines.next += 1;
        self.remarks(&mut lines, cut, dropped)?;
        lines.head("各表行数")?;
        for (title, rows) in &self.tables {
            lines.number(title, *rows, "")?;
        }
        lines.next += 1;
        for counts in &self.counts {
            lines.head(counts.title)?;
            for (value, count) in &counts.values {
                let rule = Rules::embedded().get(value);
                lines.number(value, *count, rule.map_or("", |rule| &rule.title.zh))?;
            }
            lines.next += 1;
        }
        Ok(())
    }

    fn remarks(&self, lines: &mut Lines<'_>, cut: u64, dropped: u64) -> Result<(), XlsxError> {
        lines.head("说明")?;
        if self.is_thinned {
            lines.line(&format!(
                "单元格超过 100 万个：“明细”只列问题涉及的和存疑的单元格，其余 {} 个见 cells.csv。",
                self.left_out
            ))?;
        } else {
            lines.line("“明细”列出全部单元格。")?;
        }
        if dropped > 0 {
            lines.line(&format!(
                "工作表放不下，有 {dropped} 行未列入，见同名 CSV 文件。"
            ))?;
        }
        if cut > 0 {
            lines.line(&format!(
                "有 {cut} 处文字超过 Excel 单元格上限，已截断并以“…”结尾。"
            ))?;
        }
        lines.line(
            "“问题”第一列的箭头跳到“明细”中的单元格。空白不是零。可信度低于 0.5 的底色为黄色。",
        )?;
        lines.next += 1;
        Ok(())
    }
}

/// A sheet written from top to bottom.
struct Lines<'a> {
    page: &'a mut Worksheet,
    next: u32,
}

impl Lines<'_> {
    fn head(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = Format::new()
            .set_bold()
            .set_font_color(Color::RGB(0x001F_4E79));
        self.page
            .write_string_with_format(self.next, 0, text, &format)?;
        self.next += 1;
        Ok(())
    }

    fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        self.page.write_string(self.next, 0, text)?;
        self.next += 1;
        Ok(())
    }

    fn pair(&mut self, name: &str, value: &str) -> Result<(), XlsxError> {
        self.page.write_string(self.next, 1, value)?;
        self.line(name)
    }

    #[allow(clippy::cast_precision_loss, reason = "a count of rows")]
    fn number(&mut self, name: &str, value: u64, said: &str) -> Result<(), XlsxError> {
        self.page.write_number(self.next, 1, value as f64)?;
        if !said.is_empty() {
            self.page.write_string(self.next, 2, said)?;
        }
        self.line(name)
    }
}
