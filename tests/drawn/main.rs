//! Tables drawn on pages: however they are ruled, broken over pages, shifted or scaled, what is read is what was drawn.

#[path = "../dice/mod.rs"]
mod dice;
mod over_pages;
mod pen;
mod properties;
mod ruled;
