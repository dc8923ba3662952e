//! Placeholder of the first commit.

use super::Document;
use crate::error::ReadError;

pub fn read(_bytes: &[u8]) -> Result<Document, ReadError> {
    Ok(Document {
        kind: super::Kind::Text,
        meta: super::Meta::default(),
        body: super::Body::Flow(Vec::new()),
        notes: Vec::new(),
    })
}
