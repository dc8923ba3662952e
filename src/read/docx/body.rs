//! The body as nested blocks. What is not known is walked through, so that a wrapper of any kind loses nothing.

use std::collections::HashMap;

use super::package::Relations;
use super::styles::Styles;
use crate::error::Note;
use crate::read::blocks::{Block, MAX_NESTING};
use crate::read::numbering::Numbering;
use crate::read::xml::Xml;

/// Reads the body part.
pub struct Reader<'x, 'a> {
    pub xml: &'x Xml<'a>,
    pub styles: &'x Styles,
    pub numbering: Numbering,
    pub relations: &'x Relations,
    /// Complex fields that are open: true while their instruction stands.
    pub fields: Vec<bool>,
    /// Text whose paragraph mark was deleted: the next paragraph goes on with it.
    pub joined: Option<String>,
    /// Documents of other formats that stand in this one, by the ids of their relationships.
    pub inserted: HashMap<String, Vec<Block>>,
    pub losses: Losses,
}

/// What was left out, counted.
#[derive(Default)]
pub struct Losses {
    pub hidden: usize,
    pub struck: usize,
    pub deleted: usize,
    pub placeholders: usize,
    pub merged: usize,
    pub too_deep: usize,
    pub embedded: usize,
}

impl<'x, 'a> Reader<'x, 'a> {
    pub fn new(
        xml: &'x Xml<'a>,
        styles: &'x Styles,
        numbering: Numbering,
        relations: &'x Relations,
    ) -> Self {
        Self {
            xml,
            styles,
            numbering,
            relations,
            fields: Vec::new(),
            joined: None,
            inserted: HashMap::new(),
            losses: Losses::default(),
        }
    }

    /// The blocks of the whole body.
    pub fn body(&mut self, at: usize) -> Vec<Block> {
        let mut out = Vec::new();
        self.blocks(at, 0, &mut out);
        self.end_joined(&mut out);
        out
    }

    /// The blocks in an element. `depth` counts tables and text boxes around it.
    pub fn blocks(&mut self, at: usize, depth: usize, out: &mut Vec<Block>) {
        for child in self.xml.children(at) {
            match self.xml.nodes[child].name {
                "p" => self.paragraph(child, depth, out),
                "tbl" if depth < MAX_NESTING => {
                    self.end_joined(out);
                    let table = self.table(child, depth + 1);
                    out.push(Block::Table(table));
                }
                "tbl" => self.losses.too_deep += 1,
                "del" | "moveFrom" => self.losses.deleted += self.length(child),
                "sectPr" | "tblPr" | "tcPr" | "pPr" | "sdtPr" | "" => {}
                "annotation" if self.is_removed(child) => {
                    self.losses.deleted += self.length(child);
                }
                "altChunk" => {
                    self.end_joined(out);
                    let id = self.xml.attribute(child, "id").unwrap_or_default();
                    match self.inserted.get(&id) {
                        Some(content) => out.extend(content.iter().cloned()),
                        None => self.losses.embedded += 1,
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = self.chosen(child) {
                        self.blocks(chosen, depth, out);
                    }
                }
                "sdt" if self.is_placeholder(child) => {
                    self.losses.placeholders += 1;
                    // A paragraph stays a paragraph, a row a row, without the invitation to fill it in.
                }
                _ => self.blocks(child, depth, out),
            }
        }
    }

    /// Whether an annotation of Word 2003 marks what was deleted, or is a comment.
    pub fn is_removed(&self, at: usize) -> bool {
        let kind = self.xml.attribute(at, "type").unwrap_or_default();
        matches!(kind.as_str(), "Word.Deletion" | "Word.Comment")
    }

    /// The version of an alternative that holds something to read: the first that does.
    pub fn chosen(&self, at: usize) -> Option<usize> {
        let xml = self.xml;
        let holds = |&version: &usize| {
            xml.within(version).any(|at| {
                matches!(
                    xml.nodes[at].name,
                    "t" | "txbxContent" | "blip" | "imagedata" | "tbl" | "sym"
                )
            })
        };
        xml.children(at)
            .filter(|&at| matches!(xml.nodes[at].name, "Choice" | "Fallback"))
            .find(holds)
    }

    /// Whether a content control shows its invitation to type instead of a content.
    pub fn is_placeholder(&self, at: usize) -> bool {
        self.xml
            .path(at, &["sdtPr", "showingPlcHdr"])
            .is_some_and(|at| super::styles::is_on(self.xml.attribute(at, "val").as_deref()))
    }

    /// Visible characters of a subtree, deleted ones too.
    pub fn length(&self, at: usize) -> usize {
        self.xml
            .within(at)
            .filter(|&at| matches!(self.xml.nodes[at].name, "t" | "delText"))
            .map(|at| self.xml.text_of(at).chars().count())
            .sum()
    }

    /// Ends a paragraph whose mark was deleted and that nothing follows.
    pub fn end_joined(&mut self, out: &mut Vec<Block>) {
        if let Some(text) = self.joined.take() {
            out.push(Block::Paragraph(text));
        }
    }

    /// What was left out.
    pub fn notes(&self) -> Vec<Note> {
        let losses = &self.losses;
        let mut notes = Vec::new();
        for (count, code, text) in [
            (
                losses.hidden,
                "hidden-left-out",
                "characters that the document hides were left out",
            ),
            (
                losses.struck,
                "struck-out",
                "characters with a line through them were left out",
            ),
            (
                losses.deleted,
                "tracked-changes",
                "characters that tracked changes delete were left out",
            ),
            (
                losses.placeholders,
                "placeholders",
                "content controls are not filled in; their invitations to type were left out",
            ),
            (
                losses.merged,
                "merged-text",
                "characters in cells that are merged away were left out",
            ),
            (
                losses.too_deep,
                "nesting-cut",
                "tables or boxes nest too deep and were left out",
            ),
            (
                losses.embedded,
                "embedded-document",
                "documents embedded in this one were not read",
            ),
        ] {
            if count > 0 {
                notes.push(Note::new(code, format!("{count} {text}")));
            }
        }
        notes
    }
}
