//! `naptime course` as authors meet it: what is printed, what is written, and with which code it ends.

use crate::{harness, process::Naptime};
use std::{
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A folder for one author's files.
struct Desk(TempDir);

/// How a command ended.
#[derive(Debug)]
struct Ended {
    code: i32,
    printed: String,
    complained: String,
}

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the example of the authors' guide in `signs`.
    fn with_example() -> Self {
        let desk = Self::new();
        assert_eq!(desk.naptime("course new signs").code, 0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn naptime(&self, words: &str) -> Ended {
        self.naptime_with(&words.split(' ').collect::<Vec<_>>())
    }

    fn naptime_with(&self, arguments: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_naptime"));
        let output = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            printed: String::from_utf8(output.stdout).unwrap(),
            complained: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn change(&self, file: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(old), "{file} does not contain {old:?}");
        fs::write(self.path(file), text.replacen(old, new, 1)).unwrap();
    }
}

const LESSON: &str = "signs/challenges/one-sign/lessons/one-question.md";

#[test]
fn a_new_programme_has_nothing_to_mend_and_packs() {
    let desk = Desk::new();
    let made = desk.naptime_with(&["course", "new", "bread", "--title", "Bread: for all"]);
    assert_eq!((made.code, made.complained.as_str()), (0, ""));
    assert!(made.printed.contains("naptime course preview bread"), "{made:?}");
    assert!(fs::read_to_string(desk.path("bread/programme.yaml")).unwrap().contains("title: \"Bread: for all\""));

    let linted = desk.naptime("course lint bread");
    assert_eq!(
        (linted.code, linted.printed.as_str(), linted.complained.as_str()),
        (0, "bread has nothing to mend\n", "")
    );
    let packed = desk.naptime("course pack bread --out bread.zip");
    assert_eq!((packed.code, packed.complained.as_str()), (0, ""));
    assert!(packed.printed.starts_with("bread.zip holds the programme as package "), "{packed:?}");
}

#[test]
fn a_programme_is_not_begun_in_a_folder_with_something_in_it() {
    let desk = Desk::with_example();
    let again = desk.naptime("course new signs");
    assert_eq!((again.code, again.printed.as_str()), (2, ""));
    assert_eq!(again.complained, "naptime: signs is not empty; name a folder that is not there yet\n");
}

#[test]
fn findings_have_a_path_that_opens_from_here_a_count_and_a_code() {
    let desk = Desk::with_example();
    desk.change(LESSON, "needs:\n  - I want to put everything on it\n", "");
    let warned = desk.naptime("course lint signs");
    assert_eq!(warned.code, 0, "{warned:?}");
    assert!(warned.printed.starts_with(&format!("{LESSON}:1: warning: ")), "{warned:?}");
    assert!(warned.printed.ends_with("\n0 errors, 1 warning\n"), "{warned:?}");
    let packed = desk.naptime("course pack signs --out signs.zip");
    assert_eq!(packed.code, 0);
    assert!(packed.printed.starts_with(&warned.printed), "{packed:?}");

    desk.change(LESSON, "(2 min)", "(20 min)");
    let refused = desk.naptime("course lint signs");
    assert_eq!((refused.code, refused.complained.as_str()), (1, ""));
    assert!(
        refused.printed.contains(&format!("{LESSON}:14: error: the step “What do they ask?” takes 20 minutes\n    "))
    );
    assert!(refused.printed.ends_with("\n2 errors, 1 warning\n"), "{refused:?}");
    let unpacked = desk.naptime("course pack signs --out other.zip");
    assert_eq!((unpacked.code, unpacked.printed), (1, refused.printed));
    assert!(!desk.path("other.zip").exists());
}

#[test]
fn an_edition_is_compared_with_the_one_before_however_that_is_kept() {
    let desk = Desk::with_example();
    assert_eq!(desk.naptime("course pack signs --out old.zip").code, 0);
    assert_eq!(desk.naptime("course unpack old.zip --out old").code, 0);
    assert_eq!(desk.naptime("course new as-written").code, 0);
    desk.change("signs/challenges/one-sign/challenge.md", "unit: questions in an hour", "unit: euros");
    for old in ["old.zip", "old", "as-written"] {
        let compared = desk.naptime(&format!("course lint signs --against {old}"));
        assert_eq!(compared.code, 1, "{compared:?}");
        assert!(
            compared.printed.contains("challenge.md:9: error: the measure “questions” had the unit"),
            "{compared:?}"
        );
        assert!(compared.printed.ends_with("\n1 error, 0 warnings\n"), "{compared:?}");
    }
    desk.change("signs/programme.yaml", "language: en", "language: in English");
    let compared = desk.naptime("course lint signs --against old.zip");
    assert_eq!(compared.code, 1);
    assert!(compared.printed.contains("Not compared"), "{compared:?}");
}

#[test]
fn the_same_folder_is_the_same_file_in_another_place_at_another_time_and_in_another_language() {
    let desk = Desk::with_example();
    assert_eq!(desk.naptime("course pack signs --out here.zip").code, 0);
    let copy = desk.path("copy");
    let copied = Command::new("cp").arg("-r").arg(desk.path("signs")).arg(&copy).status().unwrap();
    assert!(copied.success());
    let touched = Command::new("find").arg(&copy).args(["-exec", "touch", "-d", "2001-01-01", "{}", "+"]).status();
    assert!(touched.unwrap().success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_naptime"));
    command.args(["course", "pack", ".", "--out", "../there.zip"]).current_dir(&copy);
    command.envs([("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Auckland")]);
    assert!(command.output().unwrap().status.success());
    assert!(fs::read(desk.path("here.zip")).unwrap() == fs::read(desk.path("there.zip")).unwrap());
}

#[test]
fn a_hostile_or_broken_package_is_refused_with_a_reason_and_nothing_is_written() {
    let desk = Desk::with_example();
    assert_eq!(desk.naptime("course pack signs --out signs.zip").code, 0);
    let packed = fs::read(desk.path("signs.zip")).unwrap();
    let mut compressed = packed.clone();
    compressed[8] = 8;
    let mut damaged = packed.clone();
    damaged[100] ^= 1;
    let broken: [(&str, &[u8], &str); 4] = [
        ("page.html", b"<html>", "not a packed programme"),
        ("bomb.zip", &compressed, "compressed or encrypted"),
        ("damaged.zip", &damaged, "fetch it again"),
        ("half.zip", &packed[..packed.len() / 2], "not a packed programme"),
    ];
    for (name, bytes, reason) in broken {
        fs::write(desk.path(name), bytes).unwrap();
        for command in [format!("course unpack {name} --out out"), format!("course lint signs --against {name}")] {
            let refused = desk.naptime(&command);
            assert_eq!((refused.code, refused.printed.as_str()), (2, ""), "{command}");
            assert!(refused.complained.contains(name) && refused.complained.contains(reason), "{refused:?}");
        }
    }
    assert!(!desk.path("out").exists());
}

#[test]
fn wrong_usage_is_answered_with_the_usage_of_that_command() {
    let desk = Desk::with_example();
    harness::make_app(&desk.path("app"));
    let mistakes = [
        ("course", "say what to do"),
        ("course lnit signs", "there is no command “course lnit”"),
        ("course lint", "say which DIR"),
        ("course lint --against signs", "say which DIR"),
        ("course lint signs more", "more is not understood"),
        ("course lint signs --agianst old", "--agianst is not understood"),
        ("course pack signs", "say where to with --out FILE"),
        ("course unpack signs.zip", "say where to with --out DIR"),
        ("course new bread --title", "--title"),
        ("course preview signs", "there is no built app in dist; name its folder with --app"),
        ("course preview signs --app app --listen 0.0.0.0:0", "for this machine only"),
        ("serve --data data --course signs", "--course needs the app"),
    ];
    for (words, reason) in mistakes {
        let refused = desk.naptime(words);
        assert_eq!((refused.code, refused.printed.as_str()), (2, ""), "{words}");
        let command = words.split(' ').take(2).filter(|word| *word != "lnit" && !word.starts_with('-'));
        let usage = format!("\n\nnaptime {}", command.collect::<Vec<_>>().join(" "));
        assert!(refused.complained.contains(reason) && refused.complained.contains(&usage), "{words}: {refused:?}");
    }
    for words in ["course lint nowhere", "course pack nowhere --out a.zip", "course lint signs --against nowhere"] {
        let refused = desk.naptime(words);
        assert_eq!((refused.code, refused.printed.as_str()), (2, ""), "{words}");
        assert!(refused.complained.contains("nowhere") && refused.complained.lines().count() == 1, "{refused:?}");
    }
    let refused = desk.naptime("course pack signs --out no/such/folder.zip");
    assert_eq!(refused.code, 2);
    assert!(refused.complained.contains("no/such/folder.zip could not be written"), "{refused:?}");
}

#[test]
fn every_command_has_help_that_fits_a_terminal() {
    let desk = Desk::new();
    let commands = [
        "",
        "serve ",
        "backup ",
        "course ",
        "course new ",
        "course lint ",
        "course preview ",
        "course pack ",
        "course unpack ",
    ];
    for command in commands {
        let helped = desk.naptime(&format!("{command}--help"));
        assert_eq!((helped.code, helped.complained.as_str()), (0, ""), "{command}");
        assert!(helped.printed.starts_with(format!("naptime {command}").trim_end()), "{helped:?}");
        assert!(helped.printed.lines().all(|line| line.chars().count() <= 80), "{}", helped.printed);
    }
    assert!(desk.naptime("--version").printed.starts_with("naptime 0."));
}

/// The authors' guide shows the commands as they are.
#[test]
fn the_authors_guide_names_every_command_as_its_help_does() {
    let guide = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/authoring.md"));
    let help = Desk::new().naptime("course --help").printed;
    for usage in help.lines().take_while(|line| !line.is_empty()) {
        assert!(guide.contains(usage), "docs/authoring.md does not show: {usage}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_served_package_takes_the_place_of_the_apps_own_and_older_editions_stay_within_reach() {
    let desk = Desk::with_example();
    assert_eq!(desk.naptime("course pack signs --out old.zip").code, 0);
    desk.change("signs/programme.yaml", "edition: 2026-11", "edition: 2026-12");
    assert_eq!(desk.naptime("course pack signs --out new.zip").code, 0);
    assert_eq!(desk.naptime("course unpack old.zip --out old").code, 0);
    assert_eq!(desk.naptime("course unpack new.zip --out new").code, 0);
    harness::make_app(&desk.path("app"));
    fs::create_dir(desk.path("app/course")).unwrap();
    fs::write(desk.path("app/course/current"), "the app's own").unwrap();
    fs::write(desk.path("app/course/own.pack"), "the app's own").unwrap();

    let mut command = Command::new(env!("CARGO_BIN_EXE_naptime"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--course", "new.zip", "--course", "old.zip"]);
    let server = Naptime::spawn(command.args(["--data", "data", "--app", "app"]).current_dir(desk.0.path()));
    let get = async |name: &str| harness::send(server.address, "GET", &format!("/course/{name}"), &[], b"").await;
    for edition in ["old", "new"] {
        for entry in fs::read_dir(desk.path(edition)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let answer = get(&name).await;
            let expected = fs::read(desk.path(if name == "current" { "new" } else { edition }).join(&name)).unwrap();
            assert!(answer.status == 200 && answer.body == expected, "{edition}/{name}");
            let is_for_good = answer.header("cache-control").contains("immutable");
            assert_eq!(is_for_good, name != "current", "{name}");
        }
    }
    assert_eq!(get("own.pack").await.body, b"the app's own");
    let current =
        harness::send(server.address, "GET", "/course/current", &[("accept-encoding", "br, gzip")], b"").await;
    assert_eq!(current.header("content-encoding"), "gzip");
    assert!(current.body.len() < fs::read(desk.path("new/current")).unwrap().len());
}

/// A preview that runs until it is dropped, and what it prints.
struct Preview {
    address: SocketAddr,
    printed: mpsc::Receiver<String>,
    child: Child,
}

impl Preview {
    fn of(desk: &Desk, folder: &str) -> Self {
        harness::make_app(&desk.path("app"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_naptime"));
        command.args(["course", "preview", folder, "--app", "app", "--listen", "127.0.0.1:0"]);
        let mut child = command.current_dir(desk.0.path()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (said, printed) = mpsc::channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| said.send(line)));
        let first = printed.recv_timeout(Duration::from_secs(20)).unwrap();
        let address = first.rsplit("http://").next().unwrap().parse().expect(&first);
        Self { address, printed, child }
    }

    /// Waits for a line that begins so.
    fn says(&self, start: &str) -> String {
        let until = Instant::now() + Duration::from_secs(20);
        let mut all = Vec::new();
        while let Ok(line) = self.printed.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if line.starts_with(start) {
                return line;
            }
            all.push(line);
        }
        panic!("nothing began with {start:?}: {all:#?}");
    }

    async fn get(&self, path: &str) -> harness::Response {
        harness::send(self.address, "GET", path, &[], b"").await
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

const SHOWN: &str = "The preview shows what is saved";

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_shows_what_is_saved_and_stays_as_it_was_while_there_are_errors() {
    let desk = Desk::with_example();
    let preview = Preview::of(&desk, "signs");
    preview.says(SHOWN);
    let first = preview.get("/course/current").await;
    assert_eq!(first.status, 200);

    desk.change(LESSON, "You stand in front of an empty sheet.", "You sit in front of an empty sheet.");
    preview.says(SHOWN);
    let second = preview.get("/course/current").await;
    assert_ne!(second.body, first.body);
    let manifest = String::from_utf8(second.body.clone()).unwrap();
    let hash = manifest.lines().find_map(|line| line.strip_suffix("  challenges/one-sign.pack")).unwrap();
    let challenge = preview.get(&format!("/course/{hash}.pack")).await.body;
    assert!(String::from_utf8_lossy(&challenge).contains("You sit in front"));

    desk.change(LESSON, "(2 min)", "");
    preview.says(&format!("{LESSON}:16: error: "));
    preview.says("The preview stays as it was");
    assert_eq!(preview.get("/course/current").await.body, second.body);
    desk.change(LESSON, "## What do they ask? ", "## What do they ask? (2 min)");
    preview.says(SHOWN);

    fs::File::create(desk.path("signs/film.mp4")).unwrap().set_len(5 * 1024 * 1024).unwrap();
    preview.says("signs/film.mp4 could not be read: it is larger than 4 MB");
    assert_eq!(preview.get("/course/current").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_reloads_its_page_and_removes_a_service_worker_that_is_there() {
    let desk = Desk::with_example();
    desk.change(LESSON, "needs:\n  - I want to put everything on it\n", "");
    let preview = Preview::of(&desk, "signs");
    preview.says("0 errors, 1 warning");
    preview.says(SHOWN);
    let page = preview.get("/today").await;
    assert!(page.body.ends_with(b"<script type=\"module\" src=\"/preview.js\"></script>\n"), "{page:?}");
    let script = preview.get("/preview.js").await;
    assert!(script.status == 200 && script.header("content-type").starts_with("text/javascript"), "{script:?}");
    let worker = preview.get("/sw.js").await;
    assert!(worker.status == 200 && worker.header("content-type").starts_with("text/javascript"), "{worker:?}");
    let worker = String::from_utf8(worker.body).unwrap();
    assert!(worker.contains("registration.unregister()") && !worker.contains("'fetch'"), "{worker}");
    assert!(preview.get("/app-0123456789abcdef.js").await.body.ends_with(b"plain js"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_that_begins_with_errors_shows_nothing_until_they_are_mended() {
    let desk = Desk::with_example();
    harness::make_app(&desk.path("app"));
    fs::create_dir(desk.path("app/course")).unwrap();
    fs::write(desk.path("app/course/current"), "the app's own").unwrap();
    desk.change(LESSON, "(2 min)", "");
    let preview = Preview::of(&desk, "signs");
    preview.says("The preview begins when the errors are mended");
    assert_eq!(preview.get("/course/current").await.status, 404);
    desk.change(LESSON, "## What do they ask? ", "## What do they ask? (2 min)");
    preview.says(SHOWN);
    assert_eq!(preview.get("/course/current").await.status, 200);
}

#[cfg(unix)]
#[test]
fn a_preview_keeps_nothing_when_it_ends() {
    let desk = Desk::with_example();
    fs::create_dir(desk.path("tmp")).unwrap();
    harness::make_app(&desk.path("app"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_naptime"));
    command.args(["course", "preview", "signs", "--app", "app", "--listen", "127.0.0.1:0"]);
    let mut preview = Naptime::spawn(command.env("TMPDIR", desk.path("tmp")).current_dir(desk.0.path()));
    assert_eq!(entries(&desk.path("tmp")), 1);
    let id = preview.child.id().to_string();
    assert!(Command::new("kill").args(["-s", "INT", &id]).status().unwrap().success());
    assert!(preview.child.wait().unwrap().success());
    assert_eq!(entries(&desk.path("tmp")), 0);
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}
