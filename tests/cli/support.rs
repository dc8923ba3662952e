//! Running the program in a folder of its own.

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
