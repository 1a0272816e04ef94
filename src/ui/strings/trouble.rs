//! Words for when the app cannot go on as it is.

section! {
    TroubleWords {
        no_storage: "This browser won’t let the app save",
        no_storage_text: "Nothing you wrote before is touched. Private windows often forbid saving: open the app in a normal window. If this is one, close other tabs of the app, free some space, and try again.",
        newer_data: "This phone holds words from a newer version",
        newer_data_text: "They are safe and not touched. This older version would not understand them: close all tabs of the app and open it again with a connection, so that it updates.",
        storage_lost: "Your browser cleared what was stored here",
        storage_lost_text: "Your twelve recovery words bring back what you shared, and the sealed copy of your own words from the server. An export file brings back what it holds.",
        no_keys: "The keys on this phone cannot be used",
        no_keys_text: "What is stored here stays as it is. Restart the browser and try again. If it does not help, your twelve recovery words bring everything back.",
        stopped: "A part of the app has stopped",
        stopped_text: "What was saved is safe on this phone. Open the app again to carry on. If that does not help, repair the app: its files are fetched anew.",
        stopped_here: "A part of the app has stopped. What was saved is safe; what you typed since is on this screen alone. Leave it open and try again. If that does not help, repair the app: its files are fetched anew, and nothing else is touched.",
        cannot_save_here: "This tab can no longer save. What was saved is safe; what you typed since is on this screen alone. Copy it, then open the app again.",
        lost: "This screen is not on this phone",
        lost_text: "The part of the app that shows it is damaged or did not arrive whole. What you wrote is safe. Repair the app: its files are fetched anew, and nothing else is touched.",
        repair: "Repair the app",
        reload: "Open the app again",
        details: "For getting help",
    }
}
