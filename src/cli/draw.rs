//! `gouji draw`: one page as SVG, with what was read on it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gouji::audit::{Settings, Traced, trace};
use gouji::batch;
use gouji::emit::draw::{Drawing, Layer, draw};
use gouji::error::{Lang, ReadError};
use gouji::read::{self, Page};

use super::exit::{Exit, Stop};
use super::{messages, second, stdout};

/// Draw what was read on a page, as SVG
///
/// Characters, rulings, lines, cells and the bound values, coloured by how sure their reading is; pointing at a box
/// shows what it is. For PDF files.
///
/// 把一页上读到的内容画成 SVG：字符、表线、单元格和数据项（按可靠程度着色）。只用于 PDF 文件。
#[derive(Args)]
pub struct Draw {
    /// The file
    ///
    /// 文件。
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Page, from 1
    ///
    /// 页码，从 1 起。
    #[arg(long, value_name = "N", default_value_t = 1)]
    page: u32,

    /// File to write [default: standard output]
    ///
    /// 输出文件；默认写到标准输出。
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Layers to draw, separated by commas [default: all]
    ///
    /// 要画的图层，用逗号分隔；默认全部。
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',', hide_default_value = true,
          default_values_t = LayerArg::value_variants().to_vec())]
    layers: Vec<LayerArg>,

    /// Whose characters are drawn
    ///
    /// 画哪个读取程序读到的字符。
    #[arg(long, value_enum, value_name = "READER", default_value_t = Reader::Ours)]
    pdf_reader: Reader,

    /// Compare every value with what the second reader sees
    ///
    /// Those that it sees differently are drawn as doubtful.
    ///
    /// 与另一个独立的程序所读逐格比较；数字不同的画成存疑。
    #[arg(long)]
    second_reading: bool,

    /// Password for an encrypted file
    ///
    /// 加密文件的密码。
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LayerArg {
    /// Lines, regions and pictures
    Layout,
    /// Cells of the grids
    Cells,
    /// Bound values
    Fields,
    /// Rulings
    Rulings,
    /// Characters
    Glyphs,
    /// What the colours mean
    Legend,
}

impl From<LayerArg> for Layer {
    fn from(layer: LayerArg) -> Self {
        match layer {
            LayerArg::Layout => Self::Layout,
            LayerArg::Cells => Self::Cells,
            LayerArg::Fields => Self::Fields,
            LayerArg::Rulings => Self::Rulings,
            LayerArg::Glyphs => Self::Glyphs,
            LayerArg::Legend => Self::Legend,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reader {
    /// This program's own
    Ours,
    /// The second reader, in a process of its own
    PdfExtract,
}

impl Draw {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let unreadable =
            |error: ReadError| Stop::Said(messages::cannot_draw(lang, &self.file, &error));
        let bytes = batch::read_file(&self.file).map_err(unreadable)?;
        let settings = self.settings(lang)?;
        let traced = batch::alone(|| trace(&bytes, &settings))
            .and_then(|result| result)
            .map_err(unreadable)?;
        let page = self.page(&traced, lang)?;
        let other = match self.pdf_reader {
            Reader::Ours => None,
            Reader::PdfExtract => {
                let pages = second::reader(lang)?.read(&bytes, &settings.read);
                Some(pages.map_err(unreadable)?)
            }
        };
        let layers: Vec<Layer> = self.layers.iter().map(|layer| (*layer).into()).collect();
        let svg = draw(&Drawing {
            traced: &traced,
            forms: settings.binder.forms(),
            page,
            glyphs: match &other {
                None => &page.glyphs,
                Some(pages) => {
                    let same = pages.iter().find(|p| p.number == page.number);
                    same.map_or(&[][..], |p| &p.glyphs[..])
                }
            },
            layers: &layers,
            lang,
        });
        match &self.output {
            None => stdout::print(&svg, lang),
            Some(path) => write(path, &svg, lang),
        }
    }

    fn settings(&self, lang: Lang) -> Result<Settings, Stop> {
        let second = self.second_reading.then(|| second::reader(lang));
        Ok(Settings {
            read: read::Options {
                password: self.password.clone(),
            },
            second: second.transpose()?,
            ..Settings::default()
        })
    }

    fn page<'a>(&self, traced: &'a Traced, lang: Lang) -> Result<&'a Page, Stop> {
        let found = traced.pages.iter().find(|page| page.number == self.page);
        found.ok_or_else(|| {
            Stop::Said(match traced.pages.len() {
                0 => messages::no_pages(lang, &self.file, traced.audited.kind),
                count => messages::no_such_page(lang, &self.file, self.page, count),
            })
        })
    }
}

fn write(path: &Path, svg: &str, lang: Lang) -> Result<Exit, Stop> {
    std::fs::write(path, svg).map_err(|error| {
        Stop::Said(messages::cannot_write(
            lang,
            &path.display().to_string(),
            &error,
        ))
    })?;
    Ok(Exit::Clean)
}
