//! The work on one challenge, hers or a group's: draft, brief, client, what it rests on, its versions and what was shown of it.
//!
//! `title, draft, focus, client, wants: Text; brief: { <line>: Text }; shared: { <SubmissionId>: time };`
//! `versions: { <VersionId>: { at: time, heads: bytes, name: str, restores: str? } };`
//! `evidence: { <EvidenceId>: { at: time, what: bytes, away: bool } }`
//!
//! A version is the heads the draft had, not a copy of it: the document has every word anyway, a learner pays 32 bytes for
//! each instead of the whole text again, and no number of versions can fill the document.

use super::{
    Outcome, Refused, Unreadable,
    fields::{brief_line, choice, container, earliest, label, object, put, room, scalars, strings, text},
    learner::{put_string, put_time},
};
use crate::{
    command::{BriefLine, WorkCommand},
    evidence::Evidence,
    id::{ChangeHash, EvidenceId, VersionId},
    limits::{ENTRIES_MAX, EVIDENCE_UTF16_MAX},
    order::{gather, sort_by, sort_by_key},
    text::utf16,
    time::Timestamp,
    view::{EvidenceView, VersionView, WorkView},
};
use automerge::{AutoCommit, ObjId, ObjType, ReadDoc, ScalarValue, transaction::Transactable};
use std::collections::BTreeMap;

const UNKNOWN_VERSION: Unreadable = Unreadable::UnknownShape { what: "a version" };
const UNKNOWN_EVIDENCE: Unreadable = Unreadable::UnknownShape { what: "a piece of evidence" };

/// Runs a command; the heads are those of the document without an open burst.
pub(super) fn run(
    doc: &mut AutoCommit,
    command: &WorkCommand,
    heads: &[ChangeHash],
    now: Timestamp,
) -> Result<Outcome, Refused> {
    match command {
        WorkCommand::RecordShared { submission } => {
            let shared = container(doc, "shared")?;
            put_time(doc, &shared, &submission.to_string(), now)
        }
        WorkCommand::KeepVersion { version, name, restores } => {
            let name = label(name)?;
            let entry = add_entry(doc, "versions", &version.to_string(), now)?;
            put(doc, &entry, "heads", ScalarValue::Bytes(heads.iter().flat_map(|head| head.0).collect()))?;
            put(doc, &entry, "name", name.into())?;
            if let Some(restored) = restores {
                put(doc, &entry, "restores", restored.to_string().into())?;
            }
            Ok(Outcome::Changed)
        }
        WorkCommand::NameVersion { version, name } => {
            let entry = entry(doc, "versions", &version.to_string())?.ok_or(Refused::UnknownVersion)?;
            put_string(doc, &entry, "name", label(name)?)
        }
        WorkCommand::AddEvidence { evidence, what } => {
            let bytes = encode(what)?;
            let entry = add_entry(doc, "evidence", &evidence.to_string(), now)?;
            put(doc, &entry, "what", bytes)?;
            Ok(Outcome::Changed)
        }
        WorkCommand::EditEvidence { evidence, what } => put_evidence(doc, evidence, "what", encode(what)?),
        WorkCommand::PutAwayEvidence { evidence, is_away } => {
            put_evidence(doc, evidence, "away", ScalarValue::Boolean(*is_away))
        }
    }
}

pub(super) fn view(doc: &AutoCommit) -> Result<WorkView, Unreadable> {
    let (brief, shared) = (container(doc, "brief")?, container(doc, "shared")?);
    let submission = |key: String| Some((key.parse().ok()?, earliest(doc, &shared, &key)?));
    let mut lines = BTreeMap::new();
    for line in BriefLine::ALL {
        lines.insert(line, text(doc, &brief_line(doc, &brief, line)?)?);
    }
    Ok(WorkView {
        title: text(doc, &container(doc, "title")?)?,
        draft: text(doc, &container(doc, "draft")?)?,
        focus_question: text(doc, &container(doc, "focus")?)?,
        client: text(doc, &container(doc, "client")?)?,
        client_wants: text(doc, &container(doc, "wants")?)?,
        brief: lines,
        shared: gather(doc.keys(&shared).filter_map(submission)),
        versions: view_versions(doc)?,
        evidence: view_evidence(doc)?,
        ..WorkView::default()
    })
}

/// The heads that a version stands for.
pub(super) fn heads_of(doc: &AutoCommit, version: &VersionId) -> Result<Vec<ChangeHash>, Refused> {
    let entry = entry(doc, "versions", &version.to_string())?.ok_or(Refused::UnknownVersion)?;
    let heads = scalars(doc, &entry, "heads").into_iter().find_map(|value| value.into_bytes().ok());
    let heads = heads.ok_or(UNKNOWN_VERSION)?;
    let head = |bytes: &[u8]| ChangeHash::try_from(bytes).map_err(|_| UNKNOWN_VERSION.into());
    heads.chunks(ChangeHash::LEN).map(head).collect()
}

fn view_versions(doc: &AutoCommit) -> Result<Vec<VersionView>, Unreadable> {
    let mut versions = Vec::new();
    for (id, entry, at) in entries(doc, "versions")? {
        let Ok(id) = id.parse() else { continue };
        let restores = strings(doc, &entry, "restores").values.first().and_then(|restored| restored.parse().ok());
        versions.push(VersionView { id, name: strings(doc, &entry, "name"), at, restores });
    }
    // What a restored version takes the place of is kept at the same moment.
    sort_by_key(&mut versions, |version| (version.at, version.restores.is_some()));
    Ok(versions)
}

fn view_evidence(doc: &AutoCommit) -> Result<Vec<EvidenceView>, Unreadable> {
    let mut evidence = Vec::new();
    for (id, entry, at) in entries(doc, "evidence")? {
        let Ok(id) = id.parse() else { continue };
        // One member's evidence of an unknown kind must not hide the work from the others.
        let read = |value: ScalarValue| minicbor::decode::<Evidence>(&value.into_bytes().ok()?).ok();
        let what = choice(scalars(doc, &entry, "what").into_iter().filter_map(read));
        if what.values.is_empty() {
            continue;
        }
        // What was put away on any device is put away.
        let is_put_away = scalars(doc, &entry, "away").contains(&ScalarValue::Boolean(true));
        evidence.push(EvidenceView { id, what, is_put_away, at });
    }
    Ok(evidence)
}

/// The entries of a container with when they were made, the oldest first.
fn entries(doc: &AutoCommit, what: &'static str) -> Result<Vec<(String, ObjId, Timestamp)>, Unreadable> {
    let all = container(doc, what)?;
    let mut entries = Vec::new();
    for key in doc.keys(&all) {
        if let Some(entry) = object(doc, &all, &key)? {
            let at = earliest(doc, &entry, "at").unwrap_or_default();
            entries.push((key, entry, at));
        }
    }
    sort_by(&mut entries, |(key, _, at), (other, _, other_at)| (at, key).cmp(&(other_at, other)));
    Ok(entries)
}

fn entry(doc: &AutoCommit, what: &'static str, id: &str) -> Result<Option<ObjId>, Unreadable> {
    object(doc, &container(doc, what)?, id)
}

fn add_entry(doc: &mut AutoCommit, what: &'static str, id: &str, now: Timestamp) -> Result<ObjId, Refused> {
    let all = container(doc, what)?;
    if object(doc, &all, id)?.is_some() {
        return Err(Refused::IdTaken);
    }
    room(doc, &all, ENTRIES_MAX)?;
    let entry = doc.put_object(&all, id, ObjType::Map).map_err(|_| Unreadable::UnknownShape { what })?;
    put(doc, &entry, "at", ScalarValue::Timestamp(now.0))?;
    Ok(entry)
}

fn put_evidence(
    doc: &mut AutoCommit,
    evidence: &EvidenceId,
    key: &str,
    value: ScalarValue,
) -> Result<Outcome, Refused> {
    let entry = entry(doc, "evidence", &evidence.to_string())?.ok_or(Refused::UnknownEvidence)?;
    if scalars(doc, &entry, key).as_slice() == [value.clone()] {
        return Ok(Outcome::AlreadySo);
    }
    put(doc, &entry, key, value)?;
    Ok(Outcome::Changed)
}

fn encode(what: &Evidence) -> Result<ScalarValue, Refused> {
    if what.parts().iter().any(|part| utf16::len(part) as usize > EVIDENCE_UTF16_MAX) {
        return Err(Refused::TextTooLong { utf16_max: EVIDENCE_UTF16_MAX });
    }
    minicbor::to_vec(what).map(ScalarValue::Bytes).map_err(|_| UNKNOWN_EVIDENCE.into())
}
