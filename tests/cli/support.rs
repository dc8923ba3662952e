//! Running the program in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A temporary folder in which the program is run.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What a call left behind.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder with these files in it.
pub fn desk(files: &[(&str, &[u8])]) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    Desk { folder }
}

/// Files that are no reports, of kinds that turn up in real folders.
pub fn junk() -> Desk {
    desk(&[
        ("in/a/empty.pdf", b""),
        ("in/a/note.txt", "今天天气很好。\n".as_bytes()),
        ("in/b/cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
        ("in/b/noise.bin", &[0x80; 300]),
        (
            "in/page.html",
            "<html><title>通知</title><p>放假</html>".as_bytes(),
        ),
        ("in/.hidden", b"x"),
        ("in/~$draft.docx", b"x"),
    ])
}

/// Reports and other things, copies among them, and an archive.
pub fn pile() -> Desk {
    let desk = junk();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<PathBuf> = corpus
        .read_dir()
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths.iter().take(12) {
        let name = path.file_name().unwrap().to_str().unwrap();
        std::fs::copy(path, desk.path(&format!("in/{name}"))).unwrap();
    }
    std::fs::copy(&paths[2], desk.path("in/b/copy")).unwrap();
    std::fs::write(desk.path("in/a/some.tar"), tar(&[("x.txt", b"text")])).unwrap();
    desk
}

/// An archive with these files in it.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (name, bytes) in files {
        archive.extend(tar_header(name, bytes.len()));
        archive.extend_from_slice(bytes);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.resize(archive.len() + 1024, 0);
    archive
}

fn tar_header(name: &str, length: usize) -> Vec<u8> {
    let mut head = vec![0; 512];
    head[..name.len()].copy_from_slice(name.as_bytes());
    head[124..136].copy_from_slice(format!("{length:011o}\0").as_bytes());
    head[156] = b'0';
    head[257..265].copy_from_slice(b"ustar\x0000");
    head[148..156].copy_from_slice(b"        ");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    head
}

/// Every file of an output but run.json.
pub fn bytes(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![desk.path(folder)];
    while let Some(at) = folders.pop() {
        for entry in at.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(desk.path(folder)).unwrap();
            let name = name.to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name != "run.json" {
                files.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    files
}

impl Desk {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command.current_dir(self.folder.path());
        command.env("GOUJI_CACHE", "kept");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).output().unwrap())
    }

    /// Names in a folder, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        names(&self.path(folder))
    }

    /// Paths of all files below a folder.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        for name in self.names(folder) {
            let path = format!("{folder}/{name}");
            if self.path(&path).is_dir() {
                let below = self.files(&path).into_iter();
                files.extend(below.map(|file| format!("{name}/{file}")));
            } else {
                files.push(name);
            }
        }
        files
    }
}

/// The program, in English whatever the locale of the machine.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(arguments);
    // The user's own cache is nothing for tests.
    command.env("GOUJI_CACHE", std::env::temp_dir().join("gouji-tests"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

pub fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
