//! What has come for her since she last looked: critiques of what she shared, people in her groups, and what those do together.

use naptime_domain::id::{PersonId, SpaceId, SubmissionId};
use naptime_replica::view::{GroupView, MemberView};

/// Something that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Critiques of something she shared.
    Critiques {
        /// What she shared.
        of: SubmissionId,
        /// What it is called.
        title: String,
        /// How many she has not seen.
        number: u32,
    },
    /// A challenge that others in a group of hers have begun to do together.
    Together {
        /// The group.
        group: SpaceId,
        /// What it is called.
        name: String,
    },
    /// People who joined a group of hers.
    Joined {
        /// The group.
        group: SpaceId,
        /// What it is called.
        name: String,
        /// What they are called; `None` for a name that has not arrived.
        people: Vec<Option<String>>,
    },
}

/// How many of each thing's critiques or people she has seen, by its id. A device knows only its own looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(Vec<(String, u32)>);

impl Seen {
    /// Reads what [`Self::to_text`] wrote; what makes no sense was never seen.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let line = |line: &str| line.split_once(' ').and_then(|(id, seen)| Some((id.to_owned(), seen.parse().ok()?)));
        Self(text.lines().filter_map(line).collect())
    }

    /// A line for each thing.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(|(id, seen)| [id, " ", &seen.to_string()].concat()).collect();
        lines.join("\n")
    }

    /// She looks at a group or at something she shared, or at nothing of the kind. What this device meets for the first
    /// time is as it is: news begins after that.
    #[must_use]
    pub fn looking_at(&self, looked_at: Option<&str>, groups: &[GroupView], me: PersonId) -> Self {
        let seen = |(id, number): (String, u32)| {
            let before = self.of(&id);
            let is_seen = before.is_none() || looked_at == Some(id.strip_suffix(TOGETHER).unwrap_or(&id));
            let number = if is_seen { before.map_or(number, |before| before.max(number)) } else { before? };
            Some((id, number))
        };
        let here: Vec<(String, u32)> = things(groups, me).filter_map(seen).collect();
        // What is not here now may be on its way again, as after a restart.
        let away = self.0.iter().filter(|(id, _)| !here.iter().any(|(other, _)| other == id)).cloned();
        Self(here.iter().cloned().chain(away).take(Self::MAX).collect())
    }

    /// The first thing to tell her of: a critique before anything else.
    #[must_use]
    pub fn news(&self, groups: &[GroupView], me: PersonId) -> Option<News> {
        let mut submissions = groups.iter().flat_map(|group| &group.submissions).filter(|work| work.author == me);
        let critiques = submissions.find_map(|work| {
            let number = u32::from(work.critics).checked_sub(self.of(&work.id.to_string())?).filter(|new| *new > 0)?;
            Some(News::Critiques { of: work.id, title: work.title.clone(), number })
        });
        let together = || groups.iter().find_map(|group| self.together(group));
        critiques.or_else(together).or_else(|| groups.iter().find_map(|group| self.joined(group)))
    }

    /// More things than a learner has shared and groups she is in.
    const MAX: usize = 200;

    fn together(&self, group: &GroupView) -> Option<News> {
        let seen = self.of(&together_id(group))?;
        let name = group.names.first().cloned().unwrap_or_default();
        (is_in(group) && others(group) > seen).then_some(News::Together { group: group.id, name })
    }

    fn joined(&self, group: &GroupView) -> Option<News> {
        let seen = usize::try_from(self.of(&group.id.to_string())?).ok()?;
        // In the order they joined: the last ones are new.
        let new = group.members.get(seen..).filter(|new| !new.is_empty() && is_in(group))?;
        let people = new.iter().map(|member: &MemberView| member.name.clone()).collect();
        Some(News::Joined { group: group.id, name: group.names.first().cloned().unwrap_or_default(), people })
    }

    fn of(&self, id: &str) -> Option<u32> {
        self.0.iter().find(|(other, _)| other == id).map(|(_, seen)| *seen)
    }
}

/// Everything there can be news of, and how many critiques or people it has.
fn things(groups: &[GroupView], me: PersonId) -> impl Iterator<Item = (String, u32)> {
    let people = groups.iter().filter(|group| is_in(group));
    let people = people.map(|group| (group.id.to_string(), u32::try_from(group.members.len()).unwrap_or(u32::MAX)));
    let shared = groups.iter().flat_map(|group| &group.submissions).filter(move |work| work.author == me);
    let together = groups.iter().filter(|group| is_in(group)).map(|group| (together_id(group), others(group)));
    people.chain(together).chain(shared.map(|work| (work.id.to_string(), u32::from(work.critics))))
}

/// What a group does together is seen where the group is.
const TOGETHER: &str = "-together";

fn together_id(group: &GroupView) -> String {
    [&group.id.to_string(), TOGETHER].concat()
}

/// How many challenges others do together there, without her.
fn others(group: &GroupView) -> u32 {
    u32::try_from(group.joint.iter().filter(|joint| !joint.is_hers).count()).unwrap_or(u32::MAX)
}

/// A group that is still on its way here has not even her in it.
fn is_in(group: &GroupView) -> bool {
    group.members.iter().any(|member| member.is_me)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{News, Seen};
    use naptime_domain::{
        id::{PersonId, SpaceId, SubmissionId},
        time::Timestamp,
    };
    use naptime_replica::view::{GroupView, JointSummary, MemberView, SubmissionSummary};

    const ANA: PersonId = PersonId([1; 32]);
    const BAKERY: SpaceId = SpaceId([3; 16]);
    const ROSA: SubmissionId = SubmissionId([7; 32]);

    fn bakery(others: &[&str], critics: u16) -> Vec<GroupView> {
        let member = |name: &str, is_me| MemberView {
            person: if is_me { ANA } else { PersonId([2; 32]) },
            name: Some(name.to_owned()),
            is_me,
            is_facilitator: is_me,
        };
        let rosa = SubmissionSummary {
            id: ROSA,
            group: BAKERY,
            challenge: "persona".parse().unwrap(),
            author: ANA,
            author_name: None,
            title: "Rosa".to_owned(),
            shared_at: Timestamp(0),
            critics,
            my_drafts: 0,
            critiqued_by_me: false,
            is_taken_back: false,
        };
        vec![GroupView {
            id: BAKERY,
            names: vec!["Corner bakery".to_owned()],
            charter: String::new(),
            members: std::iter::once(member("Ana", true)).chain(others.iter().map(|it| member(it, false))).collect(),
            invites: Vec::new(),
            submissions: vec![rosa],
            joint: Vec::new(),
            joining: false,
        }]
    }

    fn joined(people: &[&str]) -> Option<News> {
        let people = people.iter().map(|name| Some((*name).to_owned())).collect();
        Some(News::Joined { group: BAKERY, name: "Corner bakery".to_owned(), people })
    }

    fn critiques(number: u32) -> Option<News> {
        Some(News::Critiques { of: ROSA, title: "Rosa".to_owned(), number })
    }

    #[test]
    fn what_a_device_meets_first_is_no_news_and_what_comes_then_is_until_she_looks() {
        let at_first = bakery(&["Ben"], 1);
        let seen = Seen::default().looking_at(None, &at_first, ANA);
        assert_eq!((Seen::default().news(&at_first, ANA), seen.news(&at_first, ANA)), (None, None));

        let later = bakery(&["Ben", "Cleo", "Dora"], 3);
        let seen = seen.looking_at(None, &later, ANA);
        assert_eq!(seen.news(&later, ANA), critiques(2));
        let seen = seen.looking_at(Some(&ROSA.to_string()), &later, ANA);
        assert_eq!(seen.news(&later, ANA), joined(&["Cleo", "Dora"]));
        let seen = seen.looking_at(Some(&BAKERY.to_string()), &later, ANA);
        assert_eq!(seen.news(&later, ANA), None);
    }

    #[test]
    fn what_others_do_together_is_news_until_she_looks_at_the_group_or_does_it_with_them() {
        let before = bakery(&["Ben"], 0);
        let seen = Seen::default().looking_at(None, &before, ANA);
        let mut begun = before;
        begun[0].joint.push(JointSummary { challenge: "persona".parse().unwrap(), is_hers: false });
        let together = News::Together { group: BAKERY, name: "Corner bakery".to_owned() };
        assert_eq!(seen.looking_at(None, &begun, ANA).news(&begun, ANA), Some(together));
        assert_eq!(seen.looking_at(Some(&BAKERY.to_string()), &begun, ANA).news(&begun, ANA), None);
        begun[0].joint[0].is_hers = true;
        assert_eq!(seen.news(&begun, ANA), None);
    }

    #[test]
    fn what_was_seen_is_kept_as_text_and_while_it_is_not_here() {
        let seen = Seen::default().looking_at(None, &bakery(&[], 0), ANA);
        let kept = Seen::parse(&seen.looking_at(None, &[], ANA).to_text());
        assert_eq!(kept.news(&bakery(&[], 1), ANA), critiques(1));
    }

    #[test]
    fn a_group_on_its_way_here_and_work_of_others_are_no_news() {
        let mut coming = bakery(&["Ben"], 0);
        coming[0].members.remove(0);
        let seen = Seen::default().looking_at(None, &coming, ANA);
        assert_eq!(seen.news(&bakery(&["Ben", "Cleo"], 0), ANA), None);

        let ben = PersonId([2; 32]);
        let seen = Seen::default().looking_at(None, &bakery(&[], 0), ben);
        assert_eq!(seen.news(&bakery(&[], 1), ben), None);
    }
}
