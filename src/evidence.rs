//! Evidence as a form has it: what was typed, in the order in which it is asked for, and what that says.

use naptime_course::model::WebUrl;
use naptime_domain::evidence::{ClientAnswer, Evidence};

use crate::amount;

/// What can be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page on the web.
    Link,
    /// Something that was counted.
    Number,
    /// Something that was said.
    Quote,
    /// What the client said to one recommendation.
    Reply,
}

/// What was typed: an address and what is there; a number, its unit and where it is from; words, who said them, and
/// [`AGREED`] or nothing; a recommendation, the answer's name, and why.
pub type Fields = [String; 3];

/// The person agreed to be quoted.
pub const AGREED: &str = "agreed";

/// The answers there are, each with its name in [`Fields`].
pub const ANSWERS: [(ClientAnswer, &str); 3] =
    [(ClientAnswer::Waiting, "waiting"), (ClientAnswer::Taken, "taken"), (ClientAnswer::Declined, "declined")];

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Quote, Self::Number, Self::Link, Self::Reply];

    /// As addresses say it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Number => "number",
            Self::Quote => "quote",
            Self::Reply => "reply",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its form before anything is typed.
    #[must_use]
    pub fn empty(self) -> Fields {
        let answer = if self == Self::Reply { answer_name(ClientAnswer::Waiting) } else { "" };
        [String::new(), answer.to_owned(), String::new()]
    }
}

/// What a form needs to say this again; none for what no form writes.
#[must_use]
pub fn fields(what: &Evidence) -> Option<(Kind, Fields)> {
    let fields = |first: &str, second: &str, third: &str| [first.to_owned(), second.to_owned(), third.to_owned()];
    Some(match what {
        Evidence::Link { url, about } => (Kind::Link, fields(url, about, "")),
        Evidence::Number { value, unit, source } => (Kind::Number, fields(&amount::text(*value), unit, source)),
        Evidence::Quote { words, said_by, has_consent } => {
            (Kind::Quote, fields(words, said_by, if *has_consent { AGREED } else { "" }))
        }
        Evidence::Reply { recommendation, answer, why } => {
            (Kind::Reply, fields(recommendation, answer_name(*answer), why))
        }
        Evidence::Photo { .. } | Evidence::File { .. } => return None,
    })
}

/// What is said in words of a photo or file; none for what has a form of its own.
#[must_use]
pub fn words_of(what: &Evidence) -> Option<&str> {
    match what {
        Evidence::Photo { alt: words, .. } | Evidence::File { about: words, .. } => Some(words),
        Evidence::Link { .. } | Evidence::Number { .. } | Evidence::Quote { .. } | Evidence::Reply { .. } => None,
    }
}

/// The same photo or file in other words; none if it may not be without any, as a photo may not.
#[must_use]
pub fn in_words(what: &Evidence, words: &str) -> Option<Evidence> {
    let words = words.trim().to_owned();
    match what.clone() {
        Evidence::Photo { blob, .. } if !words.is_empty() => Some(Evidence::Photo { blob, alt: words }),
        Evidence::File { blob, .. } => Some(Evidence::File { blob, about: words }),
        _ => None,
    }
}

/// What the fields say; none if the first of them does not say it yet. The others may be empty.
#[must_use]
pub fn read(kind: Kind, fields: &Fields) -> Option<Evidence> {
    let [first, second, third] = fields.each_ref().map(|field| field.trim().to_owned());
    if first.is_empty() {
        return None;
    }
    Some(match kind {
        Kind::Link => Evidence::Link { url: address(&first)?.into(), about: second },
        Kind::Number => Evidence::Number { value: amount::parse(&first)?, unit: second, source: third },
        Kind::Quote => Evidence::Quote { words: first, said_by: second, has_consent: third == AGREED },
        Kind::Reply => Evidence::Reply { recommendation: first, answer: answer_named(&second), why: third },
    })
}

/// An address as people type it, who leave out what browsers leave out, too.
#[must_use]
pub fn address(typed: &str) -> Option<WebUrl> {
    let host = typed.split('/').next().unwrap_or_default();
    let is_bare = host.contains('.') && !host.contains(':');
    WebUrl::try_from(if is_bare { ["https://", typed].concat() } else { typed.to_owned() }).ok()
}

fn answer_name(answer: ClientAnswer) -> &'static str {
    ANSWERS.iter().find(|(other, _)| *other == answer).map_or("", |(_, name)| name)
}

fn answer_named(name: &str) -> ClientAnswer {
    ANSWERS.iter().find(|(_, other)| *other == name).map_or(ClientAnswer::Waiting, |(answer, _)| *answer)
}

#[cfg(test)]
mod tests {
    use naptime_domain::{command::Amount, evidence::BlobRef, id::BlobId};

    use super::{AGREED, ClientAnswer, Evidence, Fields, Kind, address, fields, in_words, read, words_of};

    fn typed(first: &str, second: &str, third: &str) -> Fields {
        [first.into(), second.into(), third.into()]
    }

    #[test]
    fn what_a_form_says_fills_the_same_form_again() {
        let all = [
            Evidence::Link { url: "https://rosa.example/menu".into(), about: "Her menu".into() },
            Evidence::Number { value: Amount(350), unit: "cakes".into(), source: String::new() },
            Evidence::Quote { words: "I never look".into(), said_by: "A baker".into(), has_consent: true },
            Evidence::Quote { words: "🌱".into(), said_by: String::new(), has_consent: false },
            Evidence::Reply {
                recommendation: "Open at 7".into(),
                answer: ClientAnswer::Declined,
                why: "Too early".into(),
            },
        ];
        for what in all {
            let (kind, fields) = fields(&what).unwrap();
            assert_eq!(read(kind, &fields), Some(what));
        }
    }

    #[test]
    fn a_photo_is_put_in_other_words_and_never_in_none_and_a_file_may_say_nothing() {
        let blob = BlobRef {
            blob: BlobId([7; 32]),
            name: "shelf.jpg".into(),
            media_type: "image/jpeg".into(),
            bytes: 9,
            thumbnail: Some(BlobId([8; 32])),
        };
        let photo = |alt: &str| Evidence::Photo { blob: blob.clone(), alt: alt.into() };
        let file = |about: &str| Evidence::File { blob: blob.clone(), about: about.into() };
        assert_eq!(in_words(&photo("A shelf"), " Her shelf "), Some(photo("Her shelf")));
        assert_eq!(in_words(&photo("A shelf"), "  "), None);
        assert_eq!((in_words(&file("A list"), ""), words_of(&file("A list"))), (Some(file("")), Some("A list")));
        let link = Evidence::Link { url: "https://rosa.example".into(), about: String::new() };
        assert_eq!((in_words(&link, "Her menu"), words_of(&link)), (None, None));
    }

    #[test]
    fn a_form_whose_first_field_says_nothing_says_nothing() {
        for kind in Kind::ALL {
            assert_eq!(read(kind, &typed("  ", "second", "third")), None, "{kind:?}");
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(read(Kind::Number, &typed("many", "cakes", "")), None);
        assert_eq!(read(Kind::Link, &typed("her page", "", "")), None);
    }

    #[test]
    fn nobody_has_agreed_and_nothing_is_answered_before_she_says_so() {
        assert!(matches!(read(Kind::Quote, &typed("Yes", "", "")), Some(Evidence::Quote { has_consent: false, .. })));
        assert!(matches!(
            read(Kind::Quote, &typed("Yes", "", AGREED)),
            Some(Evidence::Quote { has_consent: true, .. })
        ));
        let [_, waiting, _] = Kind::Reply.empty();
        let reply = read(Kind::Reply, &typed("Open at 7", &waiting, ""));
        assert!(matches!(reply, Some(Evidence::Reply { answer: ClientAnswer::Waiting, .. })));
    }

    #[test]
    fn an_address_may_be_typed_as_browsers_show_it_and_runs_nothing() {
        let cases = [
            ("https://rosa.example", Some("https://rosa.example")),
            ("rosa.example/menu?a=1:2", Some("https://rosa.example/menu?a=1:2")),
            ("http://rosa.example", Some("http://rosa.example")),
            ("rosa", None),
            ("javascript:alert(1)", None),
            ("javascript:a.b", None),
            ("data:text/html,a.b", None),
            ("mailto:rosa@rosa.example", None),
            ("rosa.example/her menu", None),
        ];
        for (typed, read) in cases {
            assert_eq!(address(typed).as_ref().map(super::WebUrl::as_str), read, "{typed}");
        }
    }
}
