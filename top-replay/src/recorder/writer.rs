//! The thread that masks calls and writes their files.

mod files;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::HeaderMap;
use serde_json::Value;
use top_runtime::__v0_1_0::Masker;
use top_runtime::transport::ResponseParts;

use crate::error::{FolderError, RecordError};
use crate::mask::{Kind, Layout, Masking, Names, Pseudonyms};
use crate::recording::Recording;
use crate::request::Request;
use files::Files;

/// Limit: bytes that wait to be written.
const MAX_WAITING: usize = 256 * 1024 * 1024;

/// Limit: bytes of a reply after decompression.
const MAX_REPLY: u64 = 64 * 1024 * 1024;

/// Limit: texts of failures that are kept.
const MAX_FAILURES: usize = 100;

/// A request with its reply.
pub(super) struct Call {
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    /// `None` for a stream.
    pub(super) body: Option<Bytes>,
    pub(super) parts: ResponseParts,
    pub(super) reply: Bytes,
}

enum Job {
    Write(Box<Call>),
    /// Replies when all jobs before are done.
    Flush(Sender<()>),
}

/// The thread, and what it reports.
pub(super) struct Writer {
    folder: PathBuf,
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    waiting: AtomicUsize,
    written: AtomicUsize,
    failures: Mutex<Failures>,
}

#[derive(Default)]
struct Failures {
    texts: Vec<String>,
    count: usize,
}

impl Shared {
    /// A poisoned lock is used as it is: each change is complete.
    fn failures(&self) -> MutexGuard<'_, Failures> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fail(&self, text: String) {
        let mut failures = self.failures();
        failures.count += 1;
        if failures.texts.len() < MAX_FAILURES {
            failures.texts.push(text);
        }
    }

    fn take_failures(&self) -> Option<RecordError> {
        let Failures { texts, count } = std::mem::take(&mut *self.failures());
        (count > 0).then_some(RecordError { failures: texts, count })
    }
}

impl Call {
    /// Returns the size that counts while the call waits.
    fn size(&self) -> usize {
        self.url.len() + self.body.as_ref().map_or(0, Bytes::len) + self.reply.len()
    }
}

impl Writer {
    pub(super) fn start(folder: PathBuf, names: Names) -> Result<Self, FolderError> {
        let files = Files::open(&folder)?;
        let shared = Arc::new(Shared::default());
        let (jobs, received) = mpsc::channel();
        let pseudonyms = Pseudonyms::after(files.pseudonyms());
        let scribe = Scribe { files, names, pseudonyms, shared: Arc::clone(&shared) };
        let thread = std::thread::Builder::new().name("top-replay".to_owned());
        let thread = thread.spawn(move || scribe.run(&received));
        let thread =
            thread.map_err(|error| FolderError::new(&folder, format!("no thread to write it: {error}")))?;
        Ok(Self { folder, jobs: Some(jobs), thread: Some(thread), shared })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Hands a call to the thread.
    pub(super) fn record(&self, call: Call) {
        let size = call.size();
        if self.shared.waiting.fetch_add(size, Ordering::Relaxed) > MAX_WAITING {
            self.shared.waiting.fetch_sub(size, Ordering::Relaxed);
            return self.shared.fail("too many calls waited to be written".to_owned());
        }
        let sent = self.jobs.as_ref().map(|jobs| jobs.send(Job::Write(Box::new(call))));
        if !matches!(sent, Some(Ok(()))) {
            self.shared.fail("the thread that writes has ended".to_owned());
        }
    }

    pub(super) fn finish(&self) -> Result<usize, RecordError> {
        let (done, flushed) = mpsc::channel();
        if let Some(jobs) = &self.jobs
            && (jobs.send(Job::Flush(done)).is_err() || flushed.recv().is_err())
        {
            self.shared.fail("the thread that writes has ended".to_owned());
        }
        match self.shared.take_failures() {
            Some(error) => Err(error),
            None => Ok(self.shared.written.load(Ordering::Relaxed)),
        }
    }
}

impl Drop for Writer {
    /// Waits for the last files.
    fn drop(&mut self) {
        self.jobs = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            self.shared.fail("the thread that writes has panicked".to_owned());
        }
        if let Some(error) = self.shared.take_failures() {
            eprintln!("top-replay: {}: {error}", self.folder.display());
        }
    }
}

/// State of the thread.
struct Scribe {
    files: Files,
    names: Names,
    pseudonyms: Pseudonyms,
    shared: Arc<Shared>,
}

impl Scribe {
    fn run(mut self, jobs: &Receiver<Job>) {
        for job in jobs {
            match job {
                Job::Flush(done) => {
                    // Nobody may wait any more.
                    let _ = done.send(());
                }
                Job::Write(call) => {
                    let size = call.size();
                    match self.write(&call) {
                        Ok(()) => {
                            self.shared.written.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(reason) => self.shared.fail(reason),
                    }
                    self.shared.waiting.fetch_sub(size, Ordering::Relaxed);
                }
            }
        }
    }

    fn write(&mut self, call: &Call) -> Result<(), String> {
        let body = call.body.as_ref().ok_or("the request is a stream")?;
        let request = Request::read(&call.url, &call.headers, body)?;
        let method = request.method.clone();
        let failed = |reason: String| format!("{method}: {reason}");
        let recording = self.masked(request, call).map_err(failed)?;
        let text = recording.to_text().map_err(failed)?;
        self.files.write(&method, &text).map_err(failed)
    }

    fn masked(&mut self, request: Request, call: &Call) -> Result<Recording, String> {
        let secrets = Masker::new(request.secrets.iter().map(String::as_str));
        let pseudonyms = &mut self.pseudonyms;
        let mut masking = Masking { names: &self.names, secrets: &secrets, pseudonyms };
        let mut params = BTreeMap::new();
        for (name, value) in &request.params {
            params.insert(name.clone(), param(name, value, &mut masking));
        }
        let mut files = request.files;
        for file in files.values_mut() {
            secrets.mask(&mut file.name);
        }
        let reply = decompressed(&call.reply)?;
        let body = masking.body(&String::from_utf8_lossy(&reply), Layout::Pretty);
        let parts = (call.parts.status, &call.parts.headers);
        Ok(Recording::new(request.method, params, files, parts, body, self.pseudonyms.last()))
    }
}

/// Returns the masked value of a parameter: JSON texts as JSON.
fn param(name: &str, value: &str, masking: &mut Masking<'_>) -> Value {
    let is_json = |text: &str| text.trim_start().starts_with(['{', '[']);
    let masked = match masking.names.kind(name) {
        // All values inside of a listed parameter are masked, one by one.
        Some(Kind::Personal) if is_json(value) => {
            let member = format!("{{{}:{value}}}", Value::from(name));
            let member = masking.body(&member, Layout::Unchanged);
            let member = serde_json::from_str::<Value>(&member).ok();
            match member.and_then(|mut member| member.get_mut(name).map(Value::take)) {
                Some(value) => return value,
                None => masking.pseudonyms.text(value),
            }
        }
        _ => masking.param(name, value),
    };
    let parsed = if is_json(&masked) { serde_json::from_str(&masked).ok() } else { None };
    parsed.unwrap_or(Value::String(masked))
}

/// Removes gzip: up to three layers, as a client does.
fn decompressed(reply: &Bytes) -> Result<Bytes, String> {
    let mut reply = reply.clone();
    for _ in 0..3 {
        if !reply.starts_with(&[0x1f, 0x8b]) {
            break;
        }
        let mut text = Vec::new();
        let decoder = MultiGzDecoder::new(&*reply).take(MAX_REPLY + 1);
        let read = { decoder }.read_to_end(&mut text);
        read.map_err(|error| format!("the gzip of the reply is corrupt: {error}"))?;
        if text.len() as u64 > MAX_REPLY {
            return Err(format!("the reply is longer than {MAX_REPLY} bytes after decompression"));
        }
        reply = text.into();
    }
    Ok(reply)
}
