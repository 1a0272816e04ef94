//! Opening the file: made, known, newer or damaged; and how SQLite is set for it.

use super::meaning;
use crate::private;
use naptime_relay::store::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::{fs, io, path::Path, time::Duration};

/// Says that a SQLite file is ours: "Napt".
const APPLICATION_ID: i64 = 0x4e61_7074;

/// The version of the tables below.
const VERSION: i64 = 2;

/// What version 2 has beside version 1: pieces of blobs, and how many bytes of them a space holds.
const PIECES: &str = "
    ALTER TABLE space ADD COLUMN piece_bytes INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE piece (
        space INTEGER NOT NULL REFERENCES space,
        name BLOB NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (space, name)
    ) STRICT;
";

/// Up to this size the whole file is looked through at the start: it takes under a second. Larger files are checked
/// row by row as they are read.
const CHECKED_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The tables of version 1. Chunks have their own rowid table because blobs of many pages make a WITHOUT ROWID tree deep.
const TABLES: &str = "
    CREATE TABLE space (
        number INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        entries INTEGER NOT NULL,
        head BLOB NOT NULL,
        chunks INTEGER NOT NULL,
        chain BLOB NOT NULL,
        bytes INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE entry (
        space INTEGER NOT NULL REFERENCES space,
        sequence INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (space, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE chunk (
        space INTEGER NOT NULL REFERENCES space,
        offset INTEGER NOT NULL,
        id BLOB NOT NULL,
        chain BLOB NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (space, offset)
    ) STRICT;
    CREATE UNIQUE INDEX chunk_by_id ON chunk (space, id);
";

/// Opens or makes the file, with everything checked.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(meaning)?;
    set_up(&connection).map_err(meaning)?;
    // FULL: an acknowledged append survives a loss of power, not only of the process.
    connection.pragma_update(None, "synchronous", "FULL").map_err(meaning)?;
    match versions(&connection)? {
        (0, 0) => make(&connection)?,
        (APPLICATION_ID, VERSION) => {}
        (APPLICATION_ID, 1) => grow(&connection)?,
        (APPLICATION_ID, found) if found > VERSION => return Err(StoreError::Newer { found, known: VERSION }),
        _ => return Err(StoreError::Damaged("not a database of Naptime".into())),
    }
    check(&connection, path)?;
    check_writable(&connection)?;
    Ok(connection)
}

/// Opens the file, which must be there, for reading.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(meaning)?;
    set_up(&connection).map_err(meaning)?;
    connection.pragma_update(None, "query_only", true).map_err(meaning)?;
    Ok(connection)
}

/// Writes a whole, tidy copy to a file that is not there yet.
pub(super) fn copy_to(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    private::make_file(to).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Failed("the backup's file is already there".into()),
        kind => StoreError::Failed(format!("the backup's file can't be made: {kind}")),
    })?;
    let copied = Connection::open(to).and_then(|mut copy| {
        let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
        backup.run_to_completion(1_000, Duration::ZERO, None)
    });
    // What is left of a failed copy is no backup, and would be in the way of the next.
    copied.map_err(meaning).inspect_err(|_| fs::remove_file(to).unwrap_or_default())
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_mode", "WAL")
}

fn versions(connection: &Connection) -> Result<(i64, i64), StoreError> {
    let read = |name| connection.pragma_query_value(None, name, |row| row.get(0)).map_err(meaning);
    Ok((read("application_id")?, read("user_version")?))
}

fn make(connection: &Connection) -> Result<(), StoreError> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(meaning)?;
    if tables > 0 {
        return Err(StoreError::Damaged("not a database of Naptime".into()));
    }
    let script = format!(
        "BEGIN IMMEDIATE; {TABLES} {PIECES} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
    );
    connection.execute_batch(&script).map_err(meaning)
}

/// Makes version 2 of a file of version 1, or leaves it as it was.
fn grow(connection: &Connection) -> Result<(), StoreError> {
    let script = format!("BEGIN IMMEDIATE; {PIECES} PRAGMA user_version = {VERSION}; COMMIT;");
    connection.execute_batch(&script).map_err(meaning)
}

fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if path.metadata().is_ok_and(|found| found.len() > CHECKED_BYTES_MAX) {
        return Ok(());
    }
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(meaning)?;
    if said == "ok" { Ok(()) } else { Err(StoreError::Damaged(said)) }
}

/// A read-only folder is noticed now, and not at the first learner's words.
fn check_writable(connection: &Connection) -> Result<(), StoreError> {
    let script = format!("BEGIN IMMEDIATE; PRAGMA user_version = {VERSION}; COMMIT;");
    connection.execute_batch(&script).map_err(meaning)
}
