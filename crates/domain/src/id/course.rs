//! Ids that a course gives: short words, stable from one version of a programme to the next.

use crate::limits::COURSE_ID_BYTES_MAX;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Why a string is not the id of something in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a course id: 1 to {COURSE_ID_BYTES_MAX} of a-z, 0-9, hyphen, dot and slash")]
pub struct BadCourseId;

macro_rules! course_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and takes the word.
            pub fn new(word: impl Into<String>) -> Result<Self, BadCourseId> {
                let word = word.into();
                check(&word)?;
                Ok(Self(word))
            }

            /// The word.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadCourseId;

            fn try_from(word: String) -> Result<Self, BadCourseId> {
                Self::new(word)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = BadCourseId;

            fn from_str(word: &str) -> Result<Self, BadCourseId> {
                Self::new(word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                Self::new(d.str()?).map_err(|_| decode::Error::message("not a course id"))
            }
        }
    };
}

course_id! {
    /// A challenge of a programme.
    ChallengeId
}
course_id! {
    /// A lesson.
    LessonId
}
course_id! {
    /// A milestone of a challenge.
    MilestoneId
}
course_id! {
    /// A criterion of a rubric.
    CriterionId
}
course_id! {
    /// A success measure of a challenge.
    MeasureId
}
course_id! {
    /// A statement of the baseline, to be rated.
    StatementId
}
course_id! {
    /// Something to look at outside the app.
    TryOutId
}

/// Which step of a lesson, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode)]
#[serde(transparent)]
#[cbor(transparent)]
pub struct StepIndex(#[n(0)] pub u16);

fn check(word: &str) -> Result<(), BadCourseId> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/');
    if word.is_empty() || word.len() > COURSE_ID_BYTES_MAX || !word.bytes().all(plain) {
        return Err(BadCourseId);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_id_is_a_short_plain_word_however_it_arrives() {
        let id = LessonId::new("who/brief-in-five-lines").unwrap();
        assert_eq!(postcard::from_bytes::<LessonId>(&postcard::to_allocvec(&id).unwrap()), Ok(id.clone()));
        assert_eq!(minicbor::decode::<LessonId>(&minicbor::to_vec(&id).unwrap()).unwrap(), id);
        for bad in ["", "Two words", "é", &"a".repeat(65)] {
            assert!(LessonId::new(bad).is_err());
            assert!(postcard::from_bytes::<LessonId>(&postcard::to_allocvec(bad).unwrap()).is_err());
            assert!(minicbor::decode::<LessonId>(&minicbor::to_vec(bad).unwrap()).is_err());
        }
    }
}
