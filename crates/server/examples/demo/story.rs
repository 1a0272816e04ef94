//! What the made-up group has done so far. People and businesses are fictional.

use super::device::Device;
use anyhow::{Result, bail};
use naptime_domain::{
    command::{BriefLine, Deed, NoteKind, ProgressItem},
    id::{ChallengeId, LessonId, SpaceId, StepIndex, SubmissionId},
    submission::Anchor,
};
use naptime_replica::command::{Command, Reply, TextTarget, WorkId};
use std::net::SocketAddr;

const ANAS_PAGE: &str = "Rosa is 41. She has two children and a shift that ends at two.\n\n\
    She buys bread on Fridays, because on Saturdays there is a queue. \"I look through the window first,\" she says. \
    \"If I see more than four people I drive on.\"\n\n\
    She worries that there is nothing left. She would telephone, but the number is on the bag at home.";

const BENS_PAGE: &str = "Noor works nights at the hospital.\n\nShe brings her bicycle in when something frightens her, \
    not before. The last time a dog ran out and the brake squeaked.\n\nShe wants to know what it costs before she stands \
    in the shop.";

/// Plays the story against a server; gives back the words of the one whose place the visitor takes.
pub fn tell(server: SocketAddr) -> Result<String> {
    let (mut ana, mut ben, mut cleo) = (Device::new(server)?, Device::new(server)?, Device::new(server)?);
    for (device, name) in [(&mut ana, "Ana"), (&mut ben, "Ben"), (&mut cleo, "Cleo")] {
        device.run(Command::Begin { name: name.to_owned() })?;
        device.run(Command::StartChallenge { challenge: challenge()?, edition: None })?;
    }
    let group = meet(&mut ana, &mut ben, &mut cleo)?;
    agree_a_brief(&mut ana)?;
    let bens = share(&mut ben, group, "Noor and her brake", BENS_PAGE, "Would you know what to write on the door?")?;
    let anas = share(&mut ana, group, "Rosa, one page", ANAS_PAGE, "Is there a person in it, or only facts?")?;
    critique(&mut ben, &mut cleo, anas)?;
    cleo.sync()?;
    note(&mut cleo, bens, NoteKind::Warm, BENS_PAGE, "when something frightens her", "I can see the dog.")?;
    cleo.run(Command::ShareNotes { submission: bens })?;
    ana.sync()?;
    ana.write(TextTarget::WorkDraft { work: work()? }, "\n\nAsked again on Friday: what would make her stop the ca")?;
    note(&mut ana, bens, NoteKind::Question, BENS_PAGE, "what it costs", "Did she say so, or do we think so?")?;
    ana.words()
}

fn challenge() -> Result<ChallengeId> {
    Ok(ChallengeId::new("who-are-we-talking-to")?)
}

fn work() -> Result<WorkId> {
    Ok(WorkId::hers(challenge()?))
}

fn meet(ana: &mut Device, ben: &mut Device, cleo: &mut Device) -> Result<SpaceId> {
    let Reply::Group(group) = ana.run(Command::CreateGroup { name: "Thursday bakers".to_owned() })? else {
        bail!("no group was made")
    };
    ana.write(
        TextTarget::Charter { group },
        "We answer within two days, with one warm note first. Hard on the work, soft on the person. Nobody says sorry for being late.",
    )?;
    let Reply::Invite(link) = ana.run(Command::Invite { group, uses: 4, days: 14 })? else {
        bail!("no invitation was made")
    };
    for device in [ben, cleo] {
        device.run(Command::Join { link: link.clone() })?;
    }
    ana.sync()?;
    Ok(group)
}

fn agree_a_brief(ana: &mut Device) -> Result<()> {
    let lines = [
        (BriefLine::Who, "Marta, who runs the bakery on the corner"),
        (BriefLine::WhatWouldBeDifferent, "Fewer cakes left on Sunday"),
        (BriefLine::ForWhom, "People who pass by car after work"),
        (BriefLine::Have, "A notice board by the door, and forty photos on her phone"),
    ];
    for (line, words) in lines {
        ana.write(TextTarget::WorkBrief { work: work()?, line }, words)?;
    }
    for (lesson, steps) in [("picking-an-organisation", 3), ("brief-in-five-lines", 4), ("three-questions", 2)] {
        for step in 0..steps {
            let (lesson, step) = (LessonId::new(lesson)?, StepIndex(step));
            ana.run(Command::Record(Deed::Done(ProgressItem::Step { lesson, step })))?;
        }
    }
    Ok(())
}

fn share(device: &mut Device, group: SpaceId, title: &str, page: &str, question: &str) -> Result<SubmissionId> {
    device.write(TextTarget::WorkDraft { work: work()? }, page)?;
    device.write(TextTarget::WorkFocus { work: work()? }, question)?;
    match device.run(Command::Share { work: work()?, group, title: title.to_owned() })? {
        Reply::Submission(submission) => Ok(submission),
        other => bail!("not a submission: {other:?}"),
    }
}

fn critique(ben: &mut Device, cleo: &mut Device, anas: SubmissionId) -> Result<()> {
    ben.sync()?;
    note(
        ben,
        anas,
        NoteKind::Warm,
        ANAS_PAGE,
        "more than four people I drive on",
        "This is the whole page. It could stand first.",
    )?;
    note(
        ben,
        anas,
        NoteKind::Suggestion,
        ANAS_PAGE,
        "the number is on the bag at home",
        "Ask Marta to put the number on the window.",
    )?;
    ben.run(Command::ShareNotes { submission: anas })?;
    ben.write(TextTarget::Synthesis { submission: anas }, "We see Rosa in her car. ")?;
    cleo.sync()?;
    note(
        cleo,
        anas,
        NoteKind::Cool,
        ANAS_PAGE,
        "She worries that there is nothing left.",
        "Is that hers or yours? The other lines are quotes.",
    )?;
    cleo.run(Command::ShareNotes { submission: anas })?;
    cleo.write(TextTarget::Synthesis { submission: anas }, "Her worry needs a sentence she said herself.")
}

fn note(
    device: &mut Device,
    submission: SubmissionId,
    kind: NoteKind,
    text: &str,
    quote: &str,
    words: &str,
) -> Result<()> {
    let before = text.split(quote).next().unwrap_or_default();
    let from = before.encode_utf16().count();
    let range = u32::try_from(from)?..u32::try_from(from + quote.encode_utf16().count())?;
    let anchor = Anchor::new(submission, text, range);
    match device.run(Command::AddNote { submission, kind, anchor })? {
        Reply::Note(note) => device.write(TextTarget::DraftNote { submission, note }, words),
        other => bail!("not a note: {other:?}"),
    }
}
