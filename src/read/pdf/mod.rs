//! Placeholder of the first commit.

use super::{Document, Options};
use crate::error::ReadError;

pub fn read(_bytes: &[u8], _options: &Options) -> Result<Document, ReadError> {
    Ok(Document { kind: super::Kind::Pdf, meta: super::Meta::default(), body: super::Body::Flow(Vec::new()), notes: Vec::new() })
}
