//! Text without what only people read: comments, indentation, empty lines. Brotli takes the rest.

/// A page. What only Trunk reads goes too.
pub fn page(text: &str) -> String {
    let text = without(text, "<!--", "-->");
    lines(text.lines().filter(|line| !line.contains("data-trunk")))
}

/// A sheet.
pub fn sheet(text: &str) -> String {
    lines(without(text, "/*", "*/").lines())
}

/// A script. Only comments on lines of their own go; one with a string over several lines stays as it is.
pub fn script(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut is_comment = false;
    let code = text.lines().filter(|line| {
        let line = line.trim();
        let was_comment = is_comment;
        is_comment = (was_comment || line.starts_with("/*")) && !line.ends_with("*/");
        !was_comment && !line.starts_with("/*") && !line.starts_with("//")
    });
    lines(code)
}

fn lines<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

fn without(text: &str, opening: &str, closing: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once(opening) {
        kept.push_str(before);
        rest = comment.split_once(closing).map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loses_what_only_the_build_reads() {
        let text = "<head>\n  <!-- two\n lines -->\n  <link data-trunk rel=\"rust\">\n  <title>N</title>\n</head>\n";
        assert_eq!(page(text), "<head>\n<title>N</title>\n</head>\n");
    }

    #[test]
    fn a_sheet_loses_comments_and_indentation() {
        assert_eq!(sheet("/* why */\nbody {\n  margin: 0; /* none */\n\n}\n"), "body {\nmargin: 0;\n}\n");
    }

    #[test]
    fn a_script_loses_comments_on_lines_of_their_own() {
        let text = "// why\n/**\n * @param {string} a\n */\nfunction f(a) {\n  return a; // it\n}\n/** one */\n";
        assert_eq!(script(text), "function f(a) {\nreturn a; // it\n}\n");
    }

    #[test]
    fn a_placeholder_is_not_a_comment() {
        assert_eq!(script("const V = /*VERSION*/'';\n"), "const V = /*VERSION*/'';\n");
    }

    #[test]
    fn a_script_with_a_long_string_stays() {
        let text = "f(`a\n  // b\n`);\n";
        assert_eq!(script(text), text);
    }
}
