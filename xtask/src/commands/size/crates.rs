//! Which crates a wasm file is made of, by the names that the build still has before wasm-opt takes them off.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::wasm::{self, Reader};

/// Bytes of code by crate, largest first. What has no name, or one of C, is `(runtime)`.
pub fn by_crate(program: &[u8]) -> Result<Vec<(String, u64)>> {
    let mut imported = 0;
    let mut sizes = Vec::new();
    let mut names = BTreeMap::new();
    for (id, mut section) in wasm::sections(program)? {
        match id {
            0 if section.sized()?.0 == b"name" => names = function_names(section)?,
            2 => imported = imported_functions(section)?,
            10 => sizes = function_sizes(section)?,
            _ => {}
        }
    }
    let mut crates: BTreeMap<String, u64> = BTreeMap::new();
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).map_or("(runtime)", |name| crate_of(name));
        *crates.entry(name.to_owned()).or_default() += size;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(crates)
}

/// `<automerge::x::Y as core::fmt::Debug>::fmt` is automerge's, `core[c5930c85a12de822]::fmt::write` is core's.
fn crate_of(name: &str) -> &str {
    let mut path = name;
    for prefix in ["<", "&", "mut ", "dyn ", "[", "(", "*const ", "*mut "] {
        path = path.strip_prefix(prefix).unwrap_or(path);
    }
    match path.split_once("::") {
        Some((krate, _)) => {
            krate.split(['[', '<', ' ']).next().filter(|krate| !krate.is_empty()).unwrap_or("(runtime)")
        }
        None => "(runtime)",
    }
}

fn function_sizes(mut section: Reader<'_>) -> Result<Vec<u64>> {
    let count = section.number()?;
    (0..count).map(|_| Ok(section.sized()?.0.len() as u64)).collect()
}

fn function_names(mut section: Reader<'_>) -> Result<BTreeMap<u64, String>> {
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut part = section.sized()?;
        if kind != 1 {
            continue;
        }
        for _ in 0..part.number()? {
            let index = part.number()?;
            names.insert(index, String::from_utf8_lossy(part.sized()?.0).into_owned());
        }
    }
    Ok(names)
}

fn imported_functions(mut section: Reader<'_>) -> Result<u64> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.sized()?;
        section.sized()?;
        functions += u64::from(section.external()? == wasm::FUNCTION);
    }
    Ok(functions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_counted_by_crate() {
        let names = b"\x00\x17\x04name\x01\x10\x02\x01\x05a::fn\x02\x06<b::B>";
        let code = b"\x0a\x09\x02\x04\x00\x01\x01\x0b\x02\x00\x0b";
        let import = b"\x02\x07\x01\x01e\x01f\x00\x00";
        let file = [b"\0asm\x01\0\0\0".as_slice(), import, code, names].concat();
        assert_eq!(by_crate(&file).unwrap(), [("a".to_owned(), 4), ("b".to_owned(), 2)]);
    }

    #[test]
    fn a_cut_file_is_an_error() {
        assert!(by_crate(b"\0asm\x01\0\0\0\x0a\x09\x02").is_err());
    }
}
