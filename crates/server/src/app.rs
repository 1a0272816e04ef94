//! The app's files: found by path, in the best encoding the browser takes, with true types and caching.

mod encoding;
mod kind;
pub(crate) mod overlay;
mod path;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use encoding::Encoding;
use overlay::Overlay;
use path::Wanted;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// Largest file served: the engine is a tenth of it.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Bytes kept in memory: several builds of the app, lessons included.
const KEPT_BYTES_MAX: usize = 96 * 1024 * 1024;

/// How long a browser may keep an answer that says there is nothing.
const NO_STORE: &str = "no-store";

/// A folder with a built app.
///
/// Files are read from disk once and again when their size or time changes, so a new build needs no restart; any
/// number of slow readers share one copy in memory.
pub struct AppFiles {
    root: PathBuf,
    over: Arc<Overlay>,
    kept: Mutex<HashMap<PathBuf, OnDisk>>,
}

struct OnDisk {
    stamp: (u64, Option<SystemTime>),
    kept: Kept,
}

#[derive(Clone, Debug)]
struct Kept {
    body: axum::body::Bytes,
    tag: HeaderValue,
}

impl Kept {
    fn of(bytes: Vec<u8>) -> Self {
        Self { tag: entity_tag(&bytes), body: bytes.into() }
    }
}

/// Why a folder can't be served.
#[derive(Debug, thiserror::Error)]
pub enum NoApp {
    /// There is no such folder.
    #[error("there is no folder {0}")]
    NoFolder(String),
    /// The folder has no app in it.
    #[error("{0} has no index.html: build the app first")]
    NoIndex(String),
}

impl AppFiles {
    /// Takes a folder with an `index.html`, and what is served in place of its files.
    pub fn open(folder: &Path, over: Arc<Overlay>) -> Result<Self, NoApp> {
        let shown = || folder.display().to_string();
        let root = folder.canonicalize().map_err(|_| NoApp::NoFolder(shown()))?;
        if !root.is_dir() {
            return Err(NoApp::NoFolder(shown()));
        }
        if !root.join("index.html").is_file() {
            return Err(NoApp::NoIndex(shown()));
        }
        Ok(Self { root, over, kept: Mutex::new(HashMap::new()) })
    }

    /// Answers one request; the path is as it came, still percent-encoded.
    pub async fn answer(self: &Arc<Self>, method: &Method, path: &str, headers: &HeaderMap) -> Response<Body> {
        if method != Method::GET && method != Method::HEAD {
            let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
            return respond(StatusCode::METHOD_NOT_ALLOWED, allow, Body::empty());
        }
        let files = Arc::clone(self);
        let (wanted, accepted) = (path::wanted(path), encoding::accepted(headers));
        let found = tokio::task::spawn_blocking(move || files.find(&wanted, &accepted)).await;
        match found {
            Ok(Ok(found)) => found.into_response(method, headers),
            Ok(Err(_)) | Err(_) => respond(StatusCode::INTERNAL_SERVER_ERROR, [], Body::empty()),
        }
    }

    fn find(&self, wanted: &Wanted, accepted: &[Encoding]) -> io::Result<Found> {
        let Some(name) = wanted.file() else { return Ok(Found::nothing()) };
        let Some((kept, encoding)) = self.read_best(Path::new(name), accepted)? else { return Ok(Found::nothing()) };
        let status = if *wanted == Wanted::NoPage { StatusCode::NOT_FOUND } else { StatusCode::OK };
        Ok(Found::new(status, name, kept, encoding))
    }

    fn read_best(&self, name: &Path, accepted: &[Encoding]) -> io::Result<Option<(Kept, Encoding)>> {
        if let Some(laid) = self.over.find(name) {
            return Ok(laid.map(|laid| laid.best(accepted)));
        }
        // A twin without its original is left over from an older build.
        let Some(plain) = self.read(name)? else { return Ok(None) };
        for encoding in accepted {
            let Some(suffix) = encoding.suffix() else { continue };
            let mut twin = name.as_os_str().to_owned();
            twin.push(suffix);
            if let Some(kept) = self.read(Path::new(&twin))? {
                return Ok(Some((kept, *encoding)));
            }
        }
        Ok(Some((plain, Encoding::Identity)))
    }

    fn read(&self, name: &Path) -> io::Result<Option<Kept>> {
        let path = match self.root.join(name).canonicalize() {
            // A link out of the folder is none of the app's files.
            Ok(path) if path.starts_with(&self.root) => path,
            Ok(_) => return Ok(None),
            Err(error) if absent(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let found = path.metadata()?;
        if !found.is_file() || found.len() > FILE_BYTES_MAX {
            return Ok(None);
        }
        let stamp = (found.len(), found.modified().ok());
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = all.get(&path).filter(|found| found.stamp == stamp) {
            return Ok(Some(found.kept.clone()));
        }
        let kept = Kept::of(fs::read(&path)?);
        if all.values().map(|found| found.kept.body.len()).sum::<usize>() + kept.body.len() > KEPT_BYTES_MAX {
            all.clear();
        }
        all.insert(path, OnDisk { stamp, kept: kept.clone() });
        Ok(Some(kept))
    }
}

struct Found {
    status: StatusCode,
    kind: &'static str,
    caching: &'static str,
    kept: Option<Kept>,
    encoding: Encoding,
}

impl Found {
    fn new(status: StatusCode, name: &str, kept: Kept, encoding: Encoding) -> Self {
        let caching = if status == StatusCode::OK { kind::caching(name) } else { NO_STORE };
        Self { status, kind: kind::content_type(name), caching, kept: Some(kept), encoding }
    }

    fn nothing() -> Self {
        let kind = kind::content_type("404.txt");
        Self { status: StatusCode::NOT_FOUND, kind, caching: NO_STORE, kept: None, encoding: Encoding::Identity }
    }

    fn into_response(self, method: &Method, asked: &HeaderMap) -> Response<Body> {
        let mut headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static(self.kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static(self.caching)),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        let Some(kept) = self.kept else {
            return respond(self.status, headers, Body::from("There is nothing here.\n"));
        };
        if let Some(name) = self.encoding.name() {
            headers.push((header::CONTENT_ENCODING, HeaderValue::from_static(name)));
        }
        if self.status == StatusCode::OK {
            headers.push((header::ETAG, kept.tag.clone()));
            if has_tag(asked, &kept.tag) {
                return respond(StatusCode::NOT_MODIFIED, headers, Body::empty());
            }
        }
        headers.push((header::CONTENT_LENGTH, HeaderValue::from(kept.body.len())));
        let body = if method == Method::HEAD { Body::empty() } else { Body::from(kept.body) };
        respond(self.status, headers, body)
    }
}

fn respond(
    status: StatusCode,
    headers: impl IntoIterator<Item = (header::HeaderName, HeaderValue)>,
    body: Body,
) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().extend(headers);
    response
}

/// Half a SHA-256 of the bytes sent, so each encoding has its own.
fn entity_tag(bytes: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(bytes);
    let digits: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{digits}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn has_tag(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    let lists = asked.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}

fn absent(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidFilename | InvalidInput)
}
