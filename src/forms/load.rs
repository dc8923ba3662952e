//! The form files: reading and checking them. Unknown keys are refused, every name in a formula is looked up.

use std::fmt;

use crate::fold::fold;
use crate::pattern::Pattern;
use crate::word::named;

use super::files::{
    BlockFile, ColumnFile, EditionFile, IdentityFile, RowFile, TableFile, WordingFile,
};
use super::{Block, Column, Each, Edition, Field, Forms, Identity, Row, Table, formula};

/// Every file under `src/forms/annual` but the wording, by its stem, as `build.rs` writes it.
const EDITIONS: &[(&str, &[u8])] = &[
    ("2014", typed!("forms/annual/2014")),
    ("2019", typed!("forms/annual/2019")),
    ("2021", typed!("forms/annual/2021")),
];
const WORDING: &[u8] = typed!("forms/annual/wording");

/// What is wrong with a form file.
#[derive(Debug)]
pub struct FormError {
    pub(super) file: String,
    pub(super) what: String,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "form file {}: {}", self.file, self.what)
    }
}

impl std::error::Error for FormError {}

/// The forms compiled into the program.
#[allow(
    clippy::panic,
    reason = "the files are part of the program and a test loads them"
)]
pub fn embedded() -> Forms {
    match load(EDITIONS, WORDING) {
        Ok(forms) => forms,
        Err(error) => panic!("{error}"),
    }
}

/// Loads editions and wordings from their files as `build.rs` writes them.
fn load(editions: &[(&str, &[u8])], wording: &[u8]) -> Result<Forms, FormError> {
    let mut loaded = Vec::new();
    for (stem, file) in editions {
        let fail = |what: String| FormError {
            file: format!("{stem}.toml"),
            what,
        };
        let file: EditionFile = postcard::from_bytes(file).map_err(|e| fail(e.to_string()))?;
        if file.id != *stem {
            return Err(fail(format!(
                "id `{}` is not the file's name `{stem}`",
                file.id
            )));
        }
        loaded.push(file.build().map_err(fail)?);
    }
    loaded.sort_by_key(|e| e.from);
    let fail = |what: String| FormError {
        file: "wording.toml".into(),
        what,
    };
    let file: WordingFile = postcard::from_bytes(wording).map_err(|e| fail(e.to_string()))?;
    let wording = file.build().map_err(fail)?;
    Ok(Forms {
        editions: loaded,
        wording,
    })
}

impl EditionFile {
    fn build(self) -> Result<Edition, String> {
        let mut tables = Vec::new();
        for file in self.table {
            tables.push(file.build()?);
        }
        let (mut identities, mut series) = (Vec::new(), Vec::new());
        for file in self.identity {
            let identity = file.build(&tables)?;
            if identity.relation.spans_years() {
                series.push(identity);
            } else {
                identities.push(identity);
            }
        }
        Ok(Edition {
            id: self.id,
            citation: citation(&self.notice)?,
            notice: self.notice,
            from: self.from,
            to: self.to,
            encouraged_only: self.encouraged_only,
            tables,
            identities,
            series,
        })
    }
}

/// How a notice may be cited: with any brackets around its year. `None` where it has no number.
fn citation(notice: &str) -> Result<Option<Pattern>, String> {
    let folded = fold(notice);
    let Some((office, rest)) = folded.split_once('〔') else {
        return Ok(None);
    };
    let Some((year, number)) = rest.split_once('〕') else {
        return Ok(None);
    };
    let parts = [office, year, number].map(regex::escape);
    Pattern::new(parts.join(r"[^0-9]{0,2}")).map(Some)
}

impl TableFile {
    fn build(self) -> Result<Table, String> {
        let mut blocks = Vec::new();
        let mut fields = Vec::new();
        for file in self.block {
            blocks.push(file.build(&self.prefix, &mut fields)?);
        }
        Ok(Table {
            id: self.id,
            title: self.title,
            section: self.section,
            blocks,
            fields,
        })
    }
}

impl BlockFile {
    fn build(self, prefix: &str, fields: &mut Vec<Field>) -> Result<Block, String> {
        let first_field = fields.len();
        for row in &self.rows {
            for key in row.concepts.keys() {
                if !self.columns.iter().any(|c| c.key == *key) {
                    return Err(format!("row {}: `{key}` is no column", row.key));
                }
            }
            fields.extend(self.columns.iter().map(|column| Field {
                row: row.key.clone(),
                column: column.key.clone(),
                name: wide_name(&[
                    prefix,
                    row.name.as_deref().unwrap_or(&row.key),
                    column.name.as_deref().unwrap_or(&column.key),
                ]),
                row_group: if self.title.is_empty() {
                    row.group.clone()
                } else {
                    self.title.clone()
                },
                row_label: row.label.clone(),
                column_group: column.group.clone(),
                column_label: column.label.clone(),
                unit: row.unit.as_ref().unwrap_or(&column.unit).clone(),
                concept: row.concepts.get(&column.key).cloned().unwrap_or_default(),
                in_area: column.in_area,
                kind: row.kind.unwrap_or(column.kind),
            }));
        }
        Ok(Block {
            title: self.title,
            corner: self.corner,
            unit_head: self.unit_head,
            layout: self.layout,
            columns: self.columns.into_iter().map(ColumnFile::build).collect(),
            rows: self.rows.into_iter().map(RowFile::build).collect(),
            first_field,
        })
    }
}

/// The parts of a name that are not empty, joined.
fn wide_name(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    parts.join("_")
}

/// `a / b` as the labels of nested groups, outermost first.
fn groups(text: &str) -> Vec<String> {
    text.split(" / ")
        .filter(|s| !s.is_empty())
        .map(str::to_owned)
        .collect()
}

impl ColumnFile {
    fn build(self) -> Column {
        Column {
            name: self.name.unwrap_or_else(|| self.key.clone()),
            key: self.key,
            groups: groups(&self.group),
            label: self.label,
            unit: self.unit,
            kind: self.kind,
            remarks: self.remarks,
        }
    }
}

impl RowFile {
    fn build(self) -> Row {
        Row {
            name: self.name.unwrap_or_else(|| self.key.clone()),
            key: self.key,
            groups: groups(&self.group),
            printed: self.printed.unwrap_or_else(|| self.label.clone()),
            label: self.label,
            above: self.above,
        }
    }
}

impl IdentityFile {
    pub fn build(self, tables: &[Table]) -> Result<Identity, String> {
        let table = tables
            .iter()
            .position(|t| t.id == self.table)
            .ok_or_else(|| format!("identity of {}: no table `{}`", self.rule, self.table))?;
        let mut rows = Vec::new();
        let mut columns = Vec::new();
        for block in &tables[table].blocks {
            rows.extend(block.rows.iter().map(|r| r.key.as_str()));
            columns.extend(block.columns.iter().map(|c| c.key.as_str()));
        }
        columns.sort_unstable();
        columns.dedup();
        let (over, terms) = match self.each {
            Each::Row => (&rows, &columns),
            Each::Column => (&columns, &rows),
        };
        if let Some(name) = self.only.iter().find(|name| !over.contains(&name.as_str())) {
            return Err(format!(
                "identity of {}: `{name}` is not in the table",
                self.rule
            ));
        }
        let relation = formula::parse(&self.formula, terms)
            .map_err(|e| format!("identity of {}: {e}", self.rule))?;
        Ok(Identity {
            rule: self.rule,
            table,
            each: self.each,
            only: self.only,
            relation,
            severity: self.severity.map(named).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_load() {
        let forms = embedded();
        assert_eq!(forms.editions.len(), EDITIONS.len());
        let counts = |edition: usize| -> Vec<usize> {
            let tables = forms.editions[edition].tables.iter();
            tables.map(|t| t.fields.len()).collect()
        };
        assert_eq!((counts(0), counts(2)), (vec![58], vec![10, 175, 15]));
    }

    #[test]
    fn a_label_with_variants_is_an_official_one() {
        let forms = embedded();
        let mut official: Vec<&str> = Vec::new();
        for table in forms.editions.iter().flat_map(|e| &e.tables) {
            for field in &table.fields {
                official.extend([field.row_label.as_str(), field.column_label.as_str()]);
            }
        }
        for (label, _) in &forms.wording.labels {
            assert!(
                official.contains(&label.as_str()),
                "{label} is no official label"
            );
        }
    }

    #[test]
    fn any_brackets_around_the_year() {
        let pattern = citation("国办公开办函〔2019〕60号").unwrap().unwrap();
        for text in [
            "国办公开办函〔2019〕60号",
            "国办公开办函[2019]60号",
            "国办公开办函（2019） 60 号",
            "国办公开办函【2019】60号",
        ] {
            assert!(pattern.is_match(&fold(text)), "{text}");
        }
        assert!(!pattern.is_match(&fold("国办公开办函〔2021〕30号")));
        assert!(!pattern.is_match(&fold("国办公开办函〔2019〕160号")));
    }

    #[test]
    fn every_pattern_can_be_made() {
        let forms = embedded();
        let wording = &forms.wording;
        let plain = [&wording.title, &wording.title_year, &wording.period_lead];
        let cited = forms.editions.iter().filter_map(|e| e.citation.as_ref());
        let more = wording.superseded.iter().map(|s| &s.pattern).chain(cited);
        let lead = [&wording.published_lead];
        let all = more.chain(&wording.instructions).chain(plain).chain(lead);
        let sections = wording.sections.iter();
        let all: Vec<&Pattern> = all.chain(sections.map(|s| &s.pattern)).collect();
        let texts = wording.sections.iter().map(|s| s.heading.as_str());
        let texts = texts.chain(wording.superseded.iter().map(|s| s.number.as_str()));
        let more = [
            "某某县2023年政府信息公开工作年度报告(格式模板)",
            "统计期限为2023年1月1日至2023年12月31日,发布时间:2024-01-20",
            "(此处文字描述本年度主动公开情况)请在此处填写××县XX单位20",
            "",
        ];
        for text in texts.chain(more) {
            for pattern in &all {
                pattern.try_both(text);
                pattern.try_both(&fold(text));
            }
        }
        for section in &wording.sections {
            assert!(section.pattern.is_match(&section.folded));
        }
    }

    #[test]
    fn names_that_nothing_has_are_refused() {
        let text = include_str!("annual/2021.toml");
        let loaded = |text: &str| -> Result<Forms, String> {
            let file: EditionFile = toml::from_str(text).map_err(|e| e.to_string())?;
            let file = postcard::to_stdvec(&file).unwrap();
            load(&[("2021", &file)], WORDING).map_err(|e| e.to_string())
        };
        assert!(loaded(text).is_ok());
        for (right, wrong) in [
            ("formula = \"new", "formula = \"newish"),
            ("\nnotice =", "\nnotise ="),
            ("id = \"2021\"", "id = \"2020\""),
            ("severity = \"warning\"", "severity = \"grave\""),
        ] {
            let broken = text.replace(right, wrong);
            assert!(broken != text && loaded(&broken).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_packed_is_what_is_written() {
        let texts = [
            include_str!("annual/2014.toml"),
            include_str!("annual/2019.toml"),
            include_str!("annual/2021.toml"),
        ];
        for ((stem, packed), text) in EDITIONS.iter().zip(texts) {
            let file: EditionFile = toml::from_str(text).unwrap();
            assert_eq!(postcard::to_stdvec(&file).unwrap(), *packed, "{stem}");
        }
        let file: WordingFile = toml::from_str(include_str!("annual/wording.toml")).unwrap();
        assert_eq!(postcard::to_stdvec(&file).unwrap(), WORDING);
    }
}
