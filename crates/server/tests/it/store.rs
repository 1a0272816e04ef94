//! The contract of [`LogStore`], run on every implementation.

use naptime_domain::id::SpaceId;
use naptime_relay::store::{
    Append, Appended, Kept, LogStore, MembershipTip, MemoryStore, NewChunk, NewEntry, NewPiece, Page, PieceStore,
    Placing, Room, StoreError, Tip,
};
use naptime_server::sqlite::SqliteStore;
use sha2::{Digest, Sha256};
use std::{path::Path, sync::Arc};

const ANAS: SpaceId = SpaceId([1; 16]);
const BENS: SpaceId = SpaceId([2; 16]);

fn chunk(bytes: impl AsRef<[u8]>) -> NewChunk {
    NewChunk { id: Sha256::digest(bytes.as_ref()).into(), bytes: bytes.as_ref().to_vec() }
}

fn entry(bytes: &[u8]) -> NewEntry {
    NewEntry { hash: Sha256::digest(bytes).into(), bytes: bytes.to_vec() }
}

fn append(space: SpaceId, expected: MembershipTip, entries: &[&[u8]], chunks: &[&[u8]]) -> Append {
    Append {
        space,
        expected,
        entries: entries.iter().map(|bytes| entry(bytes)).collect(),
        chunks: chunks.iter().map(chunk).collect(),
        space_bytes_max: 1_000,
    }
}

async fn done(store: &impl LogStore, append: Append) -> (Tip, Vec<(u64, Placing)>) {
    match store.append(append).await.unwrap() {
        Appended::Done { tip, placed } => (tip, placed.iter().map(|at| (at.offset, at.placing)).collect()),
        other => panic!("{other:?}"),
    }
}

async fn created(store: &impl LogStore, space: SpaceId) -> Tip {
    done(store, append(space, MembershipTip::default(), &[b"create"], &[])).await.0
}

fn room(bytes: usize) -> Room {
    Room { bytes, count: 100 }
}

fn offsets(page: &Page) -> Vec<u64> {
    page.rows.iter().map(|row| row.offset).collect()
}

/// Every implementation passes this.
async fn conformance<S: LogStore>(open: impl Fn() -> S) {
    a_space_nobody_created_is_not_there(&open()).await;
    let store = Arc::new(open());
    let tip = created(&*store, ANAS).await;
    entries_go_only_after_the_one_the_caller_knew(&*store, tip).await;
    chunks_get_offsets_without_a_gap_and_a_chain(&*store).await;
    a_chunk_twice_is_stored_once(&*store).await;
    pages_are_bounded_and_leave_out_what_the_asker_has(&*store).await;
    a_space_holds_no_more_than_it_may(&*store).await;
    spaces_grow_apart_from_each_other(&store).await;
    of_two_pieces_with_one_name_the_first_is_kept(&*store).await;
    a_space_holds_no_more_pieces_than_it_may(&*store).await;
    let before = everything(&*store).await;
    store.close().await.unwrap();
    assert_eq!(store.tip(ANAS).await, Err(StoreError::Closed));
    assert_eq!(store.append(append(ANAS, tip.membership, &[], &[b"late"])).await, Err(StoreError::Closed));
    assert_eq!(everything(&open()).await, before, "a reopened store holds the same");
    assert_eq!(open().piece(ANAS, [1; 32]).await.unwrap().unwrap(), b"first");
}

async fn everything(store: &impl LogStore) -> Vec<(Option<Tip>, Vec<Vec<u8>>, Page)> {
    let mut all = Vec::new();
    for space in [ANAS, BENS] {
        let entries = store.entries(space, 0, Room::ENDLESS).await.unwrap();
        let chunks = store.chunks(space, 0, Room::ENDLESS, vec![]).await.unwrap();
        all.push((store.tip(space).await.unwrap(), entries, chunks));
    }
    all
}

async fn a_space_nobody_created_is_not_there(store: &impl LogStore) {
    assert_eq!(store.tip(ANAS).await, Ok(None));
    assert_eq!(store.chunks(ANAS, 0, room(100), vec![]).await, Ok(Page::default()));
    assert_eq!(store.entries(ANAS, 0, room(100)).await, Ok(vec![]));
    assert_eq!(store.chain_at(ANAS, 1).await, Ok(None));
    let nothing = append(ANAS, MembershipTip::default(), &[], &[]);
    assert_eq!(done(store, nothing).await.0.membership.count, 0);
    assert_eq!(store.tip(ANAS).await, Ok(None), "an empty append creates nothing");
}

async fn entries_go_only_after_the_one_the_caller_knew(store: &impl LogStore, tip: Tip) {
    let two = append(ANAS, tip.membership, &[b"invite", b"join"], &[]);
    let (now, _) = done(store, two.clone()).await;
    assert_eq!(now.membership, MembershipTip { count: 3, head: Sha256::digest(b"join").into() });
    assert_eq!(store.append(two).await, Ok(Appended::Moved(now.membership)), "compare and append");
    let late = append(ANAS, MembershipTip::default(), &[b"create"], &[]);
    assert_eq!(store.append(late).await, Ok(Appended::Moved(now.membership)));
    assert_eq!(store.entries(ANAS, 1, room(1_000)).await.unwrap(), [b"invite".to_vec(), b"join".to_vec()]);
    assert_eq!(store.entries(ANAS, 0, room(1)).await.unwrap(), [b"create".to_vec()], "at least one");
    assert_eq!(store.entries(ANAS, 3, room(1_000)).await.unwrap(), Vec::<Vec<u8>>::new());
}

async fn chunks_get_offsets_without_a_gap_and_a_chain(store: &impl LogStore) {
    let membership = store.tip(ANAS).await.unwrap().unwrap().membership;
    let (tip, placed) = done(store, append(ANAS, membership, &[], &[b"one", b"two"])).await;
    assert_eq!(placed, [(1, Placing::Added), (2, Placing::Added)]);
    let first = Sha256::new().chain_update([0; 32]).chain_update(Sha256::digest(b"one")).finalize();
    let second = Sha256::new().chain_update(first).chain_update(Sha256::digest(b"two")).finalize();
    assert_eq!((tip.offset, tip.chain, tip.bytes), (2, second.into(), 6));
    assert_eq!(store.chain_at(ANAS, 0).await, Ok(Some([0; 32])));
    assert_eq!(store.chain_at(ANAS, 1).await, Ok(Some(first.into())));
    assert_eq!(store.chain_at(ANAS, 2).await, Ok(Some(second.into())));
    assert_eq!(store.chain_at(ANAS, 3).await, Ok(None));
    assert_eq!(store.chain_at(ANAS, u64::MAX).await, Ok(None));
}

async fn a_chunk_twice_is_stored_once(store: &impl LogStore) {
    let tip = store.tip(ANAS).await.unwrap().unwrap();
    let (same, placed) = done(store, append(ANAS, tip.membership, &[], &[b"two", b"one"])).await;
    assert_eq!((same, placed), (tip, vec![(2, Placing::Known), (1, Placing::Known)]));
    let known = store.placed(ANAS, vec![chunk("absent").id, chunk("two").id]).await.unwrap();
    assert_eq!(known.iter().map(|at| (at.id, at.offset)).collect::<Vec<_>>(), [(chunk("two").id, 2)]);
    let (now, placed) = done(store, append(ANAS, tip.membership, &[], &[b"three", b"three", b"one"])).await;
    assert_eq!(placed, [(3, Placing::Added), (3, Placing::Known), (1, Placing::Known)]);
    assert_eq!(now.offset, 3);
}

async fn pages_are_bounded_and_leave_out_what_the_asker_has(store: &impl LogStore) {
    let page = store.chunks(ANAS, 0, room(6), vec![]).await.unwrap();
    assert_eq!((offsets(&page), page.more), (vec![1, 2], true));
    assert_eq!(page.end, Some((2, store.chain_at(ANAS, 2).await.unwrap().unwrap())));
    let page = store.chunks(ANAS, 0, room(1), vec![]).await.unwrap();
    assert_eq!((offsets(&page), page.more), (vec![1], true), "at least one");
    let page = store.chunks(ANAS, 0, Room { bytes: 100, count: 1 }, vec![]).await.unwrap();
    assert_eq!((offsets(&page), page.more), (vec![1], true), "no more than asked for");
    let mine = vec![chunk("two").id, chunk("three").id];
    let page = store.chunks(ANAS, 0, room(100), mine).await.unwrap();
    assert_eq!((offsets(&page), page.more, page.end.unwrap().0), (vec![1], false, 3));
    assert_eq!(store.chunks(ANAS, 3, room(100), vec![]).await, Ok(Page::default()));
    assert_eq!(store.chunks(ANAS, u64::MAX, room(100), vec![]).await, Ok(Page::default()));
}

async fn a_space_holds_no_more_than_it_may(store: &impl LogStore) {
    let tip = store.tip(ANAS).await.unwrap().unwrap();
    let mut large = append(ANAS, tip.membership, &[b"kept out too"], &[&[0; 600], &[1; 600]]);
    assert_eq!(store.append(large.clone()).await, Ok(Appended::Full));
    assert_eq!(store.tip(ANAS).await, Ok(Some(tip)), "all or nothing");
    large.chunks = vec![chunk("one")];
    large.space_bytes_max = 0;
    large.entries.clear();
    assert_eq!(done(store, large).await.0, tip, "what is there is acknowledged even when the space is full");
}

async fn spaces_grow_apart_from_each_other<S: LogStore>(store: &Arc<S>) {
    let tip = created(&**store, BENS).await;
    let appends = (0..40u8).map(|number| {
        let store = Arc::clone(store);
        tokio::spawn(async move { done(&*store, append(BENS, tip.membership, &[], &[&[number]])).await.1 })
    });
    let mut placed = Vec::new();
    for append in appends.collect::<Vec<_>>() {
        placed.extend(append.await.unwrap());
    }
    placed.sort_by_key(|(offset, _)| *offset);
    assert!(placed.iter().map(|(offset, _)| *offset).eq(1..=40), "{placed:?}");
    let page = store.chunks(BENS, 0, Room::ENDLESS, vec![]).await.unwrap();
    assert!(offsets(&page).into_iter().eq(1..=40));
}

fn piece(space: SpaceId, name: u8, bytes: &[u8]) -> NewPiece {
    NewPiece { space, name: [name; 32], bytes: bytes.to_vec(), pieces_bytes_max: 100 }
}

async fn of_two_pieces_with_one_name_the_first_is_kept(store: &impl LogStore) {
    assert_eq!(store.lacking(ANAS, vec![[1; 32], [2; 32]]).await.unwrap(), [[1; 32], [2; 32]]);
    assert_eq!(store.put_piece(piece(ANAS, 1, b"first")).await, Ok(Kept::Kept));
    assert_eq!(store.put_piece(piece(ANAS, 1, b"second")).await, Ok(Kept::Kept));
    assert_eq!(store.piece(ANAS, [1; 32]).await.unwrap().unwrap(), b"first");
    assert_eq!(store.lacking(ANAS, vec![[1; 32], [2; 32]]).await.unwrap(), [[2; 32]]);
    assert_eq!(store.piece(BENS, [1; 32]).await, Ok(None), "another space has names of its own");
    let nowhere = SpaceId([9; 16]);
    assert_eq!(store.put_piece(piece(nowhere, 1, b"lost")).await, Ok(Kept::NoSpace));
    assert_eq!(store.lacking(nowhere, vec![[1; 32]]).await.unwrap(), [[1; 32]]);
}

async fn a_space_holds_no_more_pieces_than_it_may(store: &impl LogStore) {
    assert_eq!(store.put_piece(piece(ANAS, 3, &[0; 96])).await, Ok(Kept::Full));
    assert_eq!(store.put_piece(piece(ANAS, 3, &[0; 95])).await, Ok(Kept::Kept));
    assert_eq!(store.put_piece(piece(ANAS, 1, &[0; 9])).await, Ok(Kept::Kept), "what is there costs nothing");
    assert_eq!(store.put_piece(piece(BENS, 3, &[0; 100])).await, Ok(Kept::Kept));
}

fn sqlite(folder: &Path) -> SqliteStore {
    SqliteStore::open(folder).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    conformance(|| sqlite(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract() {
    let disk = Arc::default();
    conformance(|| MemoryStore::open(Arc::clone(&disk))).await;
}

#[tokio::test]
async fn a_damaged_chunk_is_named_and_never_passed_on_while_other_spaces_work() {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite(folder.path());
    for space in [ANAS, BENS] {
        let tip = created(&store, space).await;
        done(&store, append(space, tip.membership, &[], &[b"whole"])).await;
    }
    store.close().await.unwrap();
    let file = rusqlite::Connection::open(folder.path().join("naptime.sqlite")).unwrap();
    let changed = file.execute("UPDATE chunk SET bytes = 'broken' WHERE space = 1", []);
    assert!(changed.is_err(), "text is no blob");
    file.execute("UPDATE chunk SET bytes = x'00' WHERE space = 1", []).unwrap();
    drop(file);
    let store = sqlite(folder.path());
    assert!(matches!(store.chunks(ANAS, 0, room(100), vec![]).await, Err(StoreError::Damaged(_))));
    assert_eq!(offsets(&store.chunks(BENS, 0, room(100), vec![]).await.unwrap()), [1]);
}

#[tokio::test]
async fn a_foreign_newer_or_damaged_file_is_refused_by_name() {
    let refusal = |spoil: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("naptime.sqlite");
        spoil(&file);
        SqliteStore::open(folder.path()).err().unwrap()
    };
    let sql = |script: &'static str| {
        move |file: &Path| rusqlite::Connection::open(file).unwrap().execute_batch(script).unwrap()
    };
    let newer = "PRAGMA application_id = 1315008628; PRAGMA user_version = 3; CREATE TABLE later (x);";
    assert_eq!(refusal(&sql(newer)), StoreError::Newer { found: 3, known: 2 });
    assert!(matches!(refusal(&sql("CREATE TABLE other (x)")), StoreError::Damaged(_)));
    assert!(matches!(refusal(&|file| std::fs::write(file, [7; 9_000]).unwrap()), StoreError::Damaged(_)));
    assert!(matches!(refusal(&|file| std::fs::create_dir(file).unwrap()), StoreError::ReadOnly));
}

#[tokio::test]
async fn a_backup_made_while_the_store_is_used_opens_as_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite(folder.path());
    let tip = created(&store, ANAS).await;
    done(&store, append(ANAS, tip.membership, &[], &[b"one"])).await;
    let copies = tempfile::tempdir().unwrap();
    let to = copies.path().join("naptime.sqlite");
    SqliteStore::backup(folder.path(), &to).unwrap();
    assert!(SqliteStore::backup(folder.path(), &to).is_err(), "a backup overwrites nothing");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&to.metadata().unwrap()) & 0o077, 0, "it is its owner's alone");
    assert_eq!(everything(&sqlite(copies.path())).await, everything(&store).await);
}

#[tokio::test]
async fn a_file_from_before_there_were_pieces_is_opened_and_takes_them() {
    let folder = tempfile::tempdir().unwrap();
    let store = sqlite(folder.path());
    let tip = created(&store, ANAS).await;
    done(&store, append(ANAS, tip.membership, &[], &[b"words"])).await;
    let before = everything(&store).await;
    store.close().await.unwrap();
    let file = rusqlite::Connection::open(folder.path().join("naptime.sqlite")).unwrap();
    let as_it_was = "DROP TABLE piece; ALTER TABLE space DROP COLUMN piece_bytes; PRAGMA user_version = 1;";
    file.execute_batch(as_it_was).unwrap();
    drop(file);
    let store = sqlite(folder.path());
    assert_eq!(everything(&store).await, before);
    assert_eq!(store.put_piece(piece(ANAS, 1, b"first")).await, Ok(Kept::Kept));
    assert_eq!(store.piece(ANAS, [1; 32]).await.unwrap().unwrap(), b"first");
}
