//! The program itself: what it says when it can't start, how it stops, and what a kill leaves behind.

use crate::{
    harness::make_app,
    people::{Device, answered, failed, post},
};
use naptime_replica::wire::FailureCode;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The program, listening; killed when dropped.
pub struct Naptime {
    pub address: SocketAddr,
    pub child: Child,
}

impl Naptime {
    pub fn serve(folder: &Path) -> Self {
        Self::spawn(&mut command(folder, "127.0.0.1:0"))
    }

    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().parse().expect(&line);
        Self { address, child }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }
}

impl Drop for Naptime {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn command(folder: &Path, listen: &str) -> Command {
    make_app(&folder.join("app"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_naptime"));
    command.args(["serve", "--listen", listen, "--data"]).arg(folder.join("data"));
    command.arg("--app").arg(folder.join("app"));
    command
}

/// The exit code, and what was said.
fn failure(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_keeps_the_server_from_starting_is_said_in_words_with_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, said) = failure(&mut command(folder.path(), &address));
    assert_eq!(code, 69);
    assert!(said.contains("port in use") && said.contains(&address) && said.contains("--listen"), "{said}");

    let (code, said) = failure(Command::new(env!("CARGO_BIN_EXE_naptime")).args(["serve", "--app", "/no/such/folder"]));
    assert_eq!(code, 66);
    assert!(said.contains("/no/such/folder"), "{said}");

    let file = folder.path().join("data/naptime.sqlite");
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(&file, [7; 9_000]).unwrap();
    let (code, said) = failure(&mut command(folder.path(), "127.0.0.1:0"));
    assert_eq!(code, 65);
    assert!(said.contains("damaged") && said.contains("naptime.sqlite") && said.contains("backup"), "{said}");

    std::fs::remove_file(&file).unwrap();
    let newer = "PRAGMA application_id = 1315008628; PRAGMA user_version = 99; CREATE TABLE later (x);";
    rusqlite::Connection::open(&file).unwrap().execute_batch(newer).unwrap();
    let (code, said) = failure(&mut command(folder.path(), "127.0.0.1:0"));
    assert_eq!(code, 76);
    assert!(said.contains("newer Naptime"), "{said}");
}

#[test]
fn a_folder_that_cant_be_written_and_one_in_use_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("data"), "a file where the folder should be").unwrap();
    let (code, said) = failure(&mut command(folder.path(), "127.0.0.1:0"));
    assert_eq!(code, 73);
    assert!(said.contains("--data"), "{said}");

    std::fs::remove_file(folder.path().join("data")).unwrap();
    let first = Naptime::serve(folder.path());
    let (code, said) = failure(&mut command(folder.path(), "127.0.0.1:0"));
    assert_eq!(code, 75);
    assert!(said.contains("another naptime"), "{said}");
    drop(first);
}

#[test]
fn wrong_usage_is_answered_with_the_usage() {
    for arguments in [vec![], vec!["dance"], vec!["serve", "--listen", "nowhere"], vec!["serve", "--dtaa", "x"]] {
        let (code, said) = failure(Command::new(env!("CARGO_BIN_EXE_naptime")).args(&arguments));
        assert_eq!(code, 2, "{arguments:?}");
        assert!(said.contains("naptime serve"), "{said}");
    }
}

#[test]
fn asked_to_stop_it_closes_idle_sockets_tidies_the_database_and_ends_well() {
    for name in ["TERM", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Naptime::serve(folder.path());
        let mut idle = TcpStream::connect(server.address).unwrap();
        idle.write_all(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let mut answer = [0; 12];
        idle.read_exact(&mut answer).unwrap();
        let asked = Instant::now();
        server.signal(name);
        assert!(server.child.wait().unwrap().success(), "{name}");
        assert!(asked.elapsed() < Duration::from_secs(3));
        assert!(idle.read_to_end(&mut Vec::new()).is_ok());
        let left: Vec<_> =
            std::fs::read_dir(folder.path().join("data")).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().ends_with("-wal")), "{left:?}");
    }
}

#[test]
fn a_running_servers_database_can_be_backed_up() {
    let folder = tempfile::tempdir().unwrap();
    let server = Naptime::serve(folder.path());
    let copy = folder.path().join("copy.sqlite");
    let mut backup = Command::new(env!("CARGO_BIN_EXE_naptime"));
    backup.arg("backup").arg(&copy).arg("--data").arg(folder.path().join("data"));
    assert!(backup.output().unwrap().status.success());
    let (_, said) = failure(&mut backup);
    assert!(said.contains("already there"), "{said}");
    assert!(copy.metadata().unwrap().len() > 0);
    drop(server);
}

/// Twelve times the server is killed in the middle of being written to; whatever it acknowledged is there afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_chunk_is_there_after_the_server_was_killed_mid_write() {
    let folder = tempfile::tempdir().unwrap();
    let (mut acknowledged, mut ana) = (BTreeSet::new(), Device::of(1));
    let mut server = Naptime::serve(folder.path());
    let mut copy = ana.create_group(server.address).await;
    for round in 0..12_u64 {
        let killed = {
            let mut child = std::mem::replace(&mut server.child, Command::new("true").spawn().unwrap());
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(15 + 13 * round)).await;
                child.kill().unwrap();
                child.wait().unwrap();
            })
        };
        while !killed.is_finished() {
            let chunks = [ana.chunk(&copy, "one"), ana.chunk(&copy, &"another ".repeat(500))];
            let bytes = ana.request(vec![copy.push(&chunks)]);
            let sent = tokio::spawn({
                let address = server.address;
                async move { post(address, &bytes).await }
            });
            // A broken connection is no acknowledgement.
            let Ok(response) = sent.await else { break };
            let answer = answered(&response).spaces.remove(0);
            acknowledged.extend(answer.acknowledged.iter().map(|at| at.chunk));
        }
        killed.await.unwrap();
        let restarting = Instant::now();
        server = Naptime::serve(folder.path());
        assert!(restarting.elapsed() < Duration::from_secs(5));
        ana.catch_up(server.address, &mut copy).await;
        let there: BTreeSet<_> =
            copy.came.iter().map(|bytes| naptime_replica::cursor::ChunkId(Sha256::digest(bytes).into())).collect();
        assert!(acknowledged.is_subset(&there), "round {round}");
    }
    assert!(acknowledged.len() > 20, "{} were acknowledged", acknowledged.len());
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_acknowledges_nothing_still_reads_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = Device::of(1);
    let first = Naptime::serve(folder.path());
    let mut copy = ana.create_group(first.address).await;
    let chunk = ana.chunk(&copy, "before");
    ana.sync(first.address, vec![copy.push(&[chunk])]).await;
    drop(first);
    // No file may grow beyond what is there: to SQLite the same as a disk without room.
    let mut limited = Command::new("sh");
    let serve = command(folder.path(), "127.0.0.1:0");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 300; exec \"$0\" \"$@\""])
        .arg(serve.get_program())
        .args(serve.get_args());
    let full = Naptime::spawn(&mut limited);
    let noise: String = (0..40_000_u32).map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761))).collect();
    let chunks = [ana.chunk(&copy, &noise), ana.chunk(&copy, &noise)];
    let bytes = ana.request(vec![copy.push(&chunks)]);
    failed(&post(full.address, &bytes).await, 507, FailureCode::Busy);
    ana.catch_up(full.address, &mut copy).await;
    assert_eq!(copy.words(), ["before"]);
    drop(full);
    let again = Naptime::serve(folder.path());
    let pushed = copy.push(&chunks);
    assert_eq!(ana.sync_one(again.address, &mut copy, pushed).await.acknowledged.len(), 2);
}
