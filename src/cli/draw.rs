//! `gouji draw`: one page as SVG, with what was read on it; or as PNG, as it is published.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gouji::audit::{Settings, Traced, trace};
use gouji::batch;
use gouji::emit::draw::{Drawing, Layer, draw};
use gouji::emit::picture::Crop;
use gouji::error::{Lang, ReadError};
use gouji::forms::Forms;
use gouji::location::Rect;
use gouji::read::{self, Page};

use super::exit::{Exit, Stop};
use super::second::PdfReader;
use super::{messages, picture, stdout};

/// Draw a page: what was read on it as SVG, or the page itself as PNG
///
/// As SVG: characters, rulings, lines, cells and the bound values, coloured by how sure their reading is; pointing at
/// a box shows what it is. As PNG (an output that ends in .png): the page as it is published. For files with pages.
///
/// 画一页：输出为 SVG 时画读到的字符、表线、单元格和数据项（按可靠程度着色），输出为 .png 时画页面原样。只用于有分页的文件。
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
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "cell")]
    page: u32,

    /// Part of the page to draw, in points from its top left corner [default: all of it]
    ///
    /// 只画页面的一部分：左、上、右、下，单位为点，从左上角算起；默认整页。
    #[arg(long = "box", value_name = "X0,Y0,X1,Y1", value_parser = parse_box, allow_hyphen_values = true,
          conflicts_with = "cell")]
    part: Option<Rect>,

    /// The cell of a field to draw, with a little of what is around it
    ///
    /// 只画某个数据项所在的单元格（名称见 gouji forms）。
    #[arg(long, value_name = "TABLE/ROW/COLUMN")]
    cell: Option<String>,

    /// File to write; one that ends in .png shows the page as it is published [default: SVG on standard output]
    ///
    /// 输出文件；以 .png 结尾时画页面原样；默认把 SVG 写到标准输出。
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Pixels an inch of a PNG
    ///
    /// PNG 每英寸的像素数。
    #[arg(long, value_name = "N", default_value_t = 144, value_parser = clap::value_parser!(u16).range(10..=1200))]
    dpi: u16,

    /// Layers to draw as SVG, separated by commas [default: all]
    ///
    /// SVG 中要画的图层，用逗号分隔；默认全部。
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',')]
    layers: Vec<LayerArg>,

    /// Whose characters are drawn
    ///
    /// 画哪个读取程序读到的字符。
    #[arg(long, value_enum, value_name = "READER", default_value_t = PdfReader::Ours)]
    pdf_reader: PdfReader,

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
        let (number, part) = self.target(&traced, settings.binder.forms(), lang)?;
        let page = self.page(&traced, number, lang)?;
        if let Some(output) = self.output.as_deref().filter(|path| picture::is_png(path)) {
            if !self.layers.is_empty() || self.pdf_reader != PdfReader::Ours || self.second_reading
            {
                return Err(Stop::Said(messages::png_shows_no_reading(lang)));
            }
            let crop = Crop {
                page: number,
                rect: part,
                frame: None,
                scale: f32::from(self.dpi) / 72.0,
            };
            return picture::write(&self.file, &bytes, &settings.read, &crop, output, lang);
        }
        let other = self.pdf_reader.instead(lang)?;
        let other = other.map(|engine| engine.read(&bytes, &settings.read));
        let other = other.transpose().map_err(unreadable)?;
        let layers: Vec<Layer> = match self.layers.as_slice() {
            [] => Layer::ALL.to_vec(),
            some => some.iter().map(|layer| (*layer).into()).collect(),
        };
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
            part,
            lang,
        });
        match &self.output {
            None => stdout::print(&svg, lang),
            Some(path) => picture::save(path, svg.as_bytes(), lang),
        }
    }

    fn settings(&self, lang: Lang) -> Result<Settings, Stop> {
        let second = self.second_reading.then(|| PdfReader::Ours.other(lang));
        Ok(Settings {
            read: read::Options {
                password: self.password.clone(),
            },
            second: second.transpose()?,
            ..Settings::default()
        })
    }

    /// The page, and the part of it.
    fn target(
        &self,
        traced: &Traced,
        forms: &Forms,
        lang: Lang,
    ) -> Result<(u32, Option<Rect>), Stop> {
        let Some(cell) = &self.cell else {
            return Ok((self.page, self.part));
        };
        let refuse = |text| Err(Stop::Said(text));
        let Some(value) = picture::value(traced, forms, cell) else {
            return refuse(messages::no_such_cell(lang, &self.file, cell));
        };
        match (value.place.page(), value.place.rect()) {
            (Some(page), Some(rect)) => Ok((page, Some(picture::around(&rect)))),
            _ => refuse(messages::cell_nowhere(lang, &self.file, cell)),
        }
    }

    fn page<'a>(&self, traced: &'a Traced, number: u32, lang: Lang) -> Result<&'a Page, Stop> {
        let found = traced.pages.iter().find(|page| page.number == number);
        found.ok_or_else(|| {
            Stop::Said(match traced.pages.len() {
                0 => messages::no_pages(lang, &self.file, traced.audited.kind),
                count => messages::no_such_page(lang, &self.file, number, count),
            })
        })
    }
}

/// Four numbers, separated by commas.
fn parse_box(text: &str) -> Result<Rect, String> {
    let numbers: Vec<f32> = text
        .split(',')
        .map_while(|n| n.trim().parse().ok())
        .collect();
    match numbers[..] {
        [x0, y0, x1, y1] if text.split(',').count() == 4 && x0 < x1 && y0 < y1 => {
            Ok(Rect { x0, y0, x1, y1 })
        }
        _ => Err("left, top, right and bottom are four numbers, such as 72,100,300,140".to_owned()),
    }
}
