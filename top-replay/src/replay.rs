//! The replay: a transport that answers from files.

mod compare;
mod document;
mod mismatch;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use top_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

use crate::error::FolderError;
use crate::recording::Recording;
use crate::request::Request;
use compare::{Comparison, compare};
pub use mismatch::{Difference, Mismatch};

/// Limit: methods that a mismatch lists.
const MAX_METHODS: usize = 10;

/// Transport that answers from the files of a [`Recorder`](crate::Recorder).
///
/// A request is answered by the first recording with its method, parameters and files that was not
/// used before; equal requests are answered in the order of their recordings. Not compared: app
/// key, partner id, session, signature, timestamp, the order of members in JSON, and values in
/// place of which the recording has `***`. A pseudonym stands for one value: the value that the
/// first request has in its place, or the pseudonym itself.
///
/// A request without a recording fails with a [`Mismatch`] that names the nearest recording and
/// what differs. The client does not retry it.
///
/// Clones share the recordings: keep one to call [`unused`](Self::unused).
#[derive(Clone)]
pub struct Replay(Arc<Inner>);

/// Settings of a [`Replay`].
#[derive(Debug, Clone)]
pub struct ReplayBuilder {
    folder: PathBuf,
    lenient: bool,
    ignored: HashSet<String>,
}

struct Inner {
    settings: ReplayBuilder,
    /// In the order of their numbers, with the names of their files.
    recordings: Vec<(String, Recording)>,
    by_method: HashMap<String, Vec<usize>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    used: HashSet<usize>,
    /// The value that each pseudonym stands for.
    bound: HashMap<u64, String>,
}

impl Replay {
    /// Reads the recordings of a folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be read, has no recordings, or contains a `.json` file that is not a
    /// recording.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, FolderError> {
        Self::builder(folder).open()
    }

    /// Starts the settings of a replay.
    pub fn builder(folder: impl AsRef<Path>) -> ReplayBuilder {
        let folder = folder.as_ref().to_owned();
        ReplayBuilder { folder, lenient: false, ignored: HashSet::new() }
    }

    /// Returns the names of the files that answered no request, in their order. A test that asserts
    /// that there are none notices calls that its code no longer makes.
    #[must_use]
    pub fn unused(&self) -> Vec<&str> {
        let state = self.0.state();
        let recordings = self.0.recordings.iter().enumerate();
        recordings.filter(|(at, _)| !state.used.contains(at)).map(|(_, (file, _))| file.as_str()).collect()
    }
}

impl ReplayBuilder {
    /// Answers equal requests beyond the number of their recordings with the last one. By default
    /// they are a [`Mismatch`].
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Does not compare parameters, and members of JSON in parameters, with these names: values
    /// that differ in each run, such as a random id.
    #[must_use]
    pub fn ignore<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.ignored.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// Reads the recordings, as [`Replay::open`] does.
    ///
    /// # Errors
    ///
    /// The errors of [`Replay::open`].
    pub fn open(self) -> Result<Replay, FolderError> {
        let mut recordings = Vec::new();
        let mut by_method: HashMap<String, Vec<usize>> = HashMap::new();
        for file in file_names(&self.folder)? {
            let path = self.folder.join(&file);
            let recording = Recording::read(&path).map_err(|reason| FolderError::new(&path, reason))?;
            by_method.entry(recording.method.clone()).or_default().push(recordings.len());
            recordings.push((file, recording));
        }
        if recordings.is_empty() {
            return Err(FolderError::new(&self.folder, "contains no recordings: record first"));
        }
        Ok(Replay(Arc::new(Inner { settings: self, recordings, by_method, state: Mutex::default() })))
    }
}

impl Inner {
    /// A poisoned lock is used as it is: each change is complete.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the recording that answers a request.
    fn find(&self, request: &Request) -> Result<&Recording, TransportError> {
        let Some(candidates) = self.by_method.get(&request.method) else {
            return Err(TransportError::permanent(self.unknown_method(&request.method)));
        };
        let mut state = self.state();
        let mut equal: Vec<(usize, Comparison)> = Vec::new();
        let mut nearest: Option<(usize, Comparison)> = None;
        for &at in candidates {
            let recording = &self.recordings[at].1;
            let found = compare(recording, request, &self.settings.ignored, &state.bound);
            if found.is_equal() {
                let is_unused = !state.used.contains(&at);
                equal.push((at, found));
                if is_unused {
                    break;
                }
            } else {
                let distance = |at: usize, found: &Comparison| (found.count, state.used.contains(&at));
                let is_nearer = |best: &(usize, Comparison)| distance(at, &found) < distance(best.0, &best.1);
                if nearest.as_ref().is_none_or(is_nearer) {
                    nearest = Some((at, found));
                }
            }
        }
        let count = equal.len();
        match equal.pop() {
            Some((at, found)) if self.settings.lenient || !state.used.contains(&at) => {
                state.used.insert(at);
                state.bound.extend(found.bound);
                Ok(&self.recordings[at].1)
            }
            Some((at, _)) => Err(TransportError::permanent(self.used_up(&request.method, at, count))),
            None => Err(TransportError::permanent(self.differs(&request.method, nearest))),
        }
    }

    fn unknown_method(&self, method: &str) -> Mismatch {
        let mut methods: Vec<&str> = self.by_method.keys().map(String::as_str).collect();
        methods.sort_unstable();
        let more = methods.len().saturating_sub(MAX_METHODS);
        methods.truncate(MAX_METHODS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let reason = format!("only of {}{more}", methods.join(", "));
        Mismatch::new(method, &self.settings.folder, reason)
    }

    fn used_up(&self, method: &str, last: usize, count: usize) -> Mismatch {
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let file = &self.recordings[last].0;
        let reason = format!("recorded {times}, and asked again; the last is {file} (`lenient` repeats it)");
        Mismatch { nearest: Some(file.clone()), ..Mismatch::new(method, &self.settings.folder, reason) }
    }

    fn differs(&self, method: &str, nearest: Option<(usize, Comparison)>) -> Mismatch {
        let mismatch = Mismatch::new(method, &self.settings.folder, String::new());
        match nearest {
            Some((at, found)) => Mismatch {
                nearest: Some(self.recordings[at].0.clone()),
                count: found.count,
                differences: found.differences,
                ..mismatch
            },
            None => mismatch,
        }
    }

    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let body = request.body().as_bytes().ok_or("the request is a stream, which is not recorded");
        let body = body.map_err(TransportError::permanent)?;
        let request = Request::read(request.url(), request.headers(), body);
        let request = request.map_err(TransportError::permanent)?;
        let recording = self.find(&request)?;
        let (status, headers) = recording.response_parts().map_err(TransportError::permanent)?;
        Ok(HttpResponse::new(recording.body()).with_status(status).with_headers(headers))
    }
}

impl Transport for Replay {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::ready(self.0.answer(&request)))
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (settings, recordings) = (&self.0.settings, self.0.recordings.len());
        f.debug_struct("Replay").field("settings", settings).field("recordings", &recordings).finish()
    }
}

/// Returns the names of the `.json` files of a folder, by their numbers.
pub(crate) fn file_names(folder: &Path) -> Result<Vec<String>, FolderError> {
    let failed = |error: std::io::Error| FolderError::new(folder, format!("cannot be read: {error}"));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        let is_json = Path::new(&name).extension().is_some_and(|end| end == "json");
        if is_json && !name.starts_with('.') {
            names.push(name);
        }
    }
    let number = |name: &String| name.split('-').next().and_then(|digits| digits.parse::<u64>().ok());
    names.sort_unstable_by(|a, b| (number(a), a).cmp(&(number(b), b)));
    Ok(names)
}
