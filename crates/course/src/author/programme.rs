//! A whole programme: `programme.yaml`, its challenges, and what stands around them.

use super::cross::Known;
use super::form::{Form, near, shown};
use super::{Findings, Folder, challenge, lesson, media, protocol, schema};
use crate::model::{Around, Challenge, ChallengeId, Gathering, LessonId, Nugget, Programme, Question};
use serde_saphyr::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// Where a course begins.
pub(super) const PROGRAMME: &str = "programme.yaml";

/// A programme as it was written, before it is packed.
pub(super) struct Written {
    pub programme: Programme,
    pub challenges: Vec<Challenge>,
    pub around: Around,
    /// Pictures by path. Only those that are used get packed.
    pub media: BTreeMap<String, Vec<u8>>,
}

/// Reads a course folder. `None` when there is no telling what it is; otherwise findings say what may be missing.
pub(super) fn read(folder: &Folder, findings: &mut Findings) -> Option<Written> {
    if !folder.has(PROGRAMME) {
        findings.error(PROGRAMME, 1, "there is no programme.yaml", "A course folder has one at its root.");
        return None;
    }
    let text = folder.text(PROGRAMME, findings)?;
    let (mut form, written) = Form::yaml::<schema::Programme>(PROGRAMME, &text, findings)?;
    let programme = programme(&mut form, &written);
    let challenge_ids = challenge_ids(&mut form, &written.challenges, folder);
    let baseline = questions(&mut form, &written.baseline, "statements");
    let charter = questions(&mut form, &written.charter, "questions");

    let known = Known { folder, challenges: challenge_ids };
    media::check(folder, findings);
    unlisted(&known, findings);
    let protocols = protocol::read(&known, findings);
    let challenges =
        known.challenges.iter().filter_map(|id| challenge::read(id, &protocols, &known, findings)).collect::<Vec<_>>();
    lessons_once(&known, findings);
    let around =
        Around { nuggets: nuggets(&known, findings), baseline, charter, gatherings: gatherings(&known, findings) };
    let media = folder.paths().filter(|path| path.starts_with("media/"));
    let media = media.filter_map(|path| Some((path.to_owned(), folder.bytes(path)?.to_vec()))).collect();
    Some(Written { programme: programme?, challenges, around, media })
}

fn programme(form: &mut Form<'_>, written: &schema::Programme) -> Option<Programme> {
    let id = form.id(&written.id, "id", 1);
    let title = form.text(&written.title, "title", 1);
    let summary = form.text(&written.summary, "summary", 1);
    let language = form.text(&written.language, "language", 1);
    let edition = form.text(&written.edition, "edition", 1);
    let licence = form.text(&written.licence, "licence", 1);
    let authors = form.texts(&written.authors, "authors");
    if authors.is_empty() {
        form.error(1, "`authors` is missing", "Add `authors:` with at least one name.");
    }
    let is_tag = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_language = is_tag(&language) && (2..=35).contains(&language.len());
    if !language.is_empty() && !is_language {
        let line = near(form, &written.language, 1);
        form.error(line, format!("“{}” is not a language", shown(&language)), "Write a tag like en or pt-BR.");
    }
    Some(Programme { id: id?, title, summary, language, edition, authors, licence })
}

fn challenge_ids(form: &mut Form<'_>, written: &[Spanned<String>], folder: &Folder) -> Vec<ChallengeId> {
    if written.is_empty() {
        form.error(1, "there are no challenges", "Name at least one folder of challenges/ under `challenges:`.");
    }
    form.unique(written, "challenges");
    let mut ids = BTreeSet::new();
    let mut listed = Vec::new();
    for name in written {
        let line = form.line(name);
        match name.value.parse::<ChallengeId>() {
            Ok(id) if folder.has(&format!("challenges/{id}/challenge.md")) => {
                if ids.insert(id.clone()) {
                    listed.push(id);
                }
            }
            Ok(id) => form.error(
                line,
                format!("there is no challenge “{id}”"),
                format!("Write challenges/{id}/challenge.md, or remove the line."),
            ),
            Err(error) => form.error(line, format!("“{}” cannot be an id", shown(&name.value)), error.to_string()),
        }
    }
    listed
}

fn questions(form: &mut Form<'_>, written: &[schema::Question], of: &str) -> Vec<Question> {
    form.unique(written.iter().filter_map(|question| question.id.as_ref()), of);
    let read = |question: &schema::Question| {
        let line = near(form, &question.id, 1);
        let id = form.id(&question.id, "id", line);
        let text = form.text(&question.text, "text", line);
        Some(Question { id: id?, text })
    };
    written.iter().filter_map(read).collect()
}

/// Progress hangs on the id of a lesson, so two challenges cannot share one, nor can a nugget have it.
fn lessons_once(known: &Known<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for challenge in &known.challenges {
        let folder = format!("challenges/{challenge}/lessons/");
        for stem in known.folder.stems(&folder, ".md") {
            let path = format!("{folder}{stem}.md");
            if let Some(before) = seen.insert(stem.to_owned(), path.clone()) {
                same_id(&path, &before, findings);
            }
        }
    }
    for stem in known.folder.stems("nuggets/", ".md") {
        if let Some(before) = seen.get(stem) {
            same_id(&format!("nuggets/{stem}.md"), before, findings);
        }
    }
}

fn same_id(path: &str, before: &str, findings: &mut Findings) {
    findings.error(
        path,
        1,
        format!("two lessons have the same id, this and {before}"),
        "Rename the newer one: what learners did is kept under the id.",
    );
}

fn nuggets(known: &Known<'_>, findings: &mut Findings) -> Vec<Nugget> {
    let stems = known.folder.stems("nuggets/", ".md");
    let read = |stem: &str| {
        let path = format!("nuggets/{stem}.md");
        match stem.parse::<LessonId>() {
            Ok(id) => lesson::nugget(&path, id, known, findings),
            Err(error) => {
                findings.error(&path, 1, format!("this file's name cannot be an id: {error}"), "Rename it.");
                None
            }
        }
    };
    stems.filter_map(read).collect()
}

fn gatherings(known: &Known<'_>, findings: &mut Findings) -> Vec<Gathering> {
    let stems = known.folder.stems("gatherings/", ".md");
    stems.filter_map(|stem| lesson::gathering(&format!("gatherings/{stem}.md"), stem, known, findings)).collect()
}

/// Files that will not be packed, and that someone may have meant to be.
fn unlisted(known: &Known<'_>, findings: &mut Findings) {
    for path in known.folder.paths() {
        let parts: Vec<_> = path.split('/').collect();
        let listed = |challenge: &str| known.challenges.iter().any(|id| id.as_str() == challenge);
        let expected = match parts.as_slice() {
            [file] => *file == PROGRAMME || file.to_uppercase().starts_with("README") || file.starts_with("LICEN"),
            ["challenges", challenge, "challenge.md"] => listed(challenge),
            ["challenges", challenge, "lessons", lesson] => !listed(challenge) || lesson.ends_with(".md"),
            ["protocols", protocol] => protocol.ends_with(".yaml"),
            ["nuggets" | "gatherings", file] => file.ends_with(".md"),
            ["media", _] => true,
            _ => false,
        };
        if !expected {
            findings.warning(
                path,
                1,
                "this file is not part of the course",
                "List its challenge in programme.yaml, check its name and place, or remove it.",
            );
        }
    }
}
