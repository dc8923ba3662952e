//! Rust files without their comments and tests, the text of string literals apart from the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file of the program, as far as it is compiled into it.
pub struct Source {
    /// Path below the root, with `/`.
    pub path: String,
    /// The code, line by line: no comments, no tests, string literals empty.
    pub code: String,
    /// Line and text of each string literal in that code.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    /// First folder or file name below `src`, without its ending.
    pub fn module(&self) -> &str {
        let below = self.path.trim_start_matches("src/");
        below.split(['/', '.']).next().unwrap()
    }

    /// The lines of the code, each with its number.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends like this, as paths below the root, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(below_root(&path));
            }
        }
    }
    found.sort();
    found
}

fn below_root(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().iter();
    let parts: Vec<&str> = parts.map(|part| part.to_str().unwrap()).collect();
    parts.join("/")
}

/// A file below the root.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Every Rust file below `src` that is not for tests alone.
pub fn sources() -> Vec<Source> {
    let paths = files("src", ".rs");
    let parsed: Vec<(String, Lexed)> = paths
        .into_iter()
        .map(|p| (p.clone(), lex(&text(&p))))
        .collect();
    let of_tests: BTreeSet<PathBuf> = parsed
        .iter()
        .flat_map(|(path, lexed)| test_modules(Path::new(path), &lexed.code))
        .collect();
    parsed
        .into_iter()
        .filter(|(path, _)| !of_tests.contains(Path::new(path)))
        .map(|(path, lexed)| without_tests(path, lexed))
        .collect()
}

const TEST: &str = "#[cfg(test)]";

/// Files of modules that are declared for tests alone.
fn test_modules(path: &Path, code: &str) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let folder = path.parent().unwrap();
    let folder = if matches!(stem, "mod" | "lib" | "main") {
        folder.to_owned()
    } else {
        folder.join(stem)
    };
    code.split(TEST)
        .skip(1)
        .filter_map(|rest| {
            let declared = rest.trim_start().split_once(';')?.0;
            let name = declared.rsplit_once("mod ")?.1;
            let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            is_name.then(|| folder.join(format!("{name}.rs")))
        })
        .collect()
}

/// Takes out what stands behind `#[cfg(test)]`: to the closing brace, or to the semicolon.
fn without_tests(path: String, lexed: Lexed) -> Source {
    let mut code: Vec<char> = lexed.code.chars().collect();
    let mut lines_of_tests = Vec::new();
    let marks: Vec<usize> = lexed
        .code
        .match_indices(TEST)
        .map(|(byte, _)| lexed.code[..byte].chars().count())
        .collect();
    for start in marks {
        let (mut at, mut depth) = (start + TEST.len(), 0_usize);
        while at < code.len() {
            match code[at] {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(code[at], '}' | ';') {
                break;
            }
            at += 1;
        }
        let line = |at: usize, code: &[char]| 1 + code[..at].iter().filter(|c| **c == '\n').count();
        let end = at.min(code.len() - 1);
        lines_of_tests.push(line(start, &code)..=line(end, &code));
        for c in &mut code[start..=end] {
            if *c != '\n' {
                *c = ' ';
            }
        }
    }
    let is_test = |line: usize| lines_of_tests.iter().any(|range| range.contains(&line));
    Source {
        path,
        code: code.into_iter().collect(),
        strings: lexed
            .strings
            .into_iter()
            .filter(|(line, _)| !is_test(*line))
            .collect(),
    }
}

struct Lexed {
    code: String,
    strings: Vec<(usize, String)>,
}

/// Tells code, comments and literals apart; as many lines come out as went in.
fn lex(text: &str) -> Lexed {
    let chars: Vec<char> = text.chars().collect();
    let mut lexed = Lexed {
        code: String::new(),
        strings: Vec::new(),
    };
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => line_end(&chars, at),
            '/' if chars.get(at + 1) == Some(&'*') => comment_end(&chars, at),
            '"' => string_end(&chars, at),
            'r' if !follows_name(&chars, at) => raw_end(&chars, at),
            '\'' => char_end(&chars, at),
            _ => at,
        };
        let piece = &chars[at..end.max(at + 1)];
        let is_string = end > at && matches!(chars[at], '"' | 'r');
        if is_string {
            let content: String = piece.iter().collect();
            let content = content.trim_start_matches('r').trim_matches('#');
            lexed
                .strings
                .push((line, content.trim_matches('"').to_owned()));
            lexed.code.push_str("\"\"");
        } else if end == at {
            lexed.code.push(chars[at]);
        }
        let breaks = piece.iter().filter(|c| **c == '\n').count();
        if end > at {
            lexed.code.push_str(&"\n".repeat(breaks));
        }
        line += breaks;
        at = end.max(at + 1);
    }
    lexed
}

fn follows_name(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn line_end(chars: &[char], at: usize) -> usize {
    let length = chars[at..].iter().position(|c| *c == '\n');
    length.map_or(chars.len(), |length| at + length)
}

fn comment_end(chars: &[char], at: usize) -> usize {
    let (mut at, mut depth) = (at, 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 1),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut at = at + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// End of `r"…"` or `r#"…"#`; `at` itself where there is none.
fn raw_end(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let open = at + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return at;
    }
    let closes = |from: usize| {
        chars[from] == '"'
            && chars[from + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes
    };
    let close = (open + 1..chars.len()).find(|from| closes(*from));
    close.map_or(chars.len(), |close| close + 1 + hashes)
}

/// End of a character literal; `at` itself for a lifetime.
fn char_end(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let close = chars[at + 3..].iter().position(|c| *c == '\'');
            close.map_or(chars.len(), |length| at + 3 + length + 1)
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

#[test]
fn code_comments_and_literals_are_told_apart() {
    let text = "let a = \"x // \\\" y\"; // \"no\"\nlet b = r#\"a \"b\" c\"#; /* 'n' \n */ let c = '\"';\n\
                fn f<'a>() {}\n#[cfg(test)]\nmod tests {\n    const T: &str = \"t\";\n}\nlet d = \"d\";\n";
    let source = without_tests("src/a.rs".into(), lex(text));
    let strings: Vec<(usize, &str)> = source
        .strings
        .iter()
        .map(|(l, s)| (*l, s.as_str()))
        .collect();
    assert_eq!(strings, [(1, "x // \\\" y"), (2, "a \"b\" c"), (9, "d")]);
    assert_eq!(source.code.lines().count(), text.lines().count());
    assert!(source.code.contains("let c = ;") && !source.code.contains("no"));
    assert!(!source.code.contains("const T"));
}
