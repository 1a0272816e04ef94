//! Where the points of a small chart lie. It draws what was measured and where it should end, and judges neither.

use naptime_domain::command::Amount;

/// The width of the box it is drawn in.
pub const WIDTH: i64 = 300;
/// Its height.
pub const HEIGHT: i64 = 96;
/// Room around the outermost points.
const EDGE: i64 = 8;

/// SVG paths in a box of [`WIDTH`] by [`HEIGHT`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// From point to point.
    pub line: String,
    /// A stroke without length at each point.
    pub points: String,
    /// Across, at the height of the target.
    pub target: Option<String>,
}

impl Chart {
    /// A chart of what was measured, in order, at equal distances. Nought is always in it, so that no step looks larger
    /// than it is.
    #[must_use]
    pub fn of(values: &[Amount], target: Option<Amount>) -> Self {
        let all = || values.iter().chain(&target).map(|amount| amount.0).chain([0]);
        let (low, high) = (all().min().unwrap_or_default(), all().max().unwrap_or_default());
        let height = |amount: Amount| height(amount.0, low, high);
        let mut chart = Self::default();
        for (number, value) in (0..).zip(values) {
            let place = [across(number, values.len()).to_string(), height(*value).to_string()].join(" ");
            chart.line.push(if number == 0 { 'M' } else { 'L' });
            chart.line.push_str(&place);
            chart.points.push('M');
            chart.points.push_str(&place);
            chart.points.push_str("h0");
        }
        chart.target = target.map(|target| ["M0 ", &height(target).to_string(), "H", &WIDTH.to_string()].concat());
        chart
    }
}

/// A single point stands in the middle.
fn across(number: i64, of: usize) -> i64 {
    let last = i64::try_from(of).unwrap_or(i64::MAX).saturating_sub(1);
    if last == 0 { WIDTH / 2 } else { EDGE + number * (WIDTH - 2 * EDGE) / last }
}

fn height(value: i64, low: i64, high: i64) -> i64 {
    // As wide as they may be: two amounts can lie further apart than one can be large.
    let (span, above) = (i128::from(high) - i128::from(low), i128::from(high) - i128::from(value));
    let room = i128::from(HEIGHT - 2 * EDGE);
    let down = if span == 0 { room } else { above * room / span };
    EDGE + i64::try_from(down).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Amount, Chart};

    fn amounts(numbers: &[i64]) -> Vec<Amount> {
        numbers.iter().map(|number| Amount(number * 100)).collect()
    }

    #[test]
    fn points_go_from_edge_to_edge_and_from_nought_to_the_target() {
        let chart = Chart::of(&amounts(&[0, 2, 4]), Some(Amount(400)));
        assert_eq!(chart.line, "M8 88L150 48L292 8");
        assert_eq!(chart.points, "M8 88h0M150 48h0M292 8h0");
        assert_eq!(chart.target.as_deref(), Some("M0 8H300"));
    }

    #[test]
    fn a_number_that_should_fall_falls() {
        let chart = Chart::of(&amounts(&[10, 5]), Some(Amount(500)));
        assert_eq!((chart.line.as_str(), chart.target.as_deref()), ("M8 8L292 48", Some("M0 48H300")));
    }

    #[test]
    fn a_single_number_a_nought_and_the_widest_span_have_a_place() {
        assert_eq!(Chart::of(&amounts(&[3]), None).line, "M150 8");
        assert_eq!(Chart::of(&amounts(&[0]), None).line, "M150 88");
        assert_eq!(Chart::of(&[Amount(i64::MIN), Amount(i64::MAX)], None).line, "M8 88L292 8");
        assert_eq!(Chart::of(&[], None), Chart::default());
    }
}
