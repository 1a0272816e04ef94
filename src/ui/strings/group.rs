//! Words of groups and of joining one.

use super::{count, join};

section! {
    GroupWords {
        title: "Groups",
        lead: "Five or six people work best: enough eyes, and nobody waits long.",
        none: "You are not in a group yet.",
        make_title: "Make a group",
        name_label: "What is it called?",
        name_hint: "Only its members see the name.",
        name_missing: "Write a name first.",
        make: "Make the group",
        join_title: "Join with a link",
        invite_title: "Invite",
        invite_lead: "Whoever has this link can join. Send it to people you know, not to the world.",
        invite: "Make an invitation link",
        invite_again: "Make another link",
        send: "Send…",
        revoke: "Close this link",
        qr: "A code that opens the invitation on another phone",
        qr_hint: "Or let them point their camera here.",
        elsewhere: "An invitation made on another phone is open. Whoever has its link can join.",
        revoke_title: "Close this link?",
        revoke_lead: "Nobody else can join with it, also not somebody you sent it to a moment ago. Whoever is in the group stays. You can make a new link at any time.",
        revoke_elsewhere: "It was made on another phone, perhaps by somebody else in your group. Ask before you close it.",
        revoke_sure: "Close the link",
        revoke_not: "Leave it open",
        members: "Members",
        you: "you",
        facilitator: "started the group",
        unnamed: "A new member",
        charter: "Charter",
        charter_hint: "What you promise each other. Everyone can write here.",
        shared: "Shared work",
        together: "You write this together",
        together_without_you: "Others write this together. Open it to write with them.",
        shared_none: "Work that members share will be here.",
        joining: "You are joining. Carry on meanwhile: what you write is kept and shared once the group has you.",
        missing: "This group is not on this phone.",
        to_groups: "See your groups",
        to_challenge: "See the challenge",
        rename: "Rename the group",
        rename_save: "Keep this name",
        other_names: "It was also named, while apart:",
    } filled {
        fn invite_facts(uses: u16, until: &str) => join(&["Opens the group for ", &count(u32::from(uses), "more person", "more people"), ", until ", until]);
        fn people(number: u32) => count(number, "person", "people");
    }
}

section! {
    JoinWords {
        title: "Join a group",
        lead: "Somebody invited you to a small group that helps each other with real work.",
        link_label: "Paste the invitation link",
        link_hint: "If the link opened in another browser, copy it and paste it here.",
        link_missing: "Paste the link first.",
        join: "Join the group",
        joining: "Asking the group’s log to let you in…",
        to_today: "Carry on without",
        already: "You are in this group.",
        open_group: "Open the group",
        name_first: "First, what shall we call you?",
        not_whole: "This is not a whole invitation link. Copy all of it, with everything after the #, and paste it again.",
    } filled {
        fn inviter(name: &str) => join(&[name, " invites you"]);
        fn to(group: &str) => join(&["To “", group, "”, a small group that helps each other with real work."]);
        fn works_on(name: &str) => join(&[name, " is working on"]);
        fn invited(name: &str, group: &str) => join(&[name, " invites you to “", group, "”."]);
        fn elsewhere(there: &str, here: &str) => join(&["This link opens a group at ", there, ", and you are at ", here, ". Open it there, in your browser."]);
    }
}
