//! What each command says about itself.

/// How a command is used: shown after a mistake, and in full when asked for.
pub struct Help {
    /// The command.
    pub name: &'static str,
    /// Its form.
    pub usage: &'static str,
    /// Everything there is to know, its form included.
    pub text: &'static str,
}

macro_rules! help {
    ($name:literal, $usage:literal, $text:literal) => {
        Help { name: $name, usage: $usage, text: concat!($usage, "\n\n", $text) }
    };
}

pub const NAPTIME: Help = help! {
    "naptime",
    "\
naptime serve [--listen ADDRESS] [--data DIR] [--app DIR] [--course FILE]...
              [--origin URL]... [--behind-proxy]
naptime backup FILE [--data DIR]
naptime course new | lint | preview | pack | unpack",
    "\
serve           serves the app and carries sealed logs between devices
backup          copies the database, of a running server too
course new      begins a programme of your own: a folder of plain text files
course lint     says what to mend in it, and where
course preview  shows it in the app, and again whenever you save
course pack     makes it one file, to host or to pass on
course unpack   lays that file out for a web server of another kind

Each has a --help of its own. --version says which Naptime this is.

Exit codes: 0 done, 1 a programme has errors to mend, 2 wrong usage or not done.
A server that can't start: 65 damaged database, 66 no app, 69 can't listen,
73 folder can't be written, 74 the database failed, 75 the folder is in use,
76 newer database."
};

pub const SERVE: Help = help! {
    "naptime serve",
    "\
naptime serve [--listen ADDRESS] [--data DIR] [--app DIR] [--course FILE]...
              [--origin URL]... [--behind-proxy]",
    "\
Serves the app and carries sealed logs between devices.

--listen ADDRESS  where to listen; 127.0.0.1:8080 unless given, port 0 takes a
                  free one
--data DIR        where the database is; made if need be; ./naptime-data unless
                  given
--app DIR         the built app; ./dist unless given, and if that is there
--course FILE     a packed programme to offer in place of the app's own; name
                  older editions after it, for who still works with them
--origin URL      another origin whose pages may sync, like
                  https://naptime.example
--behind-proxy    believe the last X-Forwarded-For address, which a proxy in
                  front must set"
};

pub const BACKUP: Help = help! {
    "naptime backup",
    "naptime backup FILE [--data DIR]",
    "\
Writes a copy of the database to FILE, of a running server too.

--data DIR  where the database is; ./naptime-data unless given"
};

pub const COURSE: Help = help! {
    "naptime course",
    "\
naptime course new DIR [--title TITLE]
naptime course lint DIR [--against OLD]
naptime course preview DIR [--app DIR] [--listen ADDRESS]
naptime course pack DIR --out FILE
naptime course unpack FILE --out DIR",
    "\
A programme is a folder of Markdown and YAML. docs/authoring.md says what
belongs into it; a new one is a small example to change.

Exit codes: 0 done, 1 there are errors to mend, 2 wrong usage or not done."
};

pub const NEW: Help = help! {
    "naptime course new",
    "naptime course new DIR [--title TITLE]",
    "\
Writes a small programme without findings into DIR, which must be empty or not
there yet. Change it piece by piece: `naptime course preview DIR` shows it.

--title TITLE  what your programme is called"
};

pub const LINT: Help = help! {
    "naptime course lint",
    "naptime course lint DIR [--against OLD]",
    "\
Says everything there is to mend in the programme in DIR, all at once: the file,
the line, what is the matter, and how to mend it. Errors keep a programme from
being packed; warnings are worth a look and don't.

--against OLD  also says which ids of an edition before are gone, or stand for
               something else now: what learners did is kept under them. OLD is
               a packed file, a folder it was unpacked to, or a folder like DIR

Exit codes: 0 no errors, 1 errors, 2 wrong usage or DIR or OLD can't be read."
};

pub const PREVIEW: Help = help! {
    "naptime course preview",
    "naptime course preview DIR [--app DIR] [--listen ADDRESS]",
    "\
Shows the programme in DIR in the app, on this machine only, until Ctrl+C. Saved
changes show at once, and what lint has to say is printed. With errors the page
stays as it was until they are mended. Nothing is kept on the server.

--app DIR         the built app; ./dist unless given
--listen ADDRESS  where on this machine; 127.0.0.1:8081 unless given, port 0
                  takes a free one"
};

pub const PACK: Help = help! {
    "naptime course pack",
    "naptime course pack DIR --out FILE",
    "\
Writes the programme in DIR as one file: a zip, the same bytes from the same
folder on any machine. `naptime serve --course FILE` offers it to learners.

--out FILE  where to; a file that is there is replaced

Exit codes: 0 packed, 1 there are errors to mend, 2 wrong usage or not written."
};

pub const UNPACK: Help = help! {
    "naptime course unpack",
    "naptime course unpack FILE --out DIR",
    "\
Checks a packed programme and lays its files out as web servers hand them out:
for a server other than `naptime serve`, into the folder course/ of the app.
Files of other editions that are there stay, for who still works with them.

--out DIR  where to; made if need be"
};
