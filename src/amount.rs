//! Numbers that people measure: typed with a comma or a point, shown without noughts that say nothing.

use naptime_course::model::Numbers;
use naptime_domain::command::Amount;

/// Nobody counts further, and it leaves room for hundredths.
const WHOLE_MAX: i64 = 1_000_000_000;

/// A whole number.
#[must_use]
pub fn whole(number: u32) -> Amount {
    Amount(i64::from(number) * 100)
}

/// What someone typed: at most two decimals, after a comma or a point, and thousands apart as people set them.
#[must_use]
pub fn parse(text: &str) -> Option<Amount> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.rsplit_once([',', '.']).unwrap_or((digits, ""));
    // Beside a decimal sign the other one stands between thousands. Alone, "1.234" may be either: that is asked again.
    let between = if digits.get(whole.len()..).is_some_and(|rest| rest.starts_with(',')) { '.' } else { ',' };
    let whole = together(whole, [between, ' ', '\u{a0}', '\u{202f}'])?;
    let is_number = !whole.is_empty() && part.len() <= 2 && [&*whole, part].iter().all(|it| it.bytes().all(is_digit));
    let whole = whole.parse::<i64>().ok().filter(|whole| is_number && *whole <= WHOLE_MAX)?;
    let hundredths = [part, "00"].concat().get(..2)?.parse::<i64>().ok()?;
    Some(Amount(sign * (whole * 100 + hundredths)))
}

/// Without what stands between its thousands, if it stands at each of them.
fn together(whole: &str, between: [char; 4]) -> Option<String> {
    let mut thousands = whole.split(between);
    let first = thousands.next()?;
    let is_set = thousands.all(|three| three.len() == 3) && (first.len() <= 3 || first.len() == whole.len());
    is_set.then(|| whole.replace(between, ""))
}

/// Whether a number can be what a measure measures.
#[must_use]
pub fn fits(amount: Amount, numbers: Numbers) -> bool {
    amount.0 >= 0
        && match numbers {
            Numbers::Counts => amount.0 % 100 == 0,
            Numbers::Ratings { top } => amount <= whole(top),
            Numbers::Amounts => true,
        }
}

/// As it is read.
#[must_use]
pub fn text(amount: Amount) -> String {
    let (whole, part) = (amount.0.unsigned_abs() / 100, amount.0.unsigned_abs() % 100);
    let sign = if amount.0 < 0 { "-" } else { "" };
    let (tens, ones) = ((part / 10).to_string(), (part % 10).to_string());
    let decimals = match (part, part % 10) {
        (0, _) => String::new(),
        (_, 0) => [".", &tens].concat(),
        _ => [".", &tens, &ones].concat(),
    };
    [sign, &whole.to_string(), &decimals].concat()
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::{Amount, Numbers, fits, parse, text};

    #[test]
    fn a_number_is_read_with_a_comma_a_point_or_neither() {
        for (typed, hundredths) in [("5", 500), (" 3,5 ", 350), ("3.50", 350), ("0.05", 5), ("-2", -200), ("007", 700)]
        {
            assert_eq!(parse(typed), Some(Amount(hundredths)), "{typed}");
        }
    }

    #[test]
    fn thousands_are_set_apart_as_people_do() {
        for typed in ["1.234,5", "1,234.5", "1 234,50", "1\u{202f}234.5", "1234,5"] {
            assert_eq!(parse(typed), Some(Amount(123_450)), "{typed}");
        }
        assert_eq!(parse("1 000"), Some(Amount(100_000)));
        assert_eq!(parse("1,000,000.25"), Some(Amount(100_000_025)));
        for typed in ["1.23,5", "12345.678,9", "1.234.5", "1,234,5", " ,5", "1.,5", "1  000", "1.234,567"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_of_two_decimals_is_not_read() {
        for typed in ["", "-", ".5", "five", "1.234", "1.2.3", "1 00", "+3", "99999999999", "3é"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn counts_are_whole_ratings_end_at_their_top_and_nothing_is_below_nought() {
        let rated = Numbers::Ratings { top: 5 };
        let takes = |numbers, hundredths| fits(Amount(hundredths), numbers);
        assert!(takes(Numbers::Counts, 0) && takes(Numbers::Counts, 300) && !takes(Numbers::Counts, 250));
        assert!(takes(rated, 350) && takes(rated, 500) && !takes(rated, 600));
        assert!(takes(Numbers::Amounts, 1_255));
        assert!([Numbers::Counts, rated, Numbers::Amounts].iter().all(|numbers| !takes(*numbers, -300)));
    }

    #[test]
    fn a_number_is_shown_without_noughts_that_say_nothing() {
        for (hundredths, shown) in [(500, "5"), (350, "3.5"), (355, "3.55"), (5, "0.05"), (-50, "-0.5"), (0, "0")] {
            assert_eq!(text(Amount(hundredths)), shown);
        }
    }
}
