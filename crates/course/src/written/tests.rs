//! What is read, where it stands, and what buttons do.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::model::LinkTarget;

mod press;

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn strong(words: &str) -> Inline {
    Inline::Strong(words.to_owned())
}

fn emphasis(words: &str) -> Inline {
    Inline::Emphasis(words.to_owned())
}

fn link(words: &str, to: &str) -> Inline {
    Inline::Link { text: words.to_owned(), to: LinkTarget::Web(to.to_owned().try_into().unwrap()) }
}

fn line(line: &str) -> Line {
    match read(line).blocks.as_slice() {
        [Block::Paragraph(words)] => words.clone(),
        other => panic!("{other:?}"),
    }
}

fn paragraph(line: &[Inline]) -> Block {
    Block::Paragraph(line.to_vec())
}

/// The words of a text in UTF-16 units.
fn slice(text: &str, place: Range<u32>) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(units.get(place.start as usize..place.end as usize).unwrap()).unwrap()
}

fn pieces_of(blocks: &[Block]) -> Vec<Inline> {
    let passage = |passage: &Passage| match passage {
        Passage::Paragraph(line) => line.clone(),
        Passage::List(list) => list.items.concat(),
    };
    let block = |block: &Block| match block {
        Block::Paragraph(line) | Block::Heading(line) => line.clone(),
        Block::List(list) => list.items.concat(),
        Block::Quote(passages) => passages.iter().flat_map(passage).collect(),
        other => panic!("{other:?}"),
    };
    blocks.iter().flat_map(block).collect()
}

#[test]
fn every_kind_of_block_is_read() {
    let list = |numbered, items: &[&str]| List { numbered, items: items.iter().map(|item| vec![text(item)]).collect() };
    let written = read(
        "# Rosa\nShe bakes.\nAt night.\n\nShe reads.\n- one\n- two\n  more\n\n* three\n1. first\n2) second\n> We close\n> early\n>\n> - on Sundays\nTrue.\r\n",
    );
    let broken = vec![text("two"), Inline::Break, text("more")];
    let mut bullets = list(false, &["one", "three"]);
    bullets.items.insert(1, broken);
    assert_eq!(
        written.blocks,
        [
            Block::Heading(vec![text("Rosa")]),
            paragraph(&[text("She bakes."), Inline::Break, text("At night.")]),
            paragraph(&[text("She reads.")]),
            Block::List(bullets),
            Block::List(list(true, &["first", "second"])),
            Block::Quote(vec![
                Passage::Paragraph(vec![text("We close"), Inline::Break, text("early")]),
                Passage::List(list(false, &["on Sundays"])),
            ]),
            paragraph(&[text("True.")]),
        ]
    );
}

#[test]
fn words_are_dressed_by_the_marks_around_them() {
    let cases: &[(&str, &[Inline])] = &[
        ("a **b 🌱** c", &[text("a "), strong("b 🌱"), text(" c")]),
        ("*a* and _b_", &[emphasis("a"), text(" and "), emphasis("b")]),
        ("这是**重点**内容", &[text("这是"), strong("重点"), text("内容")]),
        ("***both***", &[strong("both")]),
        ("**a *b***", &[strong("a "), emphasis("b")]),
        ("***a** b*", &[strong("a"), emphasis(" b")]),
        ("***a* b**", &[emphasis("a"), strong(" b")]),
        ("*a **b** c*", &[emphasis("a "), strong("b"), emphasis(" c")]),
        ("2*3*4 and a * b * c", &[text("2*3*4 and a * b * c")]),
        ("snake_case_name", &[text("snake_case_name")]),
        ("**open", &[text("**open")]),
        ("** not**", &[text("** not**")]),
        ("****", &[text("****")]),
        ("<b>no</b> `code` \\*", &[text("<b>no</b> `code` \\*")]),
    ];
    for (given, expected) in cases {
        assert_eq!(line(given), *expected, "{given}");
    }
}

#[test]
fn links_lead_to_web_addresses_alone() {
    let cases: &[(&str, &[Inline])] = &[
        (
            "see [Rosa's](https://rosa.example/a_(b)), now",
            &[text("see "), link("Rosa's", "https://rosa.example/a_(b)"), text(", now")],
        ),
        ("(http://rosa.example/x).", &[text("("), link("http://rosa.example/x", "http://rosa.example/x"), text(").")]),
        ("[](https://rosa.example)", &[link("https://rosa.example", "https://rosa.example")]),
        ("**see [it](https://a.example)**", &[strong("see "), link("it", "https://a.example")]),
        ("![p](https://a.example/p.png)", &[text("!"), link("p", "https://a.example/p.png")]),
        ("[x](javascript:alert(1))", &[text("[x](javascript:alert(1))")]),
        ("[x](https://a b)", &[text("[x]("), link("https://a", "https://a"), text(" b)")]),
        ("[x](https://)", &[text("[x](https://)")]),
        ("[x](/me)", &[text("[x](/me)")]),
        ("[x](https://a.example/\u{202e}moc)", &[text("[x]("), text("https://a.example/\u{202e}moc)")]),
        ("xhttps://a.example", &[text("xhttps://a.example")]),
    ];
    for (given, expected) in cases {
        let joined = |line: &[Inline]| {
            line.iter().fold(Vec::new(), |mut joined: Vec<Inline>, piece| {
                match (joined.last_mut(), piece) {
                    (Some(Inline::Text(words)), Inline::Text(more)) => words.push_str(more),
                    _ => joined.push(piece.clone()),
                }
                joined
            })
        };
        assert_eq!(joined(&line(given)), joined(expected), "{given}");
    }
}

#[test]
fn a_number_that_counts_nothing_stays_as_it_is() {
    assert_eq!(read("2026. It was a good year.").blocks, [paragraph(&[text("2026. It was a good year.")])]);
    assert_eq!(read("1. a\n\nb\n\n2. c").blocks.last().unwrap(), &paragraph(&[text("2. c")]));
}

/// From cheat sheets: all of it is words.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox(1))",
    "[a](  javascript:alert(1))",
    "[a](\u{1}javascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "![a](x' onerror='alert(1))",
    "![a](data:image/svg+xml,<svg onload=alert(1)>)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "[a](https:javascript:alert(1))",
    "[a](//evil.example)",
    "<a href=\"https://a.example\" onclick=\"alert(1)\">",
    "```html\n<script>alert(1)</script>\n```",
    "&lt;script&gt;&#x61;lert(1)",
    "<style>@import 'https://evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example>",
];

#[test]
fn hostile_markup_is_nothing_but_words() {
    for hostile in HOSTILE {
        for piece in pieces_of(&read(hostile).blocks) {
            match piece {
                Inline::Text(_) | Inline::Break => {}
                // An address in the middle of it is one, whoever wrote it: shown, and opened by nobody but the reader.
                Inline::Link { to: LinkTarget::Web(to), .. } => {
                    assert!(to.as_str().starts_with("https://"), "{hostile}: {to}");
                    assert!(!to.as_str().contains(['"', '<', '>', '\'', ' ']), "{hostile}: {to}");
                }
                other => panic!("{hostile}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_hostile_text_takes_time_in_proportion() {
    let units = [
        "[",
        "*",
        "_",
        "`",
        "> ",
        "- ",
        "# ",
        "**a ",
        "*a **b ",
        "***a ",
        "[a](",
        "[a](http",
        "[a](http://a",
        "http://",
        "http://a",
        "https://a(",
        "_a_ ",
        "*a",
        "\n",
        "1. ",
        "> > ",
        "!",
        "](",
        "a*b_c[",
        "🌱**",
    ];
    for unit in units {
        let text = unit.repeat(200_000 / unit.len());
        let begun = Instant::now();
        assert!(read(&text).runs.len() <= text.len() + 1);
        // A search that began again at every mark would take minutes; a busy machine takes a part of a second.
        assert!(begun.elapsed() < Duration::from_secs(5), "{unit:?}: {:?}", begun.elapsed());
    }
}

#[test]
fn shown_words_are_found_in_the_text_again() {
    let source = "# Hi\n\n- 🌱 **Rosa** bakes\n- at night";
    let written = read(source);
    // "Hi🌱 Rosa bakesat night" is what the screen shows.
    assert_eq!(slice(source, written.source_of(5..9).unwrap()), "Rosa");
    assert_eq!(slice(source, written.source_of(2..9).unwrap()), "🌱 **Rosa");
    assert_eq!(slice(source, written.source_of(10..17).unwrap()), "bakes\n- at");
    assert_eq!(written.source_of(500..501), None);
}

#[test]
fn a_mark_covers_its_words_and_ends_once() {
    let source = "Ro **sa** bakes";
    let marks = [1..7, 3..5, 0..15];
    let words: Vec<(String, bool, Vec<usize>)> = read(source)
        .pieces(&marks)
        .concat()
        .into_iter()
        .map(|piece| (slice(source, piece.place), piece.is_marked, piece.ending))
        .collect();
    let piece = |words: &str, ending: &[usize]| (words.to_owned(), true, ending.to_vec());
    assert_eq!(words, [piece("R", &[]), piece("o ", &[1]), piece("sa", &[0]), piece(" bakes", &[2])]);
}

/// Texts that are mostly marks.
fn marked_up() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("*"),
        Just("**"),
        Just("_"),
        Just("[a]("),
        Just("https://a.example"),
        Just(")"),
        Just("\n"),
        Just("\n\n"),
        Just("- "),
        Just("1. "),
        Just("> "),
        Just("## "),
        Just(" "),
        Just("word"),
        Just("🌱"),
        Just("é"),
        Just("界"),
        Just("\u{301}"),
        Just("]"),
        Just("\r\n"),
        Just("<b>"),
        Just("7"),
        Just("h"),
    ];
    proptest::collection::vec(parts, 0..30).prop_map(|parts| parts.concat())
}

/// What is left of a text between its runs is marks and spaces, or an address that a link shows.
fn nothing_is_hidden(source: &str) {
    let written = read(source);
    let pieces = pieces_of(&written.blocks);
    assert_eq!(pieces.len(), written.runs.len());
    let (mut at, mut between) = (0, String::new());
    for (piece, run) in pieces.iter().zip(&written.runs) {
        between.push_str(&slice(source, at..run.start));
        let words = slice(source, run.clone());
        assert_eq!(words, if *piece == Inline::Break { "" } else { piece.words() });
        at = run.end;
        if let Inline::Link { text, to: LinkTarget::Web(to) } = piece
            && text != to.as_str()
        {
            // What comes next is its address.
            let rest = slice(source, at..source.encode_utf16().count() as u32);
            assert!(rest.starts_with(&format!("]({to})")), "{rest}");
            at += to.as_str().encode_utf16().count() as u32 + 3;
        }
    }
    between.push_str(&slice(source, at..source.encode_utf16().count() as u32));
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || "*_#>-+•[]().\u{0}".contains(c);
    assert!(between.chars().all(is_mark), "{source:?} hides {between:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_text_is_hidden(source in marked_up()) {
        nothing_is_hidden(&source);
    }

    #[test]
    fn nothing_of_any_text_is_hidden(source in any::<String>()) {
        nothing_is_hidden(&source);
    }

    #[test]
    fn every_mark_ends_once_and_cuts_nothing_off(source in marked_up(), from in 0..40_u32, length in 1..20_u32) {
        let written = read(&source);
        let pieces = written.pieces(std::slice::from_ref(&(from..from + length))).concat();
        let is_anything_shown = pieces.iter().any(|piece| !piece.place.is_empty());
        prop_assert_eq!(pieces.iter().map(|piece| piece.ending.len()).sum::<usize>(), usize::from(is_anything_shown));
        let (cut, whole): (u32, u32) =
            (pieces.iter().map(|p| p.place.len() as u32).sum(), written.runs.iter().map(|r| r.len() as u32).sum());
        prop_assert_eq!(cut, whole);
    }
}
