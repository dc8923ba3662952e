//! gouji (勾稽) reads the yearly open-government reports of Chinese public bodies into named cells, and says where a
//! report contradicts itself.

/// A data file of the program, by its path below `src` without its ending, in the form that is read quickest (`build.rs`).
macro_rules! packed {
    ($($path:literal),+) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $($path,)+ ".json"))
    };
}

/// A data file whose form `build.rs` knows, as it writes it.
macro_rules! typed {
    ($($path:literal),+) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $($path,)+ ".bin"))
    };
}

pub mod across;
pub mod audit;
pub mod batch;
pub mod bind;
pub mod check;
pub mod decided;
pub mod emit;
mod ending;
pub mod error;
pub mod fold;
pub mod forms;
pub mod grid;
pub mod layout;
pub mod location;
pub mod pattern;
pub mod prose;
pub mod read;
pub mod report;
pub mod rules;
pub mod segment;
mod suffix;
pub mod who;
mod word;
