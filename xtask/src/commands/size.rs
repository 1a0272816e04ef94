//! `size`: what a first visit downloads, against its budgets, and what grew since the figures were last agreed on.

mod crates;

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, bail};
use pico_args::Arguments;
use serde_json::{Value, json};

use crate::{
    app::{self, Flavour},
    native::{self, Profile},
    report::{self, kilobytes},
    workspace,
};

/// Agreed figures, by part; `size --update` writes them anew.
const BASELINE: &str = "xtask/size-baseline.json";

/// A part of a first visit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// What stands between a tap on a link and the first question somebody new is asked.
    Critical,
    /// All screens. They are asked for as soon as that question is; who has begun has them on her phone.
    Later,
    /// What arrives while the first screen is read.
    Engine,
    /// What makes it work offline.
    Rest,
    /// The texts and pictures of the programme. A first start waits for their index alone.
    Course,
}

impl Part {
    const ALL: [Self; 5] = [Self::Critical, Self::Later, Self::Engine, Self::Rest, Self::Course];
    /// What a first visit takes before everything but the texts is on the phone.
    const FIRST_VISIT: [Self; 4] = [Self::Critical, Self::Later, Self::Engine, Self::Rest];

    fn of(path: &str) -> Self {
        let file = path.rsplit('/').next().unwrap_or(path);
        let is = |stem: &str| file.starts_with(stem);
        // The script that brings the later part is asked for by the start's own.
        let is_critical =
            ["app-", "app_bg-", "boot-", "style-"].into_iter().any(is) || is("later-") && file.ends_with(".js");
        if path == "index.html" || is_critical {
            Self::Critical
        } else if is("later-") {
            Self::Later
        } else if is("engine") {
            Self::Engine
        } else if path.starts_with("course/") {
            Self::Course
        } else {
            Self::Rest
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical path",
            Self::Later => "later screens",
            Self::Engine => "engine",
            Self::Rest => "rest",
            Self::Course => "course",
        }
    }

    fn budget(self) -> Option<Budget> {
        match self {
            Self::Critical => Some(Budget { aim: 120_000, held: 86_700 }),
            Self::Later => Some(Budget { aim: 120_000, held: 311_100 }),
            Self::Engine => Some(Budget { aim: 430_000, held: 565_000 }),
            Self::Rest => None,
            Self::Course => Some(Budget { aim: 120_000, held: 120_000 }),
        }
    }
}

/// The whole first visit, without the course.
const BUDGET_WHOLE: Budget = Budget { aim: 590_000, held: 971_900 };

/// Bytes as sent. Growing past `held` fails; raising it is a change of its own to answer for. `aim` is what a slow
/// connection asks for.
#[derive(Clone, Copy)]
struct Budget {
    aim: u64,
    held: u64,
}

impl Budget {
    fn words(self) -> String {
        format!(" held at {}, aim {}", kilobytes(self.held), kilobytes(self.aim))
    }
}

/// Bytes on the wire by a name that stays the same from build to build.
type Sizes = BTreeMap<(Part, String), u64>;

/// What `size` takes.
pub const ARGUMENTS: &str = "[--crates] [--update]";

/// Crates listed for each file: the rest together is less than any of them.
const CRATES_LISTED: usize = 16;

/// Builds if need be, prints the table, fails when a budget is passed.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let with_crates = arguments.contains("--crates");
    let update = arguments.contains("--update");
    super::finish(arguments)?;
    let server = native::server(Profile::Dev)?;
    app::build(Flavour::Release, &server)?;
    if update {
        let sizes = measure(&Flavour::Release.folder())?;
        let figures: BTreeMap<_, _> = sizes.iter().map(|((_, name), size)| (name, size)).collect();
        workspace::write(&workspace::path(BASELINE), format!("{:#}\n", json!(figures)))?;
    }
    if with_crates {
        print_crates()?;
    }
    check()
}

/// Looks at the last build.
pub fn check() -> Result<()> {
    let sizes = measure(&Flavour::Release.folder())?;
    let baseline = baseline()?;
    let mut passed = Vec::new();
    for part in Part::ALL {
        let total = print_part(part, &sizes, &baseline);
        passed.extend(over(part.name(), total, part.budget()));
    }
    let first = sizes.iter().filter(|((part, _), _)| Part::FIRST_VISIT.contains(part));
    let whole: u64 = first.map(|(_, size)| size).sum();
    println!("{:<44} {:>10}{}", "whole first visit", kilobytes(whole), BUDGET_WHOLE.words());
    passed.extend(over("whole first visit", whole, Some(BUDGET_WHOLE)));
    if !passed.is_empty() {
        bail!("{}", passed.join("; "));
    }
    Ok(())
}

/// Uncompressed, before wasm-opt: shares to compare, not bytes on the wire.
fn print_crates() -> Result<()> {
    let (stage, start) = (app::stage(Flavour::Release), app::start_program(Flavour::Release));
    let programs =
        [("start", start), ("start and later", stage.join("app_bg.wasm")), ("engine", stage.join("engine_bg.wasm"))];
    for (program, file) in programs {
        let crates = crates::by_crate(&std::fs::read(file)?)?;
        let all: u64 = crates.iter().map(|(_, size)| size).sum();
        println!("{program}: {} of code, uncompressed", kilobytes(all));
        for (name, size) in crates.iter().take(CRATES_LISTED) {
            println!("  {name:<42} {:>10} {:>4} %", kilobytes(*size), size * 100 / all.max(1));
        }
    }
    Ok(())
}

fn print_part(part: Part, sizes: &Sizes, baseline: &BTreeMap<String, u64>) -> u64 {
    let mut total = 0;
    for ((_, name), size) in sizes.iter().filter(|((of, _), _)| *of == part) {
        println!("  {name:<42} {:>10}{}", kilobytes(*size), growth(*size, baseline.get(name)));
        total += size;
    }
    let budget = part.budget().map(Budget::words).unwrap_or_default();
    println!("{:<44} {:>10}{budget}", part.name(), kilobytes(total));
    total
}

/// Growth is told from half a percent on: compilers and compressors wobble.
fn growth(size: u64, agreed: Option<&u64>) -> String {
    match agreed {
        None => "  new".to_owned(),
        Some(agreed) if size > agreed + agreed / 200 => format!("  grew by {}", kilobytes(size - agreed)),
        Some(agreed) if size < agreed - agreed / 200 => format!("  shrank by {}", kilobytes(agreed - size)),
        Some(_) => String::new(),
    }
}

fn over(name: &str, size: u64, budget: Option<Budget>) -> Option<String> {
    let excess = size.checked_sub(budget?.held).filter(|excess| *excess > 0)?;
    Some(format!("{name} is {} over what was held", kilobytes(excess)))
}

/// Every file of a first visit, as the server would send it.
fn measure(app: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::new();
    for file in workspace::files_below(app)? {
        let path = workspace::relative(&file, app);
        if path.ends_with(".br") || path.ends_with(".gz") || path.ends_with(".txt") {
            continue;
        }
        let twin = app.join(format!("{path}.br"));
        let sent = if twin.is_file() { twin } else { file };
        *sizes.entry((Part::of(&path), stable_name(&path))).or_default() += sent.metadata()?.len();
    }
    if sizes.is_empty() {
        bail!("there is no build in {}", app.display());
    }
    Ok(sizes)
}

/// `assets/app-0123456789abcdef.js` is `assets/app.js` in every build, and the packs of a course are counted together.
fn stable_name(path: &str) -> String {
    if let (Some(_), Some((_, extension))) = (path.strip_prefix("course/"), path.rsplit_once('.')) {
        return format!("course/*.{extension}");
    }
    match (path.strip_prefix("assets/"), path.rsplit_once('-'), path.rsplit_once('.')) {
        (Some(_), Some((stem, _)), Some((_, extension))) => format!("{stem}.{extension}"),
        _ => path.to_owned(),
    }
}

fn baseline() -> Result<BTreeMap<String, u64>> {
    let path = workspace::path(BASELINE);
    if !path.is_file() {
        report::note(&format!("no agreed figures in {BASELINE}; `cargo xtask size --update` writes them"));
        return Ok(BTreeMap::new());
    }
    let figures: Value =
        serde_json::from_str(&workspace::read(&path)?).with_context(|| format!("reading {BASELINE}"))?;
    let figures = figures.as_object().into_iter().flatten();
    Ok(figures.filter_map(|(name, size)| Some((name.clone(), size.as_u64()?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_is_the_same_in_every_build() {
        assert_eq!(stable_name("assets/engine_bg-0123456789abcdef.wasm"), "assets/engine_bg.wasm");
        assert_eq!(stable_name("icons/maskable-512.png"), "icons/maskable-512.png");
        assert_eq!(stable_name("course/0123456789abcdef.pack"), "course/*.pack");
    }

    #[test]
    fn the_engine_and_later_screens_are_not_on_the_critical_path() {
        assert!(Part::of("assets/app_bg-0123456789abcdef.wasm") == Part::Critical);
        assert!(Part::of("assets/later-0123456789abcdef.js") == Part::Critical);
        assert!(Part::of("assets/later-0123456789abcdef.wasm") == Part::Later);
        assert!(Part::of("assets/engine_loader-0123456789abcdef.js") == Part::Engine);
        assert!(Part::of("manifest.webmanifest") == Part::Rest);
        assert!(Part::of("course/current") == Part::Course);
    }

    #[test]
    fn only_a_passed_budget_is_told() {
        let budget = Budget { aim: 400_000, held: 430_000 };
        assert_eq!(over("engine", 430_000, Some(budget)), None);
        assert_eq!(over("engine", 431_500, Some(budget)).as_deref(), Some("engine is 1.5 KB over what was held"));
    }
}
