//! Words of critique.

use super::{count, join};

section! {
    CritiqueWords {
        title: "Critique",
        waiting: "Waiting for a critique",
        waiting_none: "Nothing is waiting for your notes. New work of your peers will be here.",
        given: "You gave a critique",
        yours: "Yours",
        groups: "Your groups",
        no_groups: "Work that your group shares will be here. You are not in a group yet.",
        find_group: "Make or join a group",
        nothing_shared: "Work that your group shares will be here.",
        go_to_work: "Open your draft",
        go_on: "Go on with your draft",
        to_its_challenge: "Open its challenge",
        question: "What to look at",
        text: "The work",
        notes: "Notes",
        notes_none: "No notes have arrived yet.",
        show_others: "Show what others noted",
        my_notes: "Your private notes",
        my_notes_hint: "Nobody sees these until you share them.",
        my_notes_none: "Mark words in the text, or write a note on the whole.",
        add_note: "Write a note",
        add_note_on_words: "Note on these words",
        share_notes: "Share my notes",
        note_here: "Note on these lines",
        taken_back: "Taken back by its author. What was said about it stays.",
        taken_back_short: "taken back",
        take_back: "Take it back",
        take_back_hint: "Your group will not see the text any more; their notes stay. Whoever has read it may remember it.",
        take_back_sure: "Yes, take it back",
        take_back_not: "No, leave it",
        you_took_back: "You took it back. Your group sees that, and the notes, but not the text.",
        show_again: "Show it again",
        synthesis: "In common",
        synthesis_label: "What you have in common",
        synthesis_lead: "What the critics agree on, in a few sentences. Everyone who gave notes can write here, also at the same time.",
        synthesis_none: "The critics have not written their common words yet.",
        missing: "This work is not on this phone yet. It comes with the next connection.",
        draft_of_mine: "Your work",
    } filled {
        fn others_wait(number: u32) => join(&[&count(number, "note", "notes"), " by others, for when you have shared yours: your own eyes come first."]);
        fn by(name: &str) => join(&["by ", name]);
        fn critics(number: u16) => match number {
            0 => "no critique yet".to_owned(),
            _ => count(u32::from(number), "critique", "critiques"),
        };
        fn drafts(number: u16) => count(u32::from(number), "note not shared yet", "notes not shared yet");
        fn written_by(names: &str) => join(&["Written by ", names]);
        fn anchor(number: u32) => join(&["Note ", &number.to_string()]);
    }
}

section! {
    NoteWords {
        kind: "What kind of note?",
        warm: "It works",
        cool: "Not there yet",
        question: "Question",
        suggestion: "Suggestion",
        warm_stem: "What works, and why",
        cool_stem: "What does not work yet",
        question_stem: "What you wonder",
        suggestion_stem: "What they could try",
        withdrawn: "Note withdrawn",
        withdraw: "Withdraw",
        discard: "Take away",
        on_words: "On these words",
        on_other_version: "On words that stood elsewhere",
        you: "You",
        you_too: "you",
        someone: "A peer",
        add: "Go on and write it",
        answer: "Answer",
        answer_again: "Answer otherwise",
        answer_label: "Your answer",
        answer_hint: "The group reads it once you send it.",
        answer_missing: "Write your answer first.",
        send_answer: "Send this answer",
        author_answers: "The author answers",
        you_answer: "You answered",
        choose_words: "This note is on the whole. For one on certain words, close this and mark them in the text first.",
    }
}
