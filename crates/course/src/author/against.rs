//! A new edition against the one before: ids that are gone, and ids that stand for something else.
//!
//! What learners did is kept under ids, so an edition may change any word and must not change what an id means. Gone is a
//! warning: an author may mean it. A record that would say something untrue is an error, and a new id always mends it.

mod kept;
mod place;

use super::programme::PROGRAMME;
use super::{Finding, Findings, Folder, PackError, pack};
use crate::model::{Challenge, Lesson, Protocol, Step};
use crate::read::{self, Course};
use kept::{Kept, is_renamed, is_replaced, same};
use place::Place;

/// Compares a folder without errors with an edition before it. Findings name the folder's files.
pub fn against(folder: &Folder, old: &Course) -> Result<Vec<Finding>, PackError> {
    let new = read::whole(&pack(folder)?)?;
    let mut comparison = Comparison { folder, old, new: &new, findings: Findings::default() };
    comparison.programme();
    Ok(comparison.findings.sorted())
}

struct Comparison<'a> {
    folder: &'a Folder,
    old: &'a Course,
    new: &'a Course,
    findings: Findings,
}

impl<'a> Comparison<'a> {
    fn programme(&mut self) {
        let (old, new) = (self.old, self.new);
        let programme = self.list(PROGRAMME, "challenges");
        if old.index.programme.id != new.index.programme.id {
            self.findings.error(
                programme.file,
                1,
                format!("the programme “{}” is “{}” now", old.index.programme.id, new.index.programme.id),
                "Keep the `id` from edition to edition, or compare with an edition of the same programme.",
            );
            return;
        }
        self.all(programme, &old.challenges, &new.challenges, still_there);
        for before in &old.challenges {
            if let Some(now) = new.challenges.iter().find(|now| now.id == before.id) {
                self.challenge(before, now);
            }
            before.lessons.iter().for_each(|lesson| self.lesson(before, lesson));
        }
        for before in protocols(old) {
            self.protocol(before);
        }
        self.around();
    }

    fn challenge(&mut self, old: &Challenge, new: &Challenge) {
        let file = format!("challenges/{}/challenge.md", new.id);
        self.all(self.list(&file, "measures"), &old.measures, &new.measures, still_there);
        self.all(self.list(&file, "milestones"), &old.milestones, &new.milestones, still_there);
        self.all(self.list(&file, "criteria"), &old.rubric.criteria, &new.rubric.criteria, still_there);
        self.all(self.list(&file, "try_outs"), &old.try_outs, &new.try_outs, still_there);
    }

    /// A lesson may move to another challenge: what was done is kept under the lesson's id alone.
    fn lesson(&mut self, challenge: &Challenge, old: &Lesson) {
        let found = self.new.challenges.iter().find_map(|now| Some((now, now.lesson(&old.id)?)));
        let Some((now, new)) = found else {
            // With its challenge, it is gone with it, and that was said.
            if let Some(now) = self.new.challenges.iter().find(|now| now.id == challenge.id) {
                let file = format!("challenges/{}/lessons/{}.md", now.id, old.id);
                self.one(self.file(&file), old, &now.lessons, &challenge.lessons, still_there);
            }
            return;
        };
        let file = format!("challenges/{}/lessons/{}.md", now.id, new.id);
        self.one(self.file(&file), old, std::slice::from_ref(new), &[], still_there);
        self.steps(&file, &old.steps, &new.steps);
    }

    fn steps(&mut self, file: &str, old: &[Step], new: &[Step]) {
        let course = self.new;
        let moved = |step: &Step| {
            let lessons = course.challenges.iter().flat_map(|challenge| &challenge.lessons);
            let mut others = lessons.chain(course.around.nuggets.iter().map(|nugget| &nugget.lesson));
            let holds = |lesson: &&Lesson| {
                lesson.steps.iter().any(|other| other.id == step.id && same(&other.title, &step.title))
            };
            others.find(holds).map(|lesson| format!("is in the lesson “{}” now", lesson.id))
        };
        self.all(self.file(file), old, new, moved);
        let displaced = old.iter().zip(1..).find_map(|(step, place)| {
            let now = new.iter().position(|other| other.id == step.id)? + 1;
            (now != place).then_some((step, place, now))
        });
        if let Some((step, before, now)) = displaced {
            self.findings.warning(
                file,
                self.file(file).line(step.id.as_str()),
                format!("the step “{}” was number {before} and is number {now} now", step.id),
                "What is done of a lesson is counted by places. Add steps at its end, or make them a lesson of their own.",
            );
        }
    }

    fn protocol(&mut self, old: &Protocol) {
        let file = format!("protocols/{}.yaml", old.id);
        let new: Vec<_> = protocols(self.new).into_iter().cloned().collect();
        let before: Vec<_> = protocols(self.old).into_iter().cloned().collect();
        self.one(self.file(&file), old, &new, &before, still_there);
        if let Some(new) = new.iter().find(|new| new.id == old.id) {
            self.all(self.list(&file, "steps"), &old.steps, &new.steps, still_there);
        }
    }

    fn around(&mut self) {
        let (old, new) = (&self.old.around, &self.new.around);
        self.all(self.list(PROGRAMME, "baseline"), &old.baseline, &new.baseline, still_there);
        self.all(self.list(PROGRAMME, "charter"), &old.charter, &new.charter, still_there);
        for before in &old.nuggets {
            let file = format!("nuggets/{}.md", before.id);
            self.one(self.file(&file), before, &new.nuggets, &old.nuggets, still_there);
            if let Some(now) = new.nuggets.iter().find(|now| now.id == before.id) {
                self.steps(&file, &before.lesson.steps, &now.lesson.steps);
            }
        }
        for before in &old.gatherings {
            let file = format!("gatherings/{}.md", before.id);
            self.one(self.file(&file), before, &new.gatherings, &old.gatherings, still_there);
            if let Some(now) = new.gatherings.iter().find(|now| now.id == before.id) {
                self.steps(&file, &before.steps, &now.steps);
            }
        }
    }

    /// Each of a list's things against what the list holds now.
    fn all<T: Kept>(&mut self, place: Place<'_>, old: &[T], new: &[T], moved: impl Fn(&T) -> Option<String>) {
        old.iter().for_each(|before| self.one(place, before, new, old, &moved));
    }

    /// One thing of the edition before against all of its kind now. `siblings` are those of its kind before.
    fn one<T: Kept>(
        &mut self,
        place: Place<'_>,
        old: &T,
        new: &[T],
        siblings: &[T],
        moved: impl Fn(&T) -> Option<String>,
    ) {
        let (name, id) = (T::NAME, old.id());
        let what = format!("the {name} “{id}”");
        if let Some(now) = new.iter().find(|now| now.id() == id) {
            let replaced = || is_replaced(old, now).then(|| format!("was “{}” and is something else now", old.title()));
            if let Some(how) = old.turned(now).or_else(replaced) {
                let mend =
                    "What learners recorded means what it was. Give the new one an id of its own, or change it back.";
                self.findings.error(place.file, place.line(id), format!("{what} {how}"), mend);
            }
            return;
        }
        let is_new = |now: &&T| siblings.iter().all(|sibling| sibling.id() != now.id());
        let renamed = new.iter().filter(is_new).find(|now| old.turned(now).is_none() && is_renamed(old, *now));
        let renamed = renamed.map(|now| (place.line(now.id()), format!("has the id “{}” now", now.id())));
        if let Some((line, how)) = renamed.or_else(|| Some((place.line(id), moved(old)?))) {
            let mend = format!("What learners did is kept under “{id}”, where it was. Put it back.");
            self.findings.error(place.file, line, format!("{what} {how}"), mend);
        } else {
            let mend = "Learners who take up this edition no longer see what they did there. Bring it back unless you mean it.";
            self.findings.warning(place.file, place.line(id), format!("{what} is gone"), mend);
        }
    }

    fn list<'p>(&self, file: &'p str, list: &'p str) -> Place<'p>
    where
        'a: 'p,
    {
        Place { folder: self.folder, file, list: Some(list) }
    }

    fn file<'p>(&self, file: &'p str) -> Place<'p>
    where
        'a: 'p,
    {
        Place { folder: self.folder, file, list: None }
    }
}

/// For what cannot have moved to another list.
fn still_there<T>(_: &T) -> Option<String> {
    None
}

/// Every protocol of a course once: challenges carry those they name.
fn protocols(course: &Course) -> Vec<&Protocol> {
    let mut all: Vec<&Protocol> = course.challenges.iter().flat_map(|challenge| &challenge.protocols).collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all.dedup_by(|one, other| one.id == other.id);
    all
}
