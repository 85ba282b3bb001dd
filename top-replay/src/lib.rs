//! Records calls of [`top_runtime`] to files, and replays them in tests.
//!
//! - [`Recorder`] puts itself around the transport of a client and writes each call to a JSON file,
//!   without secrets and with pseudonyms in place of personal data.
//! - [`Replay`] is a transport that answers from these files: no network, no credentials.
//!
//! ```
//! use top_replay::{Recorder, Replay};
//! use top_runtime::{Client, Params};
//! # use top_runtime::transport::{HttpResponse, InMemoryTransport};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! # let body = r#"{"time_get_response":{"time":"2025-11-17 00:00:00"}}"#;
//! # let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body)));
//! let recorder = Recorder::open(folder)?;
//! let client = Client::builder("12345678", "helloworld")
//! #   .transport(gateway)
//!     .wrap_transport(recorder.wrapper())
//!     .build()?;
//! client.call("taobao.time.get", &Params::new()).await?;
//! assert_eq!(recorder.finish()?, 1);
//!
//! let replay = Replay::open(folder)?;
//! let client = Client::builder("any", "any").transport(replay.clone()).build()?;
//! let reply = client.call("taobao.time.get", &Params::new()).await?;
//! assert_eq!(reply.get("time").and_then(|time| time.as_str()), Some("2025-11-17 00:00:00"));
//! assert_eq!(replay.unused(), [""; 0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })
//! # }
//! ```
//!
//! # Recorded data
//!
//! One file per attempt of a call, named by a number and the method:
//! `0003-taobao.trade.get.json`.
//!
//! | part of the call | in the file |
//! |---|---|
//! | method, parameters, sorted by name | yes; parameters with JSON text as JSON |
//! | app key, partner id, session, signature, timestamp | no |
//! | parameters and members with the name of a secret, such as `refresh_token` | `***` |
//! | these secrets, of at least 8 bytes, wherever the reply repeats them | `***` |
//! | values of [listed names](RecorderBuilder::mask), such as `receiver_name` | `masked-1`, as a number 9000000000000001 |
//! | file of an upload | name, size and SHA-256 |
//! | reply: status; headers `Content-Type`, `Date`, `Retry-After` | yes |
//! | reply: body | as JSON if it is JSON, else as text; decompressed |
//! | a request without a reply | no |
//!
//! Equal values have equal pseudonyms in all files of one recorder, in parameters and replies, in
//! JSON, XML, and texts inside of texts. Values and pseudonyms are kept in memory only. Free text,
//! such as a title, is written as it is, and so are attributes of XML: read the files before you
//! publish them.
//!
//! On Unix, files have mode 0600 and new folders 0700.
//!
//! # Limits
//!
//! A reply of more than 64 MiB ends the call with an error. At most 256 MiB wait to be written;
//! calls beyond that are not recorded, which [`Recorder::finish`] reports.

mod error;
mod mask;
mod recorder;
mod recording;
mod replay;
mod request;

pub use error::{FolderError, RecordError};
pub use recorder::{Recorder, RecorderBuilder, RecordingTransport};
pub use replay::{Difference, Mismatch, Replay, ReplayBuilder};
