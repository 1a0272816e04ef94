//! How confident she is: asked at the start, at milestones and at the end, and told to nobody.

use naptime_course::model::Challenge;
use naptime_domain::{
    command::{Deed, Stage},
    view::{ChallengeProgress, ChallengeState, ConfidenceRating},
};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    dispatch::Attempt,
    kit::{Choice, ChoiceGroup},
    strings::words,
};

/// From not at all to very.
const LEVELS: std::ops::RangeInclusive<u8> = 1..=5;

pub fn confidence(shown: Shown) -> AnyView {
    let words = words().challenge;
    let stage = Memo::new(move |_| stage(shown));
    view! {
        <section class="card">
            <h2>{words.confidence}</h2>
            <p class="small muted">{words.confidence_lead}</p>
            {move || question(shown, stage.get())}
            {move || shown.progress.get().map(|progress| before(&shown.challenge(), &progress))}
        </section>
    }
    .into_any()
}

/// Where she is now: through, at the last milestone she reached, or at the start.
fn stage(shown: Shown) -> Stage {
    let Some((progress, profile)) = shown.progress.get().zip(shown.store.profile()) else { return Stage::Start };
    if progress.state == ChallengeState::Finished {
        return Stage::End;
    }
    let reached = profile.milestones_done.iter().filter(|done| done.challenge == progress.challenge);
    let last = reached.max_by_key(|done| done.at);
    last.map_or(Stage::Start, |done| Stage::Milestone(done.milestone.clone()))
}

fn question(shown: Shown, stage: Stage) -> AnyView {
    let (words, attempt) = (words().challenge, Attempt::new());
    let legend = words.confidence_at(&stage_name(&shown.challenge(), &stage));
    let rated = shown.progress.with_untracked(|progress| {
        let mut ratings = progress.iter().flat_map(|progress| &progress.confidence);
        ratings.find(|rating| rating.is_current && rating.stage == stage).map(|rating| rating.level.to_string())
    });
    let chosen = RwSignal::new(rated.unwrap_or_default());
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        let level = now.parse::<u8>().ok().filter(|_| before.is_some_and(|before| before != now));
        if let Some((level, challenge)) = level.zip(shown.id()) {
            let stage = stage.clone();
            attempt.run(Command::Record(Deed::RatedConfidence { challenge, stage, level }), |_| {});
        }
        now
    });
    let choices = LEVELS.map(|level| Choice::new(&level.to_string(), &level.to_string(), "")).collect();
    view! {
        <div class="scale">
            <ChoiceGroup
                name="confidence"
                legend
                choices
                chosen
                error=Signal::derive(move || attempt.words())
            />
            <p class="scale-ends small muted"><span>{words.not_at_all}</span><span>{words.very}</span></p>
        </div>
    }
    .into_any()
}

/// What she said at other points, in the order she did.
fn before(challenge: &Challenge, progress: &ChallengeProgress) -> Option<AnyView> {
    let fact = |rating: &ConfidenceRating| {
        let level = words().challenge.of_five(rating.level);
        view! { <div><dt>{stage_name(challenge, &rating.stage)}</dt><dd>{level}</dd></div> }
    };
    let facts: Vec<_> = progress.confidence.iter().filter(|rating| rating.is_current).map(fact).collect();
    (facts.len() > 1).then(|| view! { <dl class="facts">{facts}</dl> }.into_any())
}

fn stage_name(challenge: &Challenge, stage: &Stage) -> String {
    let words = words().challenge;
    let milestone = |id: &str| challenge.milestones.iter().find(|milestone| milestone.id.as_str() == id);
    match stage {
        Stage::Start => words.at_start.to_owned(),
        Stage::Milestone(id) => match milestone(id.as_str()) {
            Some(milestone) => words.after(&milestone.title),
            None => words.on_the_way.to_owned(),
        },
        Stage::End => words.at_end.to_owned(),
    }
}
