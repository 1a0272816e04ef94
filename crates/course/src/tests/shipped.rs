//! The course that ships, for the tests that read it.

use crate::{
    author::load,
    package::Package,
    read::{self, Course},
};
use std::{path::Path, sync::LazyLock};

/// Packed once.
pub(crate) static PACKAGE: LazyLock<Package> =
    LazyLock::new(|| load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../course")).unwrap());

/// Opened once.
pub(crate) static COURSE: LazyLock<Course> = LazyLock::new(|| read::whole(&PACKAGE).unwrap());
