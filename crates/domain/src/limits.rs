//! The limits of everything a document may hold, each with where its number comes from.

/// Longest text field, in UTF-16 units: about 16,000 words, ten times the longest output a challenge asks for.
pub const TEXT_UTF16_MAX: usize = 100_000;

/// Longest name of a person, a group or a label, in UTF-16 units: two lines on a 360 px screen.
pub const NAME_UTF16_MAX: usize = 80;

/// Longest note, in UTF-16 units: a note is read on a phone beside the words it is about.
pub const NOTE_UTF16_MAX: usize = 4_000;

/// Most notes one critic can write on one submission: no protocol asks for more than twenty.
pub const NOTES_MAX: usize = 500;

/// Longest quote an anchor keeps, in UTF-16 units: enough to find a paragraph again.
pub const QUOTE_UTF16_MAX: usize = 1_000;

/// Most criteria one critic can rate: a rubric has five.
pub const RATINGS_MAX: usize = 50;

/// Highest level of a criterion: rubrics have three to five levels.
pub const LEVEL_MAX: u8 = 10;

/// Highest level of confidence: scales have five or ten.
pub const CONFIDENCE_MAX: u8 = 10;

/// Longest remark on a measurement or a try-out, in UTF-16 units: a paragraph typed with one thumb.
pub const REMARK_UTF16_MAX: usize = 1_000;

/// Most minutes of one day that one device counts: there are no more.
pub const DAY_MINUTES_MAX: u16 = 1_440;

/// Most counts of minutes: two a day, for 27 years of one device.
pub const COUNTS_MAX: usize = 20_000;

/// How many days of minutes are shown: four weeks, as long as a programme.
pub const DAYS_SHOWN: usize = 28;

/// Most events of one learner: 45 lessons of 8 steps, each done and reopened a few times, and all she measures.
pub const EVENTS_MAX: usize = 20_000;

/// Most spaces a learner can be in, challenges she can start, and submissions, versions and evidence of one work.
pub const ENTRIES_MAX: usize = 500;

/// Most members whose names a group keeps: ten times the size of a peer group.
pub const MEMBERS_MAX: usize = 64;

/// Longest id that a course gives, in bytes.
pub const COURSE_ID_BYTES_MAX: usize = 64;

/// Largest single change, in bytes: a text field filled at one go takes up to four bytes a unit and as much again in columns.
pub const CHANGE_BYTES_MAX: usize = 1_048_576;

/// Most operations in one change: a full text field replaced by another, and the fields around it.
pub const CHANGE_OPS_MAX: usize = 2 * TEXT_UTF16_MAX + 50_000;

/// Most operations that several edits gather in one change: so it fits into a chunk however little of it can be
/// deflated. An edit that has more by itself makes a change of its own.
pub const BURST_OPS_MAX: usize = 50_000;

/// Most direct dependencies of one change: far more heads than a large group can leave open at one moment.
pub const CHANGE_DEPS_MAX: usize = 1_024;

/// Most operations in a document: about 30 MB of memory in automerge, what a cheap phone can still hold.
pub const DOCUMENT_OPS_MAX: u64 = 3_000_000;

/// Most changes that wait outside a document for those they depend on.
pub const WAITING_CHANGES_MAX: usize = 2_000;

/// Most bytes of changes that wait outside a document.
pub const WAITING_BYTES_MAX: usize = 8 * CHANGE_BYTES_MAX;

/// Largest saved document, in bytes: the engine refuses to load more.
pub const SNAPSHOT_BYTES_MAX: usize = 16 * 1_048_576;

/// Most bytes of a UTF-16 unit of text: three in most scripts of Asia, one in English. A pair of units takes four.
pub const UNIT_BYTES_MAX: usize = 3;

/// Longest text of a submission, in bytes: whatever a draft holds.
pub const SUBMISSION_TEXT_BYTES_MAX: usize = UNIT_BYTES_MAX * TEXT_UTF16_MAX;

/// Most pieces of evidence in a submission.
pub const EVIDENCE_MAX: usize = 50;

/// Longest part of a piece of evidence in a work, in UTF-16 units: a long quote; as bytes it fits into a submission.
pub const EVIDENCE_UTF16_MAX: usize = 2_000;

/// Longest piece of evidence, in bytes: a long quote with who said it.
pub const EVIDENCE_BYTES_MAX: usize = 8_192;

/// Largest encoded submission, in bytes.
pub const SUBMISSION_BYTES_MAX: usize = SUBMISSION_TEXT_BYTES_MAX + 100 * 1_024;
