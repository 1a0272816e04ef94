//! Reading packed values, strictly. By hand: what serde derives for these types is four times the code, and the page pays
//! for every byte of it before its first screen.

mod model;

/// What has not been read yet. Once something made no sense, everything that follows is empty and the whole is refused:
/// a way out at each field would be most of the code.
pub struct Bytes<'a> {
    rest: &'a [u8],
    is_damaged: bool,
}

impl<'a> Bytes<'a> {
    fn damaged(&mut self) {
        self.is_damaged = true;
        self.rest = &[];
    }

    fn take(&mut self, count: u64) -> &'a [u8] {
        let split = usize::try_from(count).ok().and_then(|count| self.rest.split_at_checked(count));
        let Some((taken, rest)) = split else {
            self.damaged();
            return &[];
        };
        self.rest = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// Seven bits a byte, the lowest first; all but the last byte have their highest bit set.
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            let bits = u64::from(byte & 0x7f);
            // Bits that a number of this size cannot hold are not dropped silently.
            if bits << shift >> shift != bits {
                break;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return number;
            }
        }
        self.damaged();
        0
    }

    /// A number that fits where it belongs.
    fn small<T: TryFrom<u64> + Default>(&mut self) -> T {
        let number = T::try_from(self.number());
        number.unwrap_or_else(|_| {
            self.damaged();
            T::default()
        })
    }
}

/// Reads one value that is all there is.
pub fn whole<T: Unpack>(bytes: &[u8]) -> Option<T> {
    let mut from = Bytes { rest: bytes, is_damaged: false };
    let value = T::unpack(&mut from);
    (from.rest.is_empty() && !from.is_damaged).then_some(value)
}

/// What can be read from packed bytes.
pub trait Unpack: Sized {
    /// Reads one. Where the bytes are no such thing it says so to `from`, and stands in for it.
    fn unpack(from: &mut Bytes<'_>) -> Self;
}

fn unpack<T: Unpack>(from: &mut Bytes<'_>) -> T {
    T::unpack(from)
}

impl Unpack for u8 {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.byte()
    }
}

impl Unpack for u16 {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.small()
    }
}

impl Unpack for u32 {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.small()
    }
}

impl Unpack for u64 {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        from.number()
    }
}

impl Unpack for bool {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        let byte = from.byte();
        if byte > 1 {
            from.damaged();
        }
        byte == 1
    }
}

impl Unpack for String {
    #[inline(never)]
    fn unpack(from: &mut Bytes<'_>) -> Self {
        let length = from.number();
        let Ok(words) = std::str::from_utf8(from.take(length)) else {
            from.damaged();
            return Self::new();
        };
        words.to_owned()
    }
}

impl<T: Unpack> Unpack for Option<T> {
    fn unpack(from: &mut Bytes<'_>) -> Self {
        bool::unpack(from).then(|| unpack(from))
    }
}

impl<T: Unpack> Unpack for Vec<T> {
    #[inline(never)]
    fn unpack(from: &mut Bytes<'_>) -> Self {
        let mut items = Self::new();
        // A count that is a lie ends with the bytes.
        for _ in 0..from.number() {
            items.push(unpack(from));
            if from.is_damaged {
                break;
            }
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LessonId, Passage};

    #[test]
    fn what_makes_sense_is_read() {
        assert_eq!(whole::<u16>(&[0xff, 0xff, 0x03]), Some(u16::MAX));
        assert_eq!(whole::<Vec<Option<bool>>>(&[3, 0, 1, 0, 1, 1]), Some(vec![None, Some(false), Some(true)]));
        assert_eq!(whole::<String>(&[2, 0xc3, 0xa9]).as_deref(), Some("é"));
    }

    #[test]
    fn what_makes_no_sense_is_refused_whole() {
        assert_eq!(whole::<u16>(&[0xff, 0xff, 0x04]), None, "a number that is too large");
        assert_eq!(whole::<u64>(&[0xff; 10]), None, "a number without an end");
        assert_eq!(whole::<bool>(&[2]), None, "neither yes nor no");
        assert_eq!(whole::<String>(&[1, 0xff]), None, "words that are none");
        assert_eq!(whole::<String>(&[2, b'a']), None, "words that are cut");
        assert_eq!(whole::<Vec<u8>>(&[0xff, 0xff, 0xff, 0xff, 0x0f, 1]), None, "a count that is a lie");
        assert_eq!(whole::<LessonId>(&[1, b'A']), None, "an id that is none");
        assert_eq!(whole::<Passage>(&[2]), None, "a kind nobody knows");
        assert_eq!(whole::<u8>(&[1, 1]), None, "more than one value");
    }
}
