//! One connection of the message channel.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt as _, StreamExt as _};
use md5::{Digest as _, Md5};
use subtle::ConstantTimeEq as _;
use tokio::net::TcpStream;
use tokio::time::{sleep, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::Message as Packet;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use top_runtime::Millis;

use super::Shared;
use super::faults::happens;
use super::frame::{Received, Writer};
use super::queue::Outgoing;

/// Difference of a timestamp in milliseconds up to which it is accepted.
const MAX_DIFFERENCE: u64 = 600_000;

/// Pause between two looks for messages if none is known to come.
const IDLE: Duration = Duration::from_secs(3600);

type Sink = SplitSink<WebSocketStream<TcpStream>, Packet>;

/// Messages that wait until the flush, and are sent with one write.
const MAX_UNFLUSHED: usize = 64;

pub(super) struct Connection<'s> {
    shared: &'s Shared,
    sink: Sink,
    token: String,
    /// Messages that were sent here and not confirmed.
    held: HashSet<i64>,
    sent: u64,
    /// Messages that were confirmed here.
    confirmed: u64,
    unflushed: usize,
    /// A message that is sent after the next one.
    postponed: Option<Outgoing>,
}

/// Why a connection ends: the client or the network closed it, or a fault.
struct Closed;

impl<E: std::error::Error> From<E> for Closed {
    fn from(_: E) -> Self {
        Self
    }
}

impl<'s> Connection<'s> {
    /// Serves a connection until it ends. Its unconfirmed messages are then due again.
    pub(super) async fn serve(stream: TcpStream, shared: &'s Shared) {
        let Ok((mut connection, mut source)) = Self::open(stream, shared).await else { return };
        let _ = connection.exchange(&mut source).await;
        let held = std::mem::take(&mut connection.held);
        shared.change(|queue| {
            queue.return_all(held);
            queue.note(|state| state.open -= 1);
        });
        shared.published.notify_waiters();
    }

    /// Accepts the WebSocket and the first frame.
    async fn open(
        stream: TcpStream,
        shared: &'s Shared,
    ) -> Result<(Self, futures_util::stream::SplitStream<WebSocketStream<TcpStream>>), Closed> {
        let clock_ahead = shared.faults.clock_ahead;
        #[allow(clippy::result_large_err)] // the type of the callback
        let with_date = |_: &Request, mut response: Response| {
            let date = httpdate::fmt_http_date(now(clock_ahead));
            if let Ok(date) = date.parse() {
                response.headers_mut().insert("date", date);
            }
            Ok(response)
        };
        let socket = accept_hdr_async(stream, with_date).await?;
        let (mut sink, mut source) = socket.split();
        let connect = loop {
            match source.next().await {
                Some(Ok(Packet::Binary(bytes))) => break Received::read(&bytes),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(Closed),
            }
        };
        let refusal = match &connect {
            Ok(connect) => shared.refusal(connect),
            Err(fault) => Some((400, format!("not a frame: {fault}"))),
        };
        let flag = connect.map_or(0, |connect| connect.flag);
        if let Some((status, phrase)) = refusal {
            shared.change(|queue| queue.note(|state| state.refused += 1));
            let refused = Writer::new(1).status(status, &phrase).flag(flag).end();
            sink.send(Packet::binary(refused)).await?;
            return Err(Closed);
        }
        let number = shared.change(|queue| {
            queue.note(|state| {
                state.connections += 1;
                state.open += 1;
            });
            queue.state().connections
        });
        let token = format!("sandbox-token-{number}");
        let connection = Self {
            shared,
            sink,
            token,
            held: HashSet::new(),
            sent: 0,
            confirmed: 0,
            unflushed: 0,
            postponed: None,
        };
        let mut connection = connection;
        let accepted = Writer::new(1).flag(flag).token(&connection.token).end();
        connection.sink.send(Packet::binary(accepted)).await?;
        Ok((connection, source))
    }

    /// Sends messages and reads frames.
    async fn exchange(
        &mut self,
        source: &mut futures_util::stream::SplitStream<WebSocketStream<TcpStream>>,
    ) -> Result<(), Closed> {
        loop {
            let shared = self.shared;
            if self.is_cut_due() {
                return Err(Closed);
            }
            let published = shared.published.notified();
            let next = shared.change_quietly(|queue| queue.take(shared.window, shared.redeliver_after));
            if let Some(message) = next {
                self.deliver(message).await?;
                // Reads what is there, so that confirmations are not late.
                while let Some(packet) = futures_util::FutureExt::now_or_never(source.next()) {
                    self.receive(packet).await?;
                }
                continue;
            }
            self.flush_postponed().await?;
            let due = shared.change_quietly(|queue| queue.next_due());
            let due = due.unwrap_or_else(|| tokio::time::Instant::now() + IDLE);
            tokio::select! {
                packet = source.next() => self.receive(packet).await?,
                () = published => {}
                () = sleep_until(due) => {}
            }
        }
    }

    async fn receive(
        &mut self,
        packet: Option<Result<Packet, tokio_tungstenite::tungstenite::Error>>,
    ) -> Result<(), Closed> {
        match packet {
            Some(Ok(Packet::Binary(bytes))) => {
                match Received::read(&bytes) {
                    Ok(frame) => self.answer(&frame),
                    Err(fault) => self.violation(format!("a frame with {fault}")),
                }
                Ok(())
            }
            Some(Ok(Packet::Close(_))) => {
                self.shared.change(|queue| queue.note(|state| state.closed += 1));
                let _ = self.sink.close().await;
                Err(Closed)
            }
            Some(Ok(_)) => Ok(()),
            Some(Err(_)) | None => Err(Closed),
        }
    }

    fn answer(&mut self, frame: &Received) {
        if frame.kind != 2 || frame.token.as_deref() != Some(&self.token) {
            return self.violation(format!("a frame of kind {} without the token", frame.kind));
        }
        let shared = self.shared;
        match (frame.number("__kind"), frame.number("id")) {
            (Some(1), _) => shared.change(|queue| queue.note(|state| state.pulls += 1)),
            (Some(2), Some(id)) => {
                if happens(shared.faults.lost_confirms) {
                    return;
                }
                if let Some(on_confirm) = &shared.on_confirm {
                    on_confirm(id);
                }
                self.held.remove(&id);
                self.confirmed += 1;
                shared.change(|queue| queue.confirm(id));
            }
            (Some(20), Some(id)) => {
                let reason = frame.text("msg").map(str::to_owned);
                self.held.remove(&id);
                shared.change(|queue| queue.fail(id, reason, shared.redeliver_after));
            }
            (kind, _) => self.violation(format!("a frame of kind {kind:?}")),
        }
    }

    /// Whether the connection is to be cut. Without a confirmation it is not: the messages of short
    /// connections would be repeated for ever.
    fn is_cut_due(&self) -> bool {
        self.confirmed > 0 && self.shared.faults.cut_every.is_some_and(|every| self.sent >= every)
    }

    fn violation(&self, text: String) {
        self.shared.change(|queue| queue.violation(text));
    }

    /// Sends a message, with the faults that happen to it.
    async fn deliver(&mut self, message: Outgoing) -> Result<(), Closed> {
        let faults = &self.shared.faults;
        if let Some(pause) = faults.pause {
            self.sink.flush().await?;
            sleep(pause).await;
        }
        self.held.insert(message.id);
        if self.postponed.is_none() && happens(faults.reorders) {
            self.postponed = Some(message);
            return Ok(());
        }
        self.send(&message).await?;
        if let Some(postponed) = self.postponed.take() {
            self.send(&postponed).await?;
        }
        Ok(())
    }

    async fn flush_postponed(&mut self) -> Result<(), Closed> {
        if let Some(postponed) = self.postponed.take() {
            self.send(&postponed).await?;
        }
        self.unflushed = 0;
        self.sink.flush().await?;
        Ok(())
    }

    async fn send(&mut self, message: &Outgoing) -> Result<(), Closed> {
        let faults = &self.shared.faults;
        let frame = self.frame(message);
        if happens(faults.half_frames) {
            let half = frame.get(..frame.len() / 2).unwrap_or_default().to_vec();
            self.sink.feed(Packet::binary(half)).await?;
        }
        if happens(faults.unknown_kinds) {
            let unknown = Writer::new(2).token(&self.token).byte("__kind", 77).end();
            self.sink.feed(Packet::binary(unknown)).await?;
            let header = Writer::new(2).token(&self.token).unknown_header().end();
            self.sink.feed(Packet::binary(header)).await?;
        }
        let count = match (happens(faults.drops), happens(faults.duplicates)) {
            (true, _) => 0,
            (false, true) => 2,
            (false, false) => 1,
        };
        for _ in 0..count {
            self.sink.feed(Packet::binary(frame.clone())).await?;
        }
        self.sent += 1;
        self.unflushed += 1;
        if self.unflushed >= MAX_UNFLUSHED {
            self.unflushed = 0;
            self.sink.flush().await?;
        }
        Ok(())
    }

    fn frame(&self, message: &Outgoing) -> Vec<u8> {
        let Outgoing { id, topic, content, is_again } = message;
        let time = Millis::now().0;
        let frame = Writer::new(2)
            .token(&self.token)
            .byte("__kind", 3)
            .long("id", *id)
            .text("topic", topic)
            .long("userid", 77)
            .text("nick", "sandbox_seller")
            .text("publisher", "12497914")
            .date("time", time)
            .date("outtime", time)
            .long("dataid", *id)
            .long("retried", i64::from(*is_again));
        if happens(self.shared.faults.compressed) {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
            // Writing to memory does not fail.
            let _ = gzip.write_all(content.as_bytes());
            return frame.bytes("content", &gzip.finish().unwrap_or_default()).end();
        }
        frame.text("content", content).end()
    }
}

impl Shared {
    /// Changes the queue without telling those who wait for a state.
    fn change_quietly<T>(&self, change: impl FnOnce(&mut super::queue::Queue) -> T) -> T {
        change(&mut self.queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Returns why a connection is refused, if it is.
    fn refusal(&self, connect: &Received) -> Option<(i32, String)> {
        let is_refused = self.change(|queue| queue.state().refused < self.faults.refused_connections);
        if is_refused {
            return Some((500, "service is not available".to_owned()));
        }
        let text = |name: &str| connect.text(name).unwrap_or_default();
        if connect.kind != 0 || text("app_key") != self.app_key {
            return Some((301, "unknown app_key".to_owned()));
        }
        let timestamp: i64 = text("timestamp").parse().unwrap_or_default();
        let now = Millis::from(now(self.faults.clock_ahead)).0;
        if now.abs_diff(timestamp) > MAX_DIFFERENCE {
            return Some((303, "timestamp is out of range".to_owned()));
        }
        let secret = self.secret.expose();
        let (group, timestamp) = (text("group_name"), text("timestamp"));
        let signed =
            [secret, "app_key", &self.app_key, "group_name", group, "timestamp", timestamp, secret].concat();
        let mut sign = String::new();
        for byte in Md5::digest(signed) {
            let _ = write!(sign, "{byte:02X}"); // writing to a string does not fail
        }
        let is_equal: bool = sign.as_bytes().ct_eq(text("sign").as_bytes()).into();
        (!is_equal).then(|| (302, "sign error".to_owned()))
    }
}

/// Returns the time of the server.
fn now(clock_ahead: i64) -> SystemTime {
    let (now, difference) = (SystemTime::now(), Duration::from_secs(clock_ahead.unsigned_abs()));
    let shifted = if clock_ahead < 0 { now.checked_sub(difference) } else { now.checked_add(difference) };
    shifted.unwrap_or(now)
}
