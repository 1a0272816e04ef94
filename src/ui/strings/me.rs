//! Words of Me.

use naptime_replica::export::LeftOut;

use super::{count, join};

section! {
    MeWords {
        title: "Me",
        name: "Your name",
        name_hint: "What your groups call you.",
        name_missing: "Write a name first.",
        name_save: "Keep this name",
        name_kept: "Your groups will see the new name.",
        phone: "On this phone",
        only_here: "Only on this phone",
        only_here_none: "Nothing: everything has a sealed copy on the server.",
        keeps: "This browser keeps what is stored",
        keeps_yes: "Yes, for good.",
        keeps_no: "As long as there is room: it may clear things when space runs out.",
        ask_keep: "Ask the browser to keep everything",
        keep_refused: "Not this time. Installing the app usually helps.",
        space: "Space used",
        install: "Put Naptime on your home screen",
        install_lead: "It opens like any app, also offline.",
        install_now: "Install",
        install_menu: "Open your browser’s menu and choose “Add to Home Screen” or “Install”.",
        installed: "It is on your home screen.",
        theme: "Colours",
        theme_system: "System",
        theme_light: "Light",
        theme_dark: "Dark",
        words: "Recovery words",
        words_lead: "Twelve words bring everything back on a new phone. Whoever has them can read your words, so write them on paper and show nobody.",
        words_show: "Show my recovery words",
        words_hide: "Hide them",
        export: "Export everything",
        export_lead: "One file with all your words, sealed. It opens with your recovery words.",
        export_now: "Save the file",
        exporting: "Putting the file together…",
        export_failed: "This browser did not take the file. What you wrote is safe here; try again, or open the app in another browser.",
        export_too_much: "There is more here than fits into one file. What you wrote is safe here, and what you shared is on the server.",
        import: "Take in a file",
        import_lead: "Adds what an export file holds to what is here. Nothing is replaced.",
        import_now: "Choose a file",
        about: "About this app",
        version: "Version",
        diagnostics: "Text for getting help",
        diagnostics_lead: "Facts about this phone, without anything you wrote.",
        diagnostics_show: "Show the text",
        promise: "Whoever can unlock this phone can read what is on it. The server can’t: it only keeps sealed copies.",
    } filled {
        fn exported(left_out: LeftOut) => match lacking(left_out) {
            None => "Saved. Look among your downloads.".to_owned(),
            Some(lacking) => join(&["Saved, without ", &lacking, " that found no room in it. Look among your downloads."]),
        };
        fn imported(left_out: LeftOut) => match lacking(left_out) {
            None => "Everything in the file is here now.".to_owned(),
            Some(lacking) => join(&["Taken in, without ", &lacking, " that this phone has no room for, or cannot use. Keep the file."]),
        };
        fn space_used(used: &str, allowed: &str) => join(&[used, " of ", allowed]);
        fn only_here_some(number: u32) => join(&[&count(number, "change", "changes"), "; a sealed copy goes to the server when you are online"]);
        fn only_here_photos(kilobytes: u64) => join(&["Photos and files: ", &kilobytes.to_string(), " kB; sealed copies go to the server when you are online"]);
    }
}

/// What was left out, in words; `None` if nothing was.
fn lacking(LeftOut { groups, blobs }: LeftOut) -> Option<String> {
    let groups = (groups > 0).then(|| count(groups, "group", "groups"));
    let blobs = (blobs > 0).then(|| count(blobs, "photo or file", "photos and files"));
    let lacking: Vec<String> = groups.into_iter().chain(blobs).collect();
    (!lacking.is_empty()).then(|| lacking.join(" and "))
}
