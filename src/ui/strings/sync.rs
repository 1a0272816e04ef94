//! Words of the save ladder: each is backed by an event.

use super::{count, join};

section! {
    SyncWords {
        saved_here: "Saved on this phone",
        sharing: "Sharing…",
        shared: "Shared with your group",
        group_to_come: "On the server for your group",
        safe_copy: "Safe copy, sealed, on the server",
        title: "Saving and sharing",
        connection: "Connection",
        offline: "The server can’t be reached now. Everything works; things are shared later.",
        online: "Connected",
        live: "Connected, live with your group",
        last: "Last sent to the server",
        never: "Not yet",
        waiting: "Waiting to be shared",
        waiting_none: "Nothing",
        personal: "Sealed copy of your own words",
        personal_there: "On the server",
        cost: "Data it will take",
        photos: "Photos and files only on this phone",
        set_aside: "Kept aside, unreadable",
        try_now: "Try now",
        trying: "Trying now.",
        no_connection: "There is no connection yet. It goes by itself as soon as there is one.",
        storage_full: "This phone is full",
        storage_full_text: "Your latest words are only in memory. What was saved before is safe. Free some space or export everything now, then try again.",
        storage_failed: "This phone could not save",
        storage_failed_text: "Your latest words are only in memory. What was saved before is safe. Keep this page open and try again; if it stays like this, export everything and restart the browser.",
        refused: "Something could not be shared",
        refused_text: "The server will not take one of your changes. It is safe on this phone, and everything else goes on being shared. The text for getting help, under Me, says more.",
        full: "There is no room to share more",
        full_text: "A group, or your safe copy, has as much as it can hold. What you write is safe on this phone, and stays here. Make a new group to go on together, and export everything now and then.",
        devices: "This device cannot share",
        devices_text: "There are as many devices of yours as there can be, lost ones and cleared browsers included. What you write here stays here, and has no sealed copy on the server. Export everything, and take the file in on a device that shares.",
        forked: "The server lost some history",
        forked_text: "It seems to run from an older copy. Nothing on this phone is lost, and what is missing there is sent again. If somebody joined or invited there meanwhile, that cannot be: should this message stay, export everything and make a new group.",
        update: "An update is needed",
        update_text: "Something here was made by a newer version of the app. It is kept and not touched. Update the app to open it.",
        export: "Export everything",
    } filled {
        fn waiting_some(number: u32) => join(&[&count(number, "thing", "things"), " will be shared when you are online"]);
        fn changes(number: u32) => count(number, "change", "changes");
        fn personal_waits(number: u32) => join(&[&count(number, "change", "changes"), " to come, when you are online"]);
        fn kilobytes(number: u32) => match number {
            0 => "under 1 KB".to_owned(),
            _ => join(&["about ", &number.to_string(), " KB"]),
        };
        fn megabytes(number: u32) => match number {
            0 => "under 1 MB".to_owned(),
            1..1_000 => join(&[&number.to_string(), " MB"]),
            _ => join(&["about ", &(number / 1_000).to_string(), " GB"]),
        };
    }
}
