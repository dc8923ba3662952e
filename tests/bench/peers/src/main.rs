//! How long `pdfni` takes to read the glyphs and graphics of one file: milliseconds, the shortest of some runs.
//!
//!     gouji-bench-peers FILE RUNS

use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (path, runs) = (next(), next().parse::<u32>().unwrap_or(1));
    let bytes = std::fs::read(path)?;
    let mut shortest = f64::INFINITY;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let read = pdfni::read_pages(&bytes, None);
        if !read.is_ok_and(|pages| pages.iter().any(|page| !page.glyphs.is_empty())) {
            std::process::exit(2);
        }
        shortest = shortest.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{shortest}");
    Ok(())
}
