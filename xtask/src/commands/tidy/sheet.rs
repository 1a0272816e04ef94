//! Style sheets: raw colours and durations live in tokens.css alone, and nothing knows left from right.

use super::Finding;

const COLOUR_FUNCTIONS: [&str; 9] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];

/// Checks one sheet.
pub fn check(file: &str, text: &str) -> Vec<Finding> {
    let tokens = file.ends_with("/tokens.css");
    let mut findings = Vec::new();
    for (index, line) in without_comments(text).lines().enumerate() {
        let mut find = |what: &str, mend| {
            findings.push(Finding { file: file.to_owned(), line: index + 1, what: what.to_owned(), mend });
        };
        if !tokens && has_colour(line) {
            find("a raw colour", "use a token, or add one to tokens.css");
        }
        if !tokens && has_duration(line) {
            find("a raw duration", "use a token, or add one to tokens.css");
        }
        if names_a_side(line) {
            find("left or right", "say inline-start or inline-end, so that right-to-left needs no second sheet");
        }
    }
    findings
}

/// The value of a declaration: what stands after the first colon that a space follows.
fn value(line: &str) -> &str {
    line.split_once(": ").map_or("", |(_, value)| value)
}

fn has_colour(line: &str) -> bool {
    let hex = |word: &str| {
        word.strip_prefix('#').is_some_and(|digits| {
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
        })
    };
    let value = value(line);
    let mut words = value.split(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    words.any(|word| hex(word) || matches!(word, "white" | "black"))
        || COLOUR_FUNCTIONS.iter().any(|function| {
            value.match_indices(function).any(|(at, _)| !value[..at].ends_with(|c: char| c.is_alphanumeric()))
        })
}

fn has_duration(line: &str) -> bool {
    let mut words = value(line).split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    words.any(|word| {
        let number = word.strip_suffix("ms").or_else(|| word.strip_suffix('s'));
        number.and_then(|number| number.parse::<f64>().ok()).is_some_and(|number| number > 0.0)
    })
}

fn names_a_side(line: &str) -> bool {
    // The phone's own insets have physical names only.
    let line = line.replace("safe-area-inset-left", "").replace("safe-area-inset-right", "");
    let mut words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.any(|word| word.split('-').any(|part| matches!(part, "left" | "right")))
}

/// Comments become spaces, line by line.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        kept.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(file: &str, text: &str) -> Vec<(usize, String)> {
        check(file, text).into_iter().map(|finding| (finding.line, finding.what)).collect()
    }

    #[test]
    fn raw_values_belong_to_the_tokens() {
        let sheet = "a {\n  color: #1b655a;\n  background: oklch(60% 0 0);\n  transition: opacity 120ms;\n}\n";
        let lines: Vec<_> = broken("style/card.css", sheet).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 3, 4]);
        assert_eq!(broken("style/tokens.css", sheet), []);
    }

    #[test]
    fn tokens_and_selectors_pass() {
        let sheet =
            "/* was #fff,\n  left */\n#face:hover { color: var(--ink); transition: opacity var(--quick) 0s; }\n";
        assert_eq!(broken("style/card.css", sheet), []);
    }

    #[test]
    fn sides_are_logical_even_in_the_tokens() {
        for line in ["margin-left: 0;", "right: 0;", "text-align: left;", "border-top-right-radius: 0;"] {
            assert_eq!(broken("style/tokens.css", line).len(), 1, "{line}");
        }
        assert_eq!(broken("style/card.css", "margin-inline-start: 0;"), []);
    }
}
