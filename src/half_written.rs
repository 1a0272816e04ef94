//! Forms as far as they are filled in, in one text that a browser keeps.

/// Between forms and between their fields. No keyboard writes these; pasted ones become spaces.
const SIGNS: [char; 2] = [FORM, FIELD];
const FORM: char = '\u{1e}';
const FIELD: char = '\u{1f}';
/// More forms than anybody leaves half-written.
const FORMS_MAX: usize = 8;

/// The fields of a form, if some were kept.
#[must_use]
pub fn find<'a>(kept: &'a str, key: &str) -> Option<Vec<&'a str>> {
    let mut fields = kept.split(FORM).find(|form| is_of(form, key))?.split(FIELD);
    fields.next();
    Some(fields.collect())
}

/// With these fields as the form's, it before all others.
#[must_use]
pub fn with(kept: &str, key: &str, fields: &[String]) -> String {
    let mut form = key.to_owned();
    for field in fields {
        form.push(FIELD);
        form.push_str(&field.replace(SIGNS, " "));
    }
    let others = kept.split(FORM).filter(|other| !other.is_empty() && !is_of(other, key));
    [form.as_str()].into_iter().chain(others).take(FORMS_MAX).collect::<Vec<_>>().join(&FORM.to_string())
}

/// Without the form.
#[must_use]
pub fn without(kept: &str, key: &str) -> String {
    kept.split(FORM).filter(|form| !is_of(form, key)).collect::<Vec<_>>().join(&FORM.to_string())
}

fn is_of(form: &str, key: &str) -> bool {
    form.split(FIELD).next() == Some(key)
}

#[cfg(test)]
mod tests {
    use super::{FORMS_MAX, find, with, without};

    fn fields(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn each_form_has_its_own_fields_until_it_is_done() {
        let kept = with("", "a", &fields(&["one", "", "two\nlines 🌱"]));
        let kept = with(&kept, "b", &fields(&["three"]));
        assert_eq!(find(&kept, "a"), Some(vec!["one", "", "two\nlines 🌱"]));
        assert_eq!(find(&kept, "b"), Some(vec!["three"]));
        let kept = with(&kept, "a", &fields(&["four"]));
        assert_eq!(find(&kept, "a"), Some(vec!["four"]));
        let kept = without(&kept, "a");
        assert_eq!((find(&kept, "a"), find(&kept, "b")), (None, Some(vec!["three"])));
        assert_eq!(without(&kept, "b"), "");
    }

    #[test]
    fn signs_in_pasted_words_cut_nothing() {
        let kept = with("", "a", &fields(&["one\u{1e}b\u{1f}two", "three"]));
        assert_eq!(find(&kept, "a"), Some(vec!["one b two", "three"]));
        assert_eq!(find(&kept, "b"), None);
    }

    #[test]
    fn the_form_that_was_left_longest_ago_goes_first() {
        let mut kept = String::new();
        for number in 0..=FORMS_MAX {
            kept = with(&kept, &number.to_string(), &fields(&["words"]));
        }
        assert_eq!(find(&kept, "0"), None);
        assert!(find(&kept, "1").is_some());
    }
}
