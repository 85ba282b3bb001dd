//! The files: one call each.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::request::FileFacts;

/// Version of the format.
const VERSION: u32 = 1;

/// Limit: bytes of a file that is read.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Headers of a reply that change what a client does.
const HEADERS: [HeaderName; 3] = [CONTENT_TYPE, DATE, RETRY_AFTER];

/// A recorded call.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recording {
    version: u32,
    pub(crate) method: String,
    /// Objects and lists are the JSON texts of parameters; all other parameters are texts.
    pub(crate) params: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) files: BTreeMap<String, FileFacts>,
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The reply, if it is JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Box<RawValue>>,
    /// The reply, if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Highest number of a pseudonym in this file and those before.
    #[serde(default)]
    pub(crate) pseudonyms: u64,
}

impl Recording {
    /// `body` is masked. JSON is stored as JSON, so that differences between recordings are lines.
    pub(crate) fn new(
        method: String,
        params: BTreeMap<String, Value>,
        files: BTreeMap<String, FileFacts>,
        (status, headers): (StatusCode, &HeaderMap),
        body: String,
        pseudonyms: u64,
    ) -> Self {
        let header = |name: &HeaderName| {
            let value = headers.get(name)?.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        };
        let headers = HEADERS.iter().filter_map(header).collect();
        let is_object = body.trim_start().starts_with(['{', '[']);
        let json = if is_object { serde_json::from_str(&body).ok() } else { None };
        let text = json.is_none().then_some(body);
        let status = status.as_u16();
        Self { version: VERSION, method, params, files, status, headers, body: json, text, pseudonyms }
    }

    pub(crate) fn to_text(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(|error| error.to_string())
    }

    /// Reads a file. The error describes the fault of the file.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        // A link could lead to a device or a file without end.
        let is_file = fs::symlink_metadata(path).map_err(|error| error.to_string())?.is_file();
        if !is_file {
            return Err("it is not a regular file".to_owned());
        }
        let mut text = String::new();
        let file = File::open(path).map_err(|error| error.to_string())?;
        file.take(MAX_FILE + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
        if text.len() as u64 > MAX_FILE {
            return Err(format!("it is longer than {MAX_FILE} bytes"));
        }
        let recording: Self = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if recording.version != VERSION {
            return Err(format!("its version is {}, expected {VERSION}", recording.version));
        }
        recording.response_parts().map(|_| recording)
    }

    /// Returns status and headers of the reply. Error: why there cannot be such a reply.
    pub(crate) fn response_parts(&self) -> Result<(StatusCode, HeaderMap), String> {
        let status = StatusCode::from_u16(self.status);
        let status = status.map_err(|_| format!("`status` {} is not an HTTP status", self.status))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let name = HeaderName::try_from(name).map_err(|_| format!("`{name}` is not a header"))?;
            let value = HeaderValue::try_from(value)
                .map_err(|_| format!("the header `{name}` has no valid value"))?;
            headers.insert(name, value);
        }
        Ok((status, headers))
    }

    pub(crate) fn body(&self) -> Bytes {
        match (&self.body, &self.text) {
            (Some(json), _) => Bytes::copy_from_slice(json.get().as_bytes()),
            (None, Some(text)) => Bytes::copy_from_slice(text.as_bytes()),
            (None, None) => Bytes::new(),
        }
    }
}
