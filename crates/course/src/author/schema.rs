//! What authors may write in YAML, field by field. Everything is optional here, so that all gaps are found at once.

use serde::Deserialize;
use serde_saphyr::Spanned;

/// A text and where it stands.
pub(super) type Text = Option<Spanned<String>>;
/// A number and where it stands.
pub(super) type Number = Option<Spanned<u32>>;

/// `programme.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Programme {
    pub id: Text,
    pub title: Text,
    pub summary: Text,
    pub language: Text,
    pub edition: Text,
    pub authors: Vec<Spanned<String>>,
    pub licence: Text,
    pub challenges: Vec<Spanned<String>>,
    pub baseline: Vec<Question>,
    pub charter: Vec<Question>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Question {
    pub id: Text,
    pub text: Text,
}

/// The front matter of `challenge.md`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Challenge {
    pub title: Text,
    pub week: Number,
    pub output: Text,
    pub goal: Option<Spanned<Goal>>,
    pub measures: Vec<Measure>,
    pub milestones: Vec<Milestone>,
    pub criteria: Vec<Criterion>,
    pub achievement: Option<Spanned<Achievement>>,
    pub try_outs: Vec<TryOut>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Goal {
    pub statement: Text,
    pub difference: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Measure {
    pub id: Text,
    pub title: Text,
    pub unit: Text,
    pub baseline: Text,
    pub target: Text,
    pub scale: Number,
    pub how: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Milestone {
    pub id: Text,
    pub title: Text,
    pub done_when: Text,
    pub lessons: Vec<Spanned<String>>,
    pub critique: Option<Spanned<Critique>>,
    pub client_review: Option<Spanned<bool>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Critique {
    pub label: Text,
    pub protocol: Text,
    pub critics: Number,
    pub days: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Criterion {
    pub id: Text,
    pub title: Text,
    pub not_yet: Text,
    pub nearly: Text,
    pub meets: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Achievement {
    pub title: Text,
    pub modelled_on: Text,
    pub summary: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TryOut {
    pub id: Text,
    pub title: Text,
    pub minutes: Number,
    pub prompt: Text,
    pub serves: Text,
}

/// The front matter of a lesson.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Lesson {
    pub title: Text,
    pub minutes: Number,
    pub needs: Vec<Spanned<String>>,
    pub resources: Vec<Resource>,
    /// Nuggets only.
    pub situation: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Resource {
    pub id: Text,
    pub title: Text,
    pub provider: Text,
    pub licence: Text,
    pub cost: Text,
    pub bytes: Option<Spanned<u64>>,
    pub url: Text,
}

/// The front matter of a gathering.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Gathering {
    pub title: Text,
    pub minutes: Number,
    pub kind: Text,
    pub week: Number,
}

/// `protocols/norms.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Norms {
    pub norms: Vec<Norm>,
    pub when_vague: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Norm {
    pub title: Text,
    pub meaning: Text,
}

/// `protocols/<id>.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Protocol {
    pub title: Text,
    pub summary: Text,
    pub form: Text,
    pub minutes: Number,
    pub norms: Vec<Norm>,
    pub steps: Vec<ProtocolStep>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ProtocolStep {
    pub id: Text,
    pub title: Text,
    pub who: Text,
    pub writes: Text,
    pub stems: Vec<Spanned<String>>,
    pub minimum: Number,
    pub seen: Text,
    pub minutes: Number,
    pub guidance: Text,
}
