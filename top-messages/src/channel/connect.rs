//! Opens a connection: TCP, TLS, WebSocket, and the channel's own handshake.

use std::fmt;
use std::time::{Duration, SystemTime};

use futures_util::{SinkExt as _, StreamExt as _};
use http::Response;
use http::header::DATE;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{ClientRequestBuilder, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use top_runtime::Millis;

use super::address::Address;
use super::protocol;
use super::stream::{Opener, Stream};
use crate::api::GetConnectionToken;
use crate::builder::Settings;
use crate::error::Error;
use crate::frame::{Frame, FrameKind};

/// Time for TCP, TLS and WebSocket together.
const OPEN_TIMEOUT: Duration = Duration::from_secs(10);

/// Time for the channel to accept a connection.
const ACCEPT_TIMEOUT: Duration = Duration::from_secs(5);

/// Limit in bytes of a frame. The platform allows contents of 122,880 bytes.
const MAX_FRAME: usize = 4 * 1024 * 1024;

/// Bytes that are read from the connection at once: the part of the next messages that is in memory
/// although all slots are taken.
const READ_BUFFER: usize = 16 * 1024;

/// Limit of the phrase of a refusal, in characters.
const MAX_PHRASE: usize = 200;

/// A WebSocket of the channel.
pub(super) type Socket = WebSocketStream<Box<dyn Stream>>;

/// Why there is no connection.
pub(super) enum ConnectError {
    /// The channel refused it. With the seconds by which the platform's clock is ahead, if known.
    Refused { status: i32, phrase: String, clock_difference: Option<i64> },
    /// It could not be opened, or was closed before an answer.
    Failed(String),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status, phrase, .. } => write!(f, "refused with status {status}, {phrase:?}"),
            Self::Failed(reason) => f.write_str(reason),
        }
    }
}

/// Opens connections.
pub(super) struct Connector<'s> {
    settings: &'s Settings,
    address: Address,
    opener: Opener,
    /// Seconds by which the platform's clock is ahead, once it was learned.
    clock_difference: i64,
    is_clock_corrected: bool,
}

impl<'s> Connector<'s> {
    pub(super) fn new(settings: &'s Settings) -> Result<Self, Error> {
        let address = Address::parse(&settings.address)?;
        let opener = Opener::new(&address, &settings.root_certificates)?;
        Ok(Self { settings, address, opener, clock_difference: 0, is_clock_corrected: false })
    }

    /// Uses the platform's clock from now on. `false` if it is used already.
    pub(super) fn correct_clock(&mut self, seconds: i64) -> bool {
        self.clock_difference = seconds;
        !std::mem::replace(&mut self.is_clock_corrected, true)
    }

    /// Opens a connection, and returns it with its token.
    pub(super) async fn connect(&self) -> Result<(Socket, Option<String>), ConnectError> {
        let token = self.token().await?;
        let open = async {
            let (stream, local) = self.opener.open(&self.address).await.map_err(|error| error.to_string())?;
            let request = ClientRequestBuilder::new(self.address.uri.clone());
            let opened = client_async_with_config(request, stream, Some(config())).await;
            opened.map(|(socket, reply)| (socket, reply, local)).map_err(|error| error.to_string())
        };
        let (mut socket, reply, local) = match timeout(OPEN_TIMEOUT, open).await {
            Ok(Ok(opened)) => opened,
            Ok(Err(reason)) => return Err(ConnectError::Failed(reason)),
            Err(_) => return Err(ConnectError::Failed(format!("not opened within {OPEN_TIMEOUT:?}"))),
        };
        let timestamp = Millis::now().0.saturating_add(self.clock_difference.saturating_mul(1000));
        let connect = protocol::connect(self.settings, timestamp, local, token.as_deref());
        let sent = socket.send(Message::binary(connect.encode())).await;
        sent.map_err(|error| ConnectError::Failed(error.to_string()))?;
        match timeout(ACCEPT_TIMEOUT, accepted(&mut socket)).await {
            Ok(Ok(answer)) if answer.status == 0 => Ok((socket, answer.token)),
            Ok(Ok(answer)) => Err(ConnectError::Refused {
                status: answer.status,
                phrase: answer.phrase.unwrap_or_default().chars().take(MAX_PHRASE).collect(),
                clock_difference: clock_difference(&reply),
            }),
            Ok(Err(reason)) => Err(ConnectError::Failed(reason)),
            Err(_) => Err(ConnectError::Failed(format!("not accepted within {ACCEPT_TIMEOUT:?}"))),
        }
    }

    /// Fetches the token of a connection, if the settings ask for one.
    async fn token(&self) -> Result<Option<String>, ConnectError> {
        let Some(client) = &self.settings.token_client else { return Ok(None) };
        let request = GetConnectionToken { group: self.settings.group.clone() };
        match client.execute(&request).await {
            Ok(reply) => Ok(Some(reply.into_inner().result)),
            Err(error) => Err(ConnectError::Failed(error.to_string())),
        }
    }
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME))
        .read_buffer_size(READ_BUFFER)
}

/// Waits for the answer to the frame that opens the connection. Other frames before it are ignored.
async fn accepted(socket: &mut Socket) -> Result<Frame, String> {
    while let Some(received) = socket.next().await {
        if let Message::Binary(bytes) = received.map_err(|error| error.to_string())? {
            let frame = Frame::decode(&bytes).map_err(|error| error.to_string())?;
            if frame.kind == FrameKind::ConnectAck {
                return Ok(frame);
            }
        }
    }
    Err("closed before it was accepted".to_owned())
}

/// Returns the seconds by which the clock of the server is ahead, from the header `Date`.
fn clock_difference<B>(reply: &Response<B>) -> Option<i64> {
    let date = httpdate::parse_http_date(reply.headers().get(DATE)?.to_str().ok()?).ok()?;
    let difference = match date.duration_since(SystemTime::now()) {
        Ok(ahead) => i128::from(ahead.as_secs()),
        Err(behind) => -i128::from(behind.duration().as_secs()),
    };
    i64::try_from(difference).ok()
}
