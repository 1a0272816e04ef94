//! Rust source as rules want to see it: line by line, without comments, string contents and tests.

/// The part of a file that ships.
pub struct Code {
    /// Lines up to the tests, with comments and the inside of strings blanked.
    pub lines: Vec<String>,
}

impl Code {
    /// Reads a file. One that holds nothing but tests or examples has no lines.
    pub fn of(file: &str, text: &str) -> Self {
        if is_test_file(file) {
            return Self { lines: Vec::new() };
        }
        let shipped = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        let lines = blank(text).lines().take(shipped).map(str::to_owned).collect();
        Self { lines }
    }

    /// Lines with their numbers, counted from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().enumerate().map(|(index, line)| (index + 1, line.as_str()))
    }
}

/// Whether all of a file is a test, a suite that tests run, an example or a benchmark.
pub fn is_test_file(file: &str) -> bool {
    file.split('/')
        .any(|part| matches!(part, "tests" | "tests.rs" | "conformance.rs" | "examples" | "benches" | "fuzz"))
}

/// Whether a line holds a name as a whole word.
pub fn has_word(line: &str, word: &str) -> bool {
    words(line).any(|found| found == word)
}

/// The identifiers in a line.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Replaces comments and the inside of strings by spaces, and keeps the lines.
fn blank(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            'r' if !blanked.ends_with(|c: char| c.is_alphanumeric() || c == '_') => raw_string(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if length == 0 {
            blanked.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (gone, after) = rest.split_at(length);
        blanked.extend(gone.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = after;
    }
    blanked
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r"…"`, `r#"…"#`; 0 if it is but a name that begins with r.
fn raw_string(text: &str) -> usize {
    let hashes = text.chars().skip(1).take_while(|c| *c == '#').count();
    let opening = 1 + hashes + 1;
    if text.as_bytes().get(opening - 1) != Some(&b'"') {
        return 0;
    }
    let closing = format!("\"{}", "#".repeat(hashes));
    let inside = text.get(opening..).unwrap_or_default();
    inside.find(&closing).map_or(text.len(), |at| opening + at + closing.len())
}

/// `'x'` or `'\n'`; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text.get(3..).and_then(|rest| rest.find('\'')).map_or(0, |at| at + 4),
        Some(_) => chars.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let code = Code::of("src/a.rs", text);
        code.lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn comments_and_strings_are_blank() {
        assert_eq!(lines("let a = \"x\"; // why\n/* a /* b */ c */ f();"), ["let a = ;", "f();"]);
        assert_eq!(lines("g(r#\"a \" b\"#, 'x', '\\'', \"\\\"\");"), ["g( , , , );"]);
    }

    #[test]
    fn lifetimes_and_names_stay() {
        assert_eq!(lines("fn f<'a>(r: &'a str) -> &'a str { r }"), ["fn f<'a>(r: &'a str) -> &'a str { r }"]);
    }

    #[test]
    fn tests_are_not_looked_at() {
        assert_eq!(lines("fn f() {}\n#[cfg(test)]\nmod tests {}\n"), ["fn f() {}"]);
        assert!(Code::of("crates/domain/tests/merge.rs", "fn f() {}").lines.is_empty());
    }
}
