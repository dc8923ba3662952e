//! Gives the program a name for the sources it is made of, so that what one build stored is never read by another; and
//! packs the table of divisions and the data files.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use flate2::read::GzDecoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

#[path = "src/who/pack.rs"]
#[allow(dead_code, reason = "only the program unpacks")]
mod pack;

#[path = "src/forms/files.rs"]
#[allow(dead_code, reason = "only the program looks into them")]
mod form_files;
#[path = "src/rules/file.rs"]
#[allow(dead_code, reason = "only the program looks into them")]
mod rule_file;
#[path = "src/prose/file.rs"]
#[allow(dead_code, reason = "only the program looks into them")]
mod vocabulary_file;

fn main() -> io::Result<()> {
    let mut paths = vec![PathBuf::from("Cargo.lock")];
    collect(Path::new("src"), &mut paths)?;
    paths.sort();
    let mut hash = Hash::new();
    for path in &paths {
        println!("cargo::rerun-if-changed={}", path.display());
        // A package as downloaded may lack the lock file.
        let bytes = fs::read(path).unwrap_or_default();
        hash.add(path.to_string_lossy().replace('\\', "/").as_bytes());
        hash.add(&bytes);
    }
    println!("cargo::rerun-if-changed=src");
    pack_divisions()?;
    for path in paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
    {
        pack_data(path)?;
    }
    println!("cargo::rustc-env=GOUJI_BUILD={:032x}", hash.0);
    Ok(())
}

/// Packs the table of divisions, for `src/who/table.rs`.
fn pack_divisions() -> io::Result<()> {
    let mut text = String::new();
    GzDecoder::new(fs::File::open("src/who/divisions.tsv.gz")?).read_to_string(&mut text)?;
    let packed = pack::pack(&text).map_err(|(line, what)| {
        io::Error::other(format!("src/who/divisions.tsv.gz, line {line}: {what}"))
    })?;
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(folder.join("divisions.names"), packed.names)?;
    fs::write(folder.join("divisions.rows"), packed.rows)?;
    fs::write(folder.join("divisions.codes"), packed.by_code)
}

/// Writes a data file so that the program reads it quickly: a program that reads one report spends most of its time on
/// itself. What every run needs is written field by field, the rest as JSON.
fn pack_data(path: &Path) -> io::Result<()> {
    let Ok(below) = path.strip_prefix("src") else {
        return Ok(());
    };
    let name = below.with_extension("");
    let (folder, name) = (name.parent().and_then(Path::to_str), name.file_name());
    let (ending, packed) = match (folder, name.and_then(OsStr::to_str)) {
        (Some("forms/annual"), Some("gloss")) => ("json", json(path)?),
        (Some("forms/annual"), Some("wording")) => {
            ("bin", fields::<form_files::WordingFile>(path)?)
        }
        (Some("forms/annual"), _) => ("bin", fields::<form_files::EditionFile>(path)?),
        (Some("rules"), _) => ("bin", fields::<rule_file::RuleFile>(path)?),
        (Some("prose"), _) => ("bin", fields::<vocabulary_file::VocabularyFile>(path)?),
        _ => ("json", json(path)?),
    };
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let file = folder.join(below).with_extension(ending);
    fs::create_dir_all(file.parent().unwrap_or(&folder))?;
    fs::write(file, packed)
}

/// A data file, read.
fn read<T: DeserializeOwned>(path: &Path) -> io::Result<T> {
    let text = fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

fn json(path: &Path) -> io::Result<Vec<u8>> {
    let data: serde_json::Value = read(path)?;
    Ok(data.to_string().into_bytes())
}

/// Its fields, one after the other.
fn fields<T: DeserializeOwned + Serialize>(path: &Path) -> io::Result<Vec<u8>> {
    let data: T = read(path)?;
    postcard::to_stdvec(&data).map_err(io::Error::other)
}

/// Every file below a folder.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

/// FNV-1a with 128 bits: enough to tell builds apart, and the same on every machine.
struct Hash(u128);

impl Hash {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    fn add(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 ^= u128::from(*byte);
            self.0 = self
                .0
                .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
