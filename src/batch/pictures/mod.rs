//! Pictures taken in a process of their own: a hostile page may hang or crash the painter, and only that.

mod fonts;
mod talk;
mod worker;

pub use fonts::SystemFonts;
pub use worker::{PictureWorker, Source, serve};
