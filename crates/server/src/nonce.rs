//! The secret behind the server's nonces, kept in its folder.

use crate::private;
use naptime_relay::nonce::Nonces;
use std::{fs, io, io::Write, path::Path};

const KEY_FILE: &str = "nonce.key";

/// Nonces with the secret of a folder, which is made if there is none.
pub(crate) fn open(folder: &Path) -> io::Result<Nonces> {
    let path = folder.join(KEY_FILE);
    match fs::read(&path) {
        Ok(bytes) => match bytes.try_into() {
            Ok(key) => return Ok(Nonces::with_key(key)),
            // A half-written secret: a new one costs each device one more round trip.
            Err(_) => fs::remove_file(&path)?,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|_| io::Error::from(io::ErrorKind::Unsupported))?;
    let mut file = private::make_file(&path)?;
    file.write_all(&key)?;
    file.sync_all()?;
    Ok(Nonces::with_key(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use naptime_domain::time::Timestamp;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn the_secret_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let nonce = open(folder.path()).unwrap().fresh(NOW);
        assert_eq!(open(folder.path()).unwrap().check(&nonce, NOW), Ok(()));
    }
}
