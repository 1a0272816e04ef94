//! Protocols: one YAML file each, and `norms.yaml`, which all of them share.

use super::cross::Known;
use super::form::{Body, Form, near};
use super::{Findings, markdown, schema};
use crate::model::{Norm, Norms, NoteKind, Protocol, ProtocolForm, ProtocolId, ProtocolStep, Seen, Who, Writes};

const FORMS: [(&str, ProtocolForm); 5] = [
    ("in-depth", ProtocolForm::InDepth),
    ("gallery", ProtocolForm::Gallery),
    ("exhibition", ProtocolForm::Exhibition),
    ("quick-look", ProtocolForm::QuickLook),
    ("steer", ProtocolForm::Steer),
];

const WHO: [(&str, Who); 3] = [("author", Who::Author), ("critics", Who::Critics), ("everyone", Who::Everyone)];

const WRITES: [(&str, Writes); 11] = [
    ("nothing", Writes::Nothing),
    ("focus-question", Writes::FocusQuestion),
    ("warm", Writes::Notes(NoteKind::Warm)),
    ("cool", Writes::Notes(NoteKind::Cool)),
    ("question", Writes::Notes(NoteKind::Question)),
    ("suggestion", Writes::Notes(NoteKind::Suggestion)),
    ("response", Writes::Response),
    ("learned", Writes::Learned),
    ("synthesis", Writes::Synthesis),
    ("revision-plan", Writes::RevisionPlan),
    ("debrief", Writes::Debrief),
];

const SEEN: [(&str, Seen); 2] = [("when-shared", Seen::WhenShared), ("after-own", Seen::AfterOwn)];

/// Where the shared norms are written.
const NORMS: &str = "protocols/norms.yaml";

/// Reads all protocols, in order of their ids.
pub(super) fn read(known: &Known<'_>, findings: &mut Findings) -> Vec<Protocol> {
    let stems: Vec<_> = known.folder.stems("protocols/", ".yaml").filter(|stem| *stem != "norms").collect();
    if stems.is_empty() {
        return Vec::new();
    }
    let norms = read_norms(known, findings);
    stems.into_iter().filter_map(|stem| read_one(stem, &norms, known, findings)).collect()
}

fn read_norms(known: &Known<'_>, findings: &mut Findings) -> Norms {
    let nothing = Norms { norms: Vec::new(), when_vague: String::new() };
    if !known.folder.has(NORMS) {
        findings.error(
            NORMS,
            1,
            "there are protocols but no norms",
            "Write protocols/norms.yaml with `norms:` and `when_vague:`.",
        );
        return nothing;
    }
    let Some(text) = known.folder.text(NORMS, findings) else { return nothing };
    let Some((mut form, written)) = Form::yaml::<schema::Norms>(NORMS, &text, findings) else { return nothing };
    if written.norms.is_empty() {
        form.error(1, "`norms` is missing", "Add at least one, with a `title` and its `meaning`.");
    }
    let when_vague = form.text(&written.when_vague, "when_vague", 1);
    Norms { norms: norm_list(&mut form, &written.norms), when_vague }
}

fn norm_list(form: &mut Form<'_>, written: &[schema::Norm]) -> Vec<Norm> {
    written
        .iter()
        .map(|norm| {
            let line = near(form, &norm.title, 1);
            Norm { title: form.text(&norm.title, "title", line), meaning: form.text(&norm.meaning, "meaning", line) }
        })
        .collect()
}

fn read_one(stem: &str, shared: &Norms, known: &Known<'_>, findings: &mut Findings) -> Option<Protocol> {
    let path = format!("protocols/{stem}.yaml");
    let text = known.folder.text(&path, findings)?;
    let (mut form, written) = Form::yaml::<schema::Protocol>(&path, &text, findings)?;
    let id = file_id::<ProtocolId>(&mut form, stem);
    let title = form.text(&written.title, "title", 1);
    let summary = form.text(&written.summary, "summary", 1);
    let kind = form.choice(&written.form, "form", &FORMS, 1);
    let minutes = form.number(&written.minutes, "minutes", 1..=120, 1);
    let mut norms = shared.clone();
    norms.norms.extend(norm_list(&mut form, &written.norms));
    if written.steps.is_empty() {
        form.error(1, "there are no steps", "Write at least one under `steps:`.");
    }
    form.unique(written.steps.iter().filter_map(|step| step.id.as_ref()), "steps");
    let steps = written.steps.iter().filter_map(|step| read_step(&mut form, step, known)).collect();
    Some(Protocol { id: id?, title, summary, form: kind?, minutes: minutes?, norms, steps })
}

fn read_step(form: &mut Form<'_>, written: &schema::ProtocolStep, known: &Known<'_>) -> Option<ProtocolStep> {
    let line = near(form, &written.id, 1);
    let id = form.id(&written.id, "id", line);
    let title = form.text(&written.title, "title", line);
    let who = form.choice(&written.who, "who", &WHO, line);
    let writes = form.choice(&written.writes, "writes", &WRITES, line);
    let minutes = form.number(&written.minutes, "minutes", 1..=60, line);
    let minimum = match &written.minimum {
        None => Some(0),
        some => form.number(some, "minimum", 0..=10, line),
    };
    let seen = match &written.seen {
        None => Some(Seen::WhenShared),
        some => form.choice(some, "seen", &SEEN, line),
    };
    let stems = form.texts(&written.stems, "stems");
    let guidance = match &written.guidance {
        None => Vec::new(),
        Some(text) => {
            let body = Body { text: &text.value, first_line: form.line(text) };
            markdown::blocks(form.file, body, known, form.findings)
        }
    };
    Some(ProtocolStep {
        id: id?,
        title,
        who: who?,
        writes: writes?,
        stems,
        minimum: minimum?,
        seen: seen?,
        minutes: minutes?,
        guidance,
    })
}

/// The id that a file's name gives, or a finding.
pub(super) fn file_id<T: std::str::FromStr>(form: &mut Form<'_>, stem: &str) -> Option<T> {
    let id = stem.parse().ok();
    if id.is_none() {
        form.error(
            1,
            "this file's name cannot be an id",
            "Use 1 to 64 small letters, digits and single hyphens, and start with a letter.",
        );
    }
    id
}

/// How a form is written.
pub(super) fn form_word(form: ProtocolForm) -> &'static str {
    word(&FORMS, form)
}

/// How it is written who acts.
pub(super) fn who_word(who: Who) -> &'static str {
    word(&WHO, who)
}

/// How it is written what they write.
pub(super) fn writes_word(writes: Writes) -> &'static str {
    word(&WRITES, writes)
}

fn word<T: PartialEq>(of: &[(&'static str, T)], value: T) -> &'static str {
    of.iter().find(|(_, other)| *other == value).map_or("", |(word, _)| word)
}

/// Every word that a field of a protocol can have.
#[cfg(test)]
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let forms = FORMS.iter().map(|(word, _)| *word);
    let who = WHO.iter().map(|(word, _)| *word);
    let writes = WRITES.iter().map(|(word, _)| *word);
    forms.chain(who).chain(writes).chain(SEEN.iter().map(|(word, _)| *word))
}
