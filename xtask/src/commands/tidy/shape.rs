//! How a file is built: its first sentence, its length, its functions' length, no loose ends.

use super::{
    Finding,
    code::{Code, is_test_file},
};

const FILE_LINES_MAX: usize = 300;
const FUNCTION_LINES_MAX: usize = 60;
/// A view is a tree: splitting it for length alone hides its shape.
const VIEW_LINES_MAX: usize = 80;

/// Checks one Rust file.
pub fn check(file: &str, text: &str, code: &Code) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |line, what: String, mend| findings.push(Finding { file: file.to_owned(), line, what, mend });
    if file.ends_with("/mod.rs") {
        find(1, "a mod.rs".to_owned(), "name the file after its module: foo.rs beside foo/");
    }
    if !text.starts_with("//! ") {
        find(1, "no opening sentence".to_owned(), "open the file with one `//!` sentence that says what it is for");
    }
    if code.lines.len() > FILE_LINES_MAX {
        let what = format!("{} lines, more than {FILE_LINES_MAX}", code.lines.len());
        find(FILE_LINES_MAX + 1, what, "give its second idea a file of its own");
    }
    for (line, length, max) in long_functions(file, code) {
        find(line, format!("a function of {length} lines, more than {max}"), "split it where it changes its subject");
    }
    for (line, text) in code.numbered() {
        if let Some((what, mend)) = loose_end(text) {
            find(line, what, mend);
        }
    }
    if !is_test_file(file) {
        findings.extend(markers(file, text));
    }
    findings
}

/// Checks a script or a page: only what can run what others wrote.
pub fn check_script(file: &str, text: &str) -> Vec<Finding> {
    let dangerous = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function("];
    let mut findings = markers(file, text);
    for (index, line) in text.lines().enumerate() {
        for name in dangerous.iter().filter(|name| line.contains(**name)) {
            let what = format!("{name} can run what others wrote");
            findings.push(Finding {
                file: file.to_owned(),
                line: index + 1,
                what,
                mend: "build nodes and set textContent",
            });
        }
    }
    findings
}

/// Notes to come back later, which nobody does.
fn markers(file: &str, text: &str) -> Vec<Finding> {
    let names = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let marked = text.lines().enumerate().filter(|(_, line)| names.iter().any(|name| line.contains(name)));
    marked
        .map(|(index, _)| Finding {
            file: file.to_owned(),
            line: index + 1,
            what: "a note for later".to_owned(),
            mend: "do it now, or file an issue",
        })
        .collect()
}

fn loose_end(line: &str) -> Option<(String, &'static str)> {
    let macros = |name: &str| line.contains(&format!("{name}!("));
    if let Some(call) = [".unwrap()", ".expect("].into_iter().find(|call| line.contains(call)) {
        return Some((format!("{call} outside tests"), "pass the error on with `?`, or make the state impossible"));
    }
    if let Some(name) = ["todo", "unimplemented", "dbg"].into_iter().find(|name| macros(name)) {
        return Some((format!("{name}! outside tests"), "finish it"));
    }
    if line.trim_start().starts_with("let _ =") {
        return Some(("a result thrown away".to_owned(), "handle the error once, here or by passing it on"));
    }
    if line.contains("inner_html") || line.contains("innerHTML") {
        return Some((
            "inner_html can run what others wrote".to_owned(),
            "build the elements; content is typed blocks",
        ));
    }
    None
}

/// Functions that are too long, found by indentation, which rustfmt makes reliable.
fn long_functions(file: &str, code: &Code) -> Vec<(usize, usize, usize)> {
    let max = if file.starts_with("src/ui/") { VIEW_LINES_MAX } else { FUNCTION_LINES_MAX };
    let mut long = Vec::new();
    for (start, line) in code.numbered() {
        let indent = line.len() - line.trim_start().len();
        if !opens_function(line.trim_start()) || line.trim_end().ends_with(['}', ';']) {
            continue;
        }
        let closing = format!("{}}}", " ".repeat(indent));
        let ends = |line: &&String| line.trim_end() == closing || line.trim_end() == format!("{closing};");
        let length = code.lines.iter().skip(start).position(|line| ends(&line)).map_or(0, |after| after + 2);
        if length > max {
            long.push((start, length, max));
        }
    }
    long
}

fn opens_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.by_ref().find(|word| !matches!(*word, "pub" | "pub(crate)" | "pub(super)" | "const" | "async" | "unsafe"))
        == Some("fn")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: [usize; 0] = [];

    fn broken(file: &str, text: &str) -> Vec<usize> {
        check(file, text, &Code::of(file, text)).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_good_file_passes() {
        assert_eq!(broken("src/a.rs", "//! One idea.\n\nfn f() -> Option<u8> {\n    g()?.unwrap_or(3)\n}\n"), NOTHING);
    }

    #[test]
    fn a_file_opens_with_a_sentence_and_is_not_called_mod() {
        assert_eq!(broken("src/ui/mod.rs", "fn f() {}\n"), [1, 1]);
    }

    #[test]
    fn loose_ends_are_found_outside_tests_only() {
        let ends = ["a.unwrap();", "a.expect(\"b\");", "dbg!(a);", "let _ = a();", concat!("// TO", "DO later")];
        for end in ends {
            assert_eq!(broken("src/a.rs", &format!("//! A.\n{end}\n")), [2], "{end}");
        }
        assert_eq!(broken("src/a.rs", "//! A.\n#[cfg(test)]\nmod tests {\n    fn f() { a.unwrap(); }\n}\n"), NOTHING);
    }

    #[test]
    fn long_files_and_functions_are_found() {
        let long_file = format!("//! A.\n{}", "const A: u8 = 1;\n".repeat(300));
        assert_eq!(broken("src/a.rs", &long_file), [301]);
        let long_function = format!("//! A.\npub fn f() {{\n{}}}\n", "    g();\n".repeat(59));
        assert_eq!(broken("src/a.rs", &long_function), [2]);
        assert_eq!(broken("src/ui/a.rs", &long_function), NOTHING);
    }

    #[test]
    fn scripts_may_not_run_strings() {
        assert_eq!(check_script("public/boot.js", "node.innerHTML = text;").len(), 1);
        assert_eq!(check_script("public/boot.js", "node.textContent = text;"), []);
    }
}
