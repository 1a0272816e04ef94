//! The page: its `<meta>`s tell boot.js and the app the names of the files they start.

use anyhow::{Context, Result};

/// Sets the content of `<meta name="…" content="…">`, written in exactly this form.
pub fn set_meta(page: &str, name: &str, value: &str) -> Result<String> {
    let opening = format!("<meta name=\"{name}\" content=\"");
    let (before, rest) = page.split_once(&opening).with_context(|| format!("index.html has no {opening}…\">"))?;
    let (_, after) = rest.split_once('"').with_context(|| format!("index.html doesn't end the meta {name}"))?;
    Ok(format!("{before}{opening}{value}\"{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meta_is_filled_in() {
        let page = "<head><meta name=\"naptime-version\" content=\"unbuilt\"></head>";
        let filled = set_meta(page, "naptime-version", "0.1.0+ab").unwrap();
        assert_eq!(filled, "<head><meta name=\"naptime-version\" content=\"0.1.0+ab\"></head>");
    }

    #[test]
    fn a_missing_meta_is_an_error() {
        assert!(set_meta("<head></head>", "naptime-version", "1").is_err());
    }
}
