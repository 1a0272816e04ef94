//! Who may know what: the browser stays in `platform`, Leptos in `view`, automerge and all input behind the pure crates.

use super::{
    Finding,
    code::{Code, has_word, words},
};

/// A name that may only appear in some places.
struct Rule {
    /// Whether a line uses what the rule is about.
    uses: fn(&str) -> bool,
    allowed_in: fn(&str) -> bool,
    what: &'static str,
    mend: &'static str,
}

const RULES: [Rule; 7] = [
    Rule {
        uses: |line| has_word(line, "JsValue"),
        allowed_in: |file| below(file, "src/platform"),
        what: "JsValue outside src/platform",
        mend: "turn it into a small type of ours in src/platform",
    },
    Rule {
        uses: |line| has_word(line, "automerge"),
        allowed_in: |file| below(file, "crates/domain") || below(file, "crates/replica"),
        what: "automerge outside crates/domain and crates/replica",
        mend: "give the crate a function that takes and returns plain data",
    },
    Rule {
        uses: |line| words(line).any(|word| word == "leptos" || word.starts_with("leptos_")),
        allowed_in: |file| below(file, "crates/view") || below(file, "crates/view-macro"),
        what: "Leptos outside crates/view and crates/view-macro",
        mend: "in src/ui take it from naptime_view, whose views are small; elsewhere keep the logic and let src/ui call it",
    },
    Rule {
        uses: |line| has_word(line, "naptime_view"),
        allowed_in: |file| below(file, "src/ui") || below(file, "crates/view") || below(file, "crates/view-macro"),
        what: "naptime_view outside src/ui",
        mend: "keep the logic here and let src/ui call it",
    },
    Rule {
        uses: |line| has_word(line, "SystemTime") || has_word(line, "Instant"),
        allowed_in: |file| !is_pure(file),
        what: "a clock in a pure crate",
        mend: "take the time as an argument",
    },
    Rule {
        uses: |line| line.contains("std::fs") || line.contains("std::net") || line.contains("std::thread"),
        // Reading a course folder is for authors only; a feature keeps it out of the browser.
        allowed_in: |file| !is_pure(file) || below(file, "crates/course/src/author"),
        what: "input or output in a pure crate",
        mend: "take the bytes as an argument; the caller reads and writes",
    },
    Rule {
        uses: |line| line.contains("async fn") || line.contains("async move"),
        // The contract of storage is kept by IndexedDB, which answers later; `Replica::handle` never calls it. A relay waits
        // for nothing but its store and its host, and knows no runtime.
        allowed_in: |file| !is_pure(file) || below(file, "crates/replica/src/storage") || below(file, "crates/relay"),
        what: "async in a pure crate",
        mend: "return an effect and take its result as an input",
    },
];

/// Checks one file.
pub fn check(file: &str, code: &Code) -> Vec<Finding> {
    let broken = RULES.iter().filter(|rule| !(rule.allowed_in)(file)).flat_map(|rule| {
        let lines = code.numbered().filter(|(_, line)| (rule.uses)(line));
        lines.map(|(line, _)| Finding { file: file.to_owned(), line, what: rule.what.to_owned(), mend: rule.mend })
    });
    broken.chain(automerge_in_replica_api(file, code)).collect()
}

/// Names that `replica` takes from automerge must not stand in what it offers to the app and the server.
fn automerge_in_replica_api(file: &str, code: &Code) -> Vec<Finding> {
    if !below(file, "crates/replica/src") {
        return Vec::new();
    }
    let imported = imported_from_automerge(code);
    let offers = |line: &str| {
        let line = line.trim_start();
        line.starts_with("pub ") && words(line).any(|word| word == "automerge" || imported.iter().any(|i| i == word))
    };
    let lines = code.numbered().filter(|(_, line)| offers(line));
    lines
        .map(|(line, _)| Finding {
            file: file.to_owned(),
            line,
            what: "an automerge type in what crates/replica offers".to_owned(),
            mend: "make it pub(crate), or offer a type of ours",
        })
        .collect()
}

/// The capitalised names of `use automerge::{…}`, which may run over several lines.
fn imported_from_automerge(code: &Code) -> Vec<String> {
    let text = code.lines.join("\n");
    let statements = text.split(';').filter_map(|statement| statement.split_once("use automerge::"));
    let names = statements.flat_map(|(_, names)| words(names).map(str::to_owned).collect::<Vec<_>>());
    names.filter(|name| name.starts_with(char::is_uppercase)).collect()
}

fn below(file: &str, path: &str) -> bool {
    file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn is_pure(file: &str) -> bool {
    let pure = ["crates/domain", "crates/course", "crates/replica", "crates/relay", "crates/simulator"];
    pure.iter().any(|krate| below(file, krate))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(file: &str, text: &str) -> Vec<(usize, String)> {
        let findings = check(file, &Code::of(file, text));
        findings.into_iter().map(|finding| (finding.line, finding.what)).collect()
    }

    #[test]
    fn each_name_is_refused_where_it_does_not_belong() {
        let cases = [
            ("src/engine/boot.rs", "use wasm_bindgen::JsValue;"),
            ("crates/server/src/sync.rs", "use automerge::Change;"),
            ("src/engine/boot.rs", "use leptos_meta::Title;"),
            ("src/ui/today.rs", "use leptos::prelude::*;"),
            ("src/engine/boot.rs", "use naptime_view::prelude::*;"),
            ("crates/domain/src/work.rs", "let now = std::time::Instant::now();"),
            ("crates/replica/src/log.rs", "std::fs::read(path)?;"),
            ("crates/replica/src/log.rs", "pub async fn append() {}"),
            ("crates/relay/src/relay.rs", "let now = std::time::SystemTime::now();"),
            ("crates/relay/src/store.rs", "std::fs::write(path, bytes)?;"),
        ];
        for (file, text) in cases {
            assert_eq!(broken(file, text).len(), 1, "{file}: {text}");
        }
    }

    #[test]
    fn each_name_is_allowed_where_it_belongs() {
        let cases = [
            ("src/platform/indexed_db.rs", "use wasm_bindgen::JsValue;"),
            ("src/platform.rs", "use wasm_bindgen::JsValue;"),
            ("crates/domain/src/work.rs", "use automerge::AutoCommit;"),
            ("crates/view/src/view.rs", "use leptos::prelude::Owner;"),
            ("src/ui/today.rs", "use naptime_view::prelude::*;"),
            ("crates/server/src/main.rs", "async fn main() { std::fs::read(path); }"),
            ("crates/relay/src/relay.rs", "pub async fn sync() {}"),
            ("crates/course/src/author/folder.rs", "std::fs::read(path)?;"),
            ("crates/domain/src/work.rs", "// std::fs is for others"),
        ];
        for (file, text) in cases {
            assert_eq!(broken(file, text), [], "{file}: {text}");
        }
    }

    #[test]
    fn replica_does_not_offer_automerge_types() {
        let text = "use automerge::{\n    Change,\n    ROOT,\n};\npub fn heads(&self) -> Vec<Change> {}\npub(crate) fn a(c: Change) {}\n";
        let what = "an automerge type in what crates/replica offers".to_owned();
        assert_eq!(broken("crates/replica/src/log.rs", text), [(5, what)]);
    }
}
