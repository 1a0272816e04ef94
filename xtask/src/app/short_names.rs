//! The names by which a program and its script call each other. wasm-bindgen ends each with a hash, which no compression
//! makes smaller: here both get short ones.

use std::collections::BTreeMap;

use anyhow::Result;

use super::site::Site;
use crate::wasm::{self, Reader, put_number, put_sized};

/// The programs and their scripts.
const PAIRS: [(&str, &str); 2] = [("app_bg.wasm", "app.js"), ("engine_bg.wasm", "engine.js")];
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// What a script is called in the imports of its program.
const SCRIPT: &[u8] = b"_bg.js";

/// Gives short names to what programs and scripts know of each other.
pub fn shorten(site: &mut Site) -> Result<()> {
    for (program, script) in PAIRS {
        let mut names = ShortNames::default();
        let shorter = names.rename(&site.take(program)?)?;
        let text = site.take_text(script)?;
        site.put(program, shorter);
        site.put(script, names.rewrite(&text));
    }
    Ok(())
}

#[derive(Default)]
struct ShortNames(BTreeMap<Vec<u8>, String>);

impl ShortNames {
    fn rename(&mut self, program: &[u8]) -> Result<Vec<u8>> {
        let mut sections = Vec::new();
        for (id, section) in wasm::sections(program)? {
            sections.push((
                id,
                match id {
                    IMPORTS => self.rename_imports(section)?,
                    EXPORTS => self.rename_exports(section)?,
                    _ => section.0.to_vec(),
                },
            ));
        }
        Ok(wasm::file(sections.iter().map(|(id, section)| (*id, section.as_slice()))))
    }

    fn rename_imports(&mut self, mut section: Reader<'_>) -> Result<Vec<u8>> {
        let mut renamed = Vec::new();
        let count = section.number()?;
        put_number(&mut renamed, count);
        for _ in 0..count {
            let (module, name, behind) = (section.sized()?.0, section.sized()?.0, section.0);
            section.external()?;
            let kind = behind.get(..behind.len() - section.0.len()).unwrap_or_default();
            put_sized(&mut renamed, module);
            put_sized(&mut renamed, if module.ends_with(SCRIPT) { self.short(name) } else { name });
            renamed.extend_from_slice(kind);
        }
        Ok(renamed)
    }

    /// Those without a hash are known to others, too.
    fn rename_exports(&mut self, mut section: Reader<'_>) -> Result<Vec<u8>> {
        let mut renamed = Vec::new();
        let count = section.number()?;
        put_number(&mut renamed, count);
        for _ in 0..count {
            let name = section.sized()?.0;
            put_sized(&mut renamed, if has_hash(name) { self.short(name) } else { name });
            renamed.push(section.byte()?);
            put_number(&mut renamed, section.number()?);
        }
        Ok(renamed)
    }

    fn short(&mut self, name: &[u8]) -> &[u8] {
        let number = self.0.len();
        self.0.entry(name.to_vec()).or_insert_with(|| letters(number)).as_bytes()
    }

    /// Writes the short names into a script.
    fn rewrite(&self, script: &str) -> String {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
        let mut rest = script;
        let mut rewritten = String::with_capacity(script.len());
        while let Some(from) = rest.find(is_of_name) {
            let (between, name) = rest.split_at(from);
            let (name, behind) = name.split_at(name.find(|letter| !is_of_name(letter)).unwrap_or(name.len()));
            rewritten.push_str(between);
            rewritten.push_str(self.0.get(name.as_bytes()).map_or(name, String::as_str));
            rest = behind;
        }
        rewritten + rest
    }
}

/// Whether a name ends with a hash, 16 digits long.
fn has_hash(name: &[u8]) -> bool {
    name.split_last_chunk::<16>().is_some_and(|(_, hash)| hash.iter().all(u8::is_ascii_hexdigit))
}

/// `a` to `z`, then `ba` and so on.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return letters.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_and_its_script_keep_knowing_each_other() {
        let import = b"\x01\x0b./app_bg.js\x18__wbg_f_0123456789abcdef\x00\x03";
        let exports = b"\x02\x04main\x00\x01\x12h_0123456789abcdef\x00\x02";
        let file = wasm::file([(IMPORTS, import.as_slice()), (EXPORTS, exports.as_slice()), (10, b"\x00")]);
        let mut names = ShortNames::default();
        let renamed = names.rename(&file).unwrap();
        let (import, exports) = (b"\x01\x0b./app_bg.js\x01a\x00\x03", b"\x02\x04main\x00\x01\x01b\x00\x02");
        let expected = wasm::file([(IMPORTS, import.as_slice()), (EXPORTS, exports.as_slice()), (10, b"\x00")]);
        assert_eq!(renamed, expected);
        let script = "{ __wbg_f_0123456789abcdef: function(arg0) { wasm.h_0123456789abcdef(arg0); } }";
        assert_eq!(names.rewrite(script), "{ a: function(arg0) { wasm.b(arg0); } }");
    }

    #[test]
    fn what_another_program_imports_keeps_its_name() {
        let import = b"\x01\x04./x0\x01f\x00\x03";
        let file = wasm::file([(IMPORTS, import.as_slice())]);
        assert_eq!(ShortNames::default().rename(&file).unwrap(), file);
    }

    #[test]
    fn no_two_short_names_are_the_same() {
        let names: std::collections::BTreeSet<_> = (0..1_000).map(letters).collect();
        assert_eq!(names.len(), 1_000);
    }
}
