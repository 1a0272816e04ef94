//! Every word the app says, in one typed catalogue: a missing or misshapen translation does not compile.

/// Declares a section of the catalogue together with its English words.
///
/// A plain text is a field; a text with something in it is a field and a method of the same name.
macro_rules! section {
    ($name:ident {
        $($key:ident: $text:literal,)*
    } $(filled {
        $(fn $call:ident($($arg:ident: $kind:ty),*) => $body:expr;)*
    })?) => {
        pub struct $name {
            $(pub $key: &'static str,)*
            $($($call: fn($($kind),*) -> String,)*)?
        }

        impl $name {
            pub const ENGLISH: Self = Self {
                $($key: $text,)*
                $($($call: |$($arg: $kind),*| $body,)*)?
            };

            $($(pub fn $call(&self, $($arg: $kind),*) -> String {
                (self.$call)($($arg),*)
            })*)?
        }
    };
}

mod app;
mod challenge;
mod copying;
mod critique;
mod group;
mod lesson;
mod me;
mod outside;
mod place;
mod refusal;
mod start;
mod stuck;
mod sync;
mod today;
mod together;
mod trouble;
mod work;

pub use app::AppWords;
pub use challenge::ChallengeWords;
pub use copying::CopyingWords;
pub use critique::{CritiqueWords, NoteWords};
pub use group::{GroupWords, JoinWords};
pub use lesson::{AloudWords, LessonWords};
pub use me::MeWords;
pub use outside::OutsideWords;
pub use place::PlaceWords;
pub use refusal::RefusalWords;
pub use start::StartWords;
pub use stuck::StuckWords;
pub use sync::SyncWords;
pub use today::TodayWords;
pub use together::TogetherWords;
pub use trouble::TroubleWords;
pub use work::{EvidenceWords, ShareWords, VersionWords, WorkWords};

/// The whole catalogue in one language. Take a section out by `words().today`, not by reference: where the program is
/// split, each part then has the words of its own screens alone.
pub struct Words {
    pub app: &'static AppWords,
    pub place: &'static PlaceWords,
    pub start: &'static StartWords,
    pub today: &'static TodayWords,
    pub challenge: &'static ChallengeWords,
    pub together: &'static TogetherWords,
    pub lesson: &'static LessonWords,
    pub aloud: &'static AloudWords,
    pub stuck: &'static StuckWords,
    pub work: &'static WorkWords,
    pub share: &'static ShareWords,
    pub versions: &'static VersionWords,
    pub evidence: &'static EvidenceWords,
    pub copying: &'static CopyingWords,
    pub critique: &'static CritiqueWords,
    pub note: &'static NoteWords,
    pub group: &'static GroupWords,
    pub join: &'static JoinWords,
    pub me: &'static MeWords,
    pub outside: &'static OutsideWords,
    pub sync: &'static SyncWords,
    pub refusal: &'static RefusalWords,
    pub trouble: &'static TroubleWords,
}

static ENGLISH: Words = Words {
    app: &AppWords::ENGLISH,
    place: &PlaceWords::ENGLISH,
    start: &StartWords::ENGLISH,
    today: &TodayWords::ENGLISH,
    challenge: &ChallengeWords::ENGLISH,
    together: &TogetherWords::ENGLISH,
    lesson: &LessonWords::ENGLISH,
    aloud: &AloudWords::ENGLISH,
    stuck: &StuckWords::ENGLISH,
    work: &WorkWords::ENGLISH,
    share: &ShareWords::ENGLISH,
    versions: &VersionWords::ENGLISH,
    evidence: &EvidenceWords::ENGLISH,
    copying: &CopyingWords::ENGLISH,
    critique: &CritiqueWords::ENGLISH,
    note: &NoteWords::ENGLISH,
    group: &GroupWords::ENGLISH,
    join: &JoinWords::ENGLISH,
    me: &MeWords::ENGLISH,
    outside: &OutsideWords::ENGLISH,
    sync: &SyncWords::ENGLISH,
    refusal: &RefusalWords::ENGLISH,
    trouble: &TroubleWords::ENGLISH,
};

/// The catalogue in the learner's language.
pub fn words() -> &'static Words {
    &ENGLISH
}

/// "1 note", "3 notes".
fn count(number: u32, one: &str, many: &str) -> String {
    let mut text = number.to_string();
    text.push(' ');
    text.push_str(if number == 1 { one } else { many });
    text
}

/// Puts texts together without the weight of the formatter.
fn join(parts: &[&str]) -> String {
    parts.concat()
}
