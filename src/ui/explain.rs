//! What a person reads about something that was not done.

use naptime_replica::command::Refusal;

use super::{dispatch::Failure, strings::words};

/// What happened, what is safe, what to do.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => self::refusal(refusal),
        Failure::Interrupted => words().refusal.interrupted.to_owned(),
    }
}

fn refusal(refusal: &Refusal) -> String {
    let words = words().refusal;
    let text = match refusal {
        Refusal::NotBegun => words.not_begun,
        Refusal::AlreadyBegun => words.already_begun,
        Refusal::WrongWords => words.wrong_words,
        Refusal::WordCount { found } => return words.word_count(*found),
        Refusal::UnknownWord { place } => return words.unknown_word(*place),
        Refusal::NotAnInvite => words.not_an_invite,
        Refusal::InviteClosed => words.invite_closed,
        Refusal::AlreadyMember => words.already_member,
        Refusal::NeedsConnection => words.needs_connection,
        Refusal::Empty => words.empty,
        Refusal::Unknown => words.unknown,
        Refusal::NotYours => words.not_yours,
        Refusal::NothingToShare => words.nothing_to_share,
        Refusal::GroupFull => words.group_full,
        Refusal::TooMuchEvidence => words.too_much_evidence,
        Refusal::DocumentFull => words.document_full,
        Refusal::NotStored => words.not_stored,
        Refusal::NoRoom => words.no_room,
        Refusal::TooBig { max } => return words.too_big(max / 1_048_576),
        Refusal::TooLong { max } => return words.too_long(*max),
        Refusal::TooMany { max } => return words.too_many(*max),
    };
    text.to_owned()
}
