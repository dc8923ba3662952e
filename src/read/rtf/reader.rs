//! Tokens to nested blocks.

use super::fonts::Fonts;
use super::lexer::Token;
use super::table::{self, Level, RowStated, Stated, edge};
use crate::error::Note;
use crate::read::blocks::{Block, MAX_NESTING, push_raised, tidy};
use crate::read::merge::Merge;

/// Groups open at a time. Deeper ones are counted, their properties are those of the group around them.
const MAX_GROUPS: usize = 2_000;

/// Length and width up to which a picture is an icon: 32 pixels, in twips.
const ICON: i32 = 480;

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Target {
    #[default]
    Body,
    Nowhere,
    FontTable,
    Title,
    Picture,
    /// The number before an item, as the writer counted it.
    Number,
    /// A text box.
    Box,
}

/// Properties that end with their group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) target: Target,
    /// This group began the target.
    begins: bool,
    /// Characters that stand for a `\u` in readers that do not know it.
    substitutes: usize,
    font: Option<i32>,
    hidden: bool,
    deleted: bool,
    struck: bool,
    raised: bool,
    pub(super) in_table: bool,
    pub(super) depth: usize,
}

/// A document under way.
pub struct Reader {
    groups: Vec<Group>,
    /// Groups open beyond [`MAX_GROUPS`].
    deeper: usize,
    pub(super) group: Group,
    /// `\*`: the destination that follows may be passed over.
    starred: bool,
    fonts: Fonts,
    /// Bytes of text not decoded yet.
    bytes: Vec<u8>,
    high_surrogate: Option<u16>,
    /// Substitutes still to be passed over.
    to_skip: usize,
    pub(super) text: String,
    /// Where the number before an item begins in the text.
    number_from: usize,
    /// Paragraphs around open text boxes.
    around: Vec<(String, Group)>,
    /// Content of the body, and of the tables open in it, one within the other.
    pub(super) levels: Vec<Level>,
    pub(super) row: RowStated,
    title: String,
    picture: (i32, i32),
    pictures: usize,
    hidden: usize,
    deleted: usize,
    struck: usize,
    pub(super) losses: table::Losses,
    done: bool,
}

/// What was read.
pub struct Read {
    pub blocks: Vec<Block>,
    pub title: Option<String>,
    pub notes: Vec<Note>,
    pub cut: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            groups: Vec::new(),
            deeper: 0,
            group: Group {
                target: Target::Body,
                begins: false,
                substitutes: 1,
                font: None,
                hidden: false,
                deleted: false,
                struck: false,
                raised: false,
                in_table: false,
                depth: 0,
            },
            starred: false,
            fonts: Fonts::default(),
            bytes: Vec::new(),
            high_surrogate: None,
            to_skip: 0,
            text: String::new(),
            number_from: 0,
            around: Vec::new(),
            levels: vec![Level::default()],
            row: RowStated::default(),
            title: String::new(),
            picture: (0, 0),
            pictures: 0,
            hidden: 0,
            deleted: 0,
            struck: 0,
            losses: table::Losses::default(),
            done: false,
        }
    }
}

impl Reader {
    /// Takes a token; gives the length of binary data behind it.
    pub fn token(&mut self, token: Token<'_>) -> Option<usize> {
        match token {
            Token::Byte(_) if self.to_skip > 0 => self.to_skip -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Open => {
                self.decode();
                self.to_skip = 0;
                self.open();
            }
            Token::Close => {
                self.decode();
                self.to_skip = 0;
                self.close();
            }
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(symbol) => {
                self.decode();
                match symbol {
                    b'~' => self.write("\u{a0}"),
                    b'_' => self.write("-"),
                    _ => {}
                }
            }
            Token::Word("bin", count) => return usize::try_from(count.unwrap_or(0)).ok(),
            Token::Word(word, number) => {
                self.decode();
                if self.to_skip > 0 && word != "u" {
                    self.to_skip -= 1;
                } else {
                    self.word(word, number);
                }
                self.starred = false;
            }
        }
        None
    }

    /// Whether the outermost group has ended.
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// The document; text that nothing ended is not known to be whole.
    pub fn finish(mut self) -> Read {
        let cut = !self.done;
        let mut notes = Vec::new();
        if cut {
            notes.push(Note::new(
                "part-cut",
                "the document is cut off; what stands before the cut was read",
            ));
            if let Some(level) = self.levels.last_mut() {
                let stated = self.row.clone();
                level.content.clear();
                level.end_row(&stated);
            }
        } else {
            self.decode();
            self.end_paragraph();
        }
        self.close_levels(0);
        let blocks = self.levels.pop().map(|level| level.content);
        for (count, code, text) in [
            (
                self.hidden,
                "hidden-left-out",
                "characters that the document hides were left out",
            ),
            (
                self.deleted,
                "tracked-changes",
                "characters that tracked changes delete were left out",
            ),
            (
                self.struck,
                "struck-out",
                "characters with a line through them were left out",
            ),
            (
                self.losses.merged,
                "merged-text",
                "characters in cells that are merged away were left out",
            ),
            (
                self.losses.unfit,
                "spans-unknown",
                "rows do not state the edges of all their cells; their cells stand in order",
            ),
        ] {
            if count > 0 {
                notes.push(Note::new(code, format!("{count} {text}")));
            }
        }
        let title = tidy(&self.title);
        Read {
            blocks: blocks.unwrap_or_default(),
            title: Some(title).filter(|title| !title.is_empty()),
            notes,
            cut,
        }
    }

    fn open(&mut self) {
        if self.groups.len() >= MAX_GROUPS {
            self.deeper += 1;
            return;
        }
        self.groups.push(self.group);
        self.group.begins = false;
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if self.group.begins {
            match self.group.target {
                Target::Number => self.end_number(),
                Target::Box => self.end_box(),
                Target::Picture => self.end_picture(),
                _ => {}
            }
        }
        match self.groups.pop() {
            Some(group) => self.group = group,
            None => self.done = true,
        }
        self.done |= self.groups.is_empty();
    }

    fn begin(&mut self, target: Target) {
        if self.group.target != Target::Nowhere {
            self.group.target = target;
            self.group.begins = true;
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        if self.destination(word) {
            return;
        }
        if self.group.target == Target::FontTable {
            match (word, number) {
                ("f", font) => self.group.font = font,
                ("fcharset", Some(charset)) => {
                    if let Some(font) = self.group.font {
                        self.fonts.set_charset(font, charset);
                    }
                }
                _ => {}
            }
            return;
        }
        match word {
            "ansicpg" => self.fonts.set_page(number.unwrap_or(0)),
            "f" => self.group.font = number,
            "uc" => {
                self.group.substitutes = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8);
            }
            "u" => self.unicode(number.unwrap_or(0)),
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "strike" | "striked" => self.group.struck = on,
            "super" | "sub" => self.group.raised = on,
            "up" | "dn" => self.group.raised = number.is_none_or(|height| height > 0),
            "nosupersub" => self.group.raised = false,
            "plain" => {
                (self.group.hidden, self.group.deleted) = (false, false);
                (self.group.struck, self.group.raised) = (false, false);
            }
            "pard" => (self.group.in_table, self.group.depth) = (false, 0),
            "intbl" => self.group.in_table = on,
            "itap" => {
                self.group.depth = usize::try_from(number.unwrap_or(0))
                    .unwrap_or(0)
                    .min(MAX_NESTING);
            }
            "picwgoal" => self.picture.0 = number.unwrap_or(0),
            "pichgoal" => self.picture.1 = number.unwrap_or(0),
            "par" | "sect" | "page" if self.group.target == Target::Number => {}
            "par" | "sect" | "page" => self.end_paragraph(),
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(self.group.depth.max(2)),
            "row" => self.end_row(1),
            "nestrow" => self.end_row(self.group.depth.max(2)),
            _ if self.row_word(word, number) => {}
            _ => self.write(match word {
                "tab" => "\t",
                "line" | "softline" => "\n",
                "emdash" => "—",
                "endash" => "–",
                "lquote" => "‘",
                "rquote" => "’",
                "ldblquote" => "“",
                "rdblquote" => "”",
                "bullet" => "•",
                "emspace" | "enspace" | "qmspace" => " ",
                _ => return,
            }),
        }
    }

    /// What a row states of itself and of its cells.
    fn row_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let row = &mut self.row;
        match word {
            "trowd" => *row = RowStated::default(),
            "trleft" => row.left = edge(number),
            "clvmgf" => row.next.vertical = Merge::First,
            "clvmrg" => row.next.vertical = Merge::GoesOn,
            "clmgf" => row.next.horizontal = Merge::First,
            "clmrg" => row.next.horizontal = Merge::GoesOn,
            "cellx" => {
                let mut cell = std::mem::take(&mut row.next);
                cell.right = edge(number);
                if row.cells.len() < 10_000 {
                    row.cells.push(cell);
                }
                row.next = Stated::default();
            }
            _ => return false,
        }
        true
    }

    /// Whether the word opens a destination; those that are not known and may be passed over are.
    fn destination(&mut self, word: &str) -> bool {
        let target = match word {
            "fonttbl" => Target::FontTable,
            "title" => Target::Title,
            "pict" => {
                self.picture = (0, 0);
                Target::Picture
            }
            "listtext" | "pntext" => {
                self.number_from = self.text.len();
                Target::Number
            }
            "shptxt" => {
                if self.group.target != Target::Nowhere {
                    self.around
                        .push((std::mem::take(&mut self.text), self.group));
                }
                Target::Box
            }
            "shpinst" | "shppict" | "nesttableprops" | "fldrslt" | "ud" => return true,
            "info" if !self.starred => return true,
            "colortbl" | "stylesheet" | "header" | "headerl" | "headerr" | "headerf" | "footer"
            | "footerl" | "footerr" | "footerf" | "footnote" | "annotation" | "fldinst"
            | "listtable" | "listoverridetable" | "revtbl" | "nonshppict" | "nonesttables"
            | "shprslt" | "sp" | "objdata" | "objclass" | "author" | "operator" | "company"
            | "subject" | "keywords" | "comment" | "doccomm" | "category" | "manager"
            | "creatim" | "revtim" | "printim" | "buptim" | "xe" | "tc" | "rxe" | "bkmkstart"
            | "bkmkend" | "filetbl" | "private" | "mmathPict" => Target::Nowhere,
            _ if self.starred => Target::Nowhere,
            _ => return false,
        };
        self.begin(target);
        true
    }

    fn unicode(&mut self, number: i32) {
        // Numbers beyond 32767 are written as negative ones.
        let unit = number as u16;
        self.to_skip = self.group.substitutes;
        let character = match (self.high_surrogate.take(), unit) {
            (Some(high), 0xdc00..=0xdfff) => char::decode_utf16([high, unit]).next(),
            (_, 0xd800..=0xdbff) => {
                self.high_surrogate = Some(unit);
                return;
            }
            _ => char::decode_utf16([unit]).next(),
        };
        let character = character.and_then(Result::ok).unwrap_or('\u{fffd}');
        self.write(character.encode_utf8(&mut [0; 4]));
    }

    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if self.group.target == Target::Picture || self.group.target == Target::Nowhere {
            return;
        }
        let encoding = self.fonts.encoding(self.group.font);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        match self.group.target {
            Target::Nowhere | Target::FontTable | Target::Picture => {}
            Target::Title => self.title.push_str(text),
            Target::Body | Target::Number | Target::Box => {
                if self.group.deleted {
                    self.deleted += text.chars().count();
                } else if self.group.hidden {
                    self.hidden += text.chars().count();
                } else if self.group.struck {
                    self.struck += text.trim().chars().count();
                } else if self.group.raised {
                    push_raised(&mut self.text, text);
                } else {
                    self.text.push_str(text);
                }
            }
        }
    }

    /// The number before an item ends with a tab: it is part of no text.
    fn end_number(&mut self) {
        let from = self.number_from.min(self.text.len());
        if !self.text.is_char_boundary(from) {
            return;
        }
        let number = self.text[from..].trim().to_owned();
        self.text.truncate(from);
        let bullet = number.chars().count() == 1
            && number
                .chars()
                .all(|c| !c.is_alphanumeric() || ('\u{e000}'..='\u{f8ff}').contains(&c));
        if number.is_empty() || bullet {
            return;
        }
        let tight = number
            .chars()
            .next_back()
            .is_some_and(|c| u32::from(c) >= 0x2e80);
        self.text.push_str(&number);
        self.text.push_str(if tight { "" } else { " " });
    }

    fn end_box(&mut self) {
        if let Some((text, group)) = self.around.pop() {
            // The box stands where its anchor does.
            (self.group.in_table, self.group.depth) = (group.in_table, group.depth);
            if !self.text.is_empty() {
                self.end_paragraph();
            }
            self.text = text;
        }
    }

    fn end_picture(&mut self) {
        let (width, height) = self.picture;
        let icon = (1..=ICON).contains(&width) && (1..=ICON).contains(&height);
        if icon {
            return;
        }
        self.pictures += 1;
        let source = format!("picture {}", self.pictures);
        let depth = self.depth();
        self.at_level(depth).content.push(Block::Image(source));
    }
}
