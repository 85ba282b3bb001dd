//! One accepted connection: reads messages, writes answers, pulls and pings.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, interval_at, timeout};
use tokio_tungstenite::tungstenite::Message as Packet;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::connect::Socket;
use super::protocol::{self, kind};
use crate::frame::{Frame, FrameKind, Value};
use crate::message::Message;
use crate::observe::{ConnectionEvent, Observers};
use crate::workers::{Settled, Slots, Workers, stopped};

/// Time between two pings.
const PING_INTERVAL: Duration = Duration::from_secs(30);

/// Time without any packet, pings answered included, after which a connection counts as lost.
const SILENCE: Duration = Duration::from_secs(75);

/// Limit: time for the platform to read a written frame.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// Time for the platform to close the connection after we did.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// How a connection ended.
pub(super) enum SessionEnd {
    /// After the shutdown, with every message settled.
    Drained,
    /// Unexpectedly.
    Lost(String),
}

/// One accepted connection.
pub(super) struct Session<'a> {
    pub(super) token: Option<&'a str>,
    pub(super) pull_interval: Duration,
    pub(super) observers: &'a Observers,
    pub(super) stop: watch::Receiver<bool>,
}

impl Session<'_> {
    /// Runs until the connection is lost, or until everything is settled after the shutdown.
    ///
    /// `unsent` has the answers that an earlier connection may not have sent.
    pub(super) async fn run(
        &self,
        socket: Socket,
        workers: &mut Workers,
        settled: &mut mpsc::Receiver<Settled>,
        unsent: &mut Vec<Settled>,
    ) -> SessionEnd {
        let (sink, mut source) = socket.split();
        let slots = workers.slots().clone();
        // Whether all slots are taken, so that a pull would be of no use.
        let is_full = AtomicBool::new(false);
        let end = tokio::select! {
            reason = self.read(&mut source, workers, &is_full) => SessionEnd::Lost(reason),
            end = self.write(sink, settled, unsent, &slots, &is_full) => end,
        };
        if matches!(end, SessionEnd::Drained) {
            // Closing with unread packets would reset the connection, and the platform might lose
            // the last confirmations.
            let rest = async { while let Some(Ok(_)) = source.next().await {} };
            let _ = timeout(CLOSE_TIMEOUT, rest).await;
        }
        end
    }

    /// Reads packets, each with a slot at hand for the message that it may contain. After the
    /// shutdown, messages are read and ignored.
    async fn read(
        &self,
        source: &mut SplitStream<Socket>,
        workers: &mut Workers,
        is_full: &AtomicBool,
    ) -> String {
        let (slots, mut stop) = (workers.slots().clone(), self.stop.clone());
        let mut slot = None;
        loop {
            let is_stopped = *stop.borrow();
            if is_stopped {
                slot = None;
            } else if slot.is_none() {
                slot = slots.try_take();
            }
            if slot.is_none() && !is_stopped {
                is_full.store(true, Ordering::Relaxed);
                tokio::select! {
                    taken = slots.take() => slot = taken,
                    () = stopped(&mut stop) => {}
                }
                is_full.store(false, Ordering::Relaxed);
                continue;
            }
            // Packets first: looking for the shutdown takes a lock, and the loop looks for it anyway.
            let packet = tokio::select! {
                biased;
                packet = timeout(SILENCE, source.next()) => packet,
                () = stopped(&mut stop), if !is_stopped => continue,
            };
            match packet {
                Ok(Some(Ok(Packet::Binary(bytes)))) => match self.message(&bytes) {
                    Some(Ok(message)) => {
                        if let Some(slot) = slot.take() {
                            workers.start(message, slot);
                        }
                    }
                    Some(Err(id)) => {
                        if let Some(slot) = slot.take() {
                            workers.refuse(id, "the content cannot be read", slot);
                        }
                    }
                    None => {}
                },
                Ok(Some(Ok(Packet::Close(_))) | None) => return "closed by the platform".to_owned(),
                Ok(Some(Ok(_))) => {}
                Ok(Some(Err(error))) => return error.to_string(),
                Err(_) => return format!("silent for {SILENCE:?}"),
            }
        }
    }

    /// Returns the message of a packet, or the number of one that cannot be read.
    fn message(&self, bytes: &[u8]) -> Option<Result<Message, i64>> {
        let skip = |reason: &str| self.observers.connection(&ConnectionEvent::Skipped { reason });
        let frame = match Frame::decode(bytes) {
            Ok(frame) => frame,
            Err(error) => {
                skip(&error.to_string());
                return None;
            }
        };
        if frame.kind == FrameKind::SendAck && frame.status != 0 {
            skip(&format!("the platform refused a frame with status {}", frame.status));
            return None;
        }
        match (frame.kind, frame.get("__kind").and_then(Value::as_i64)) {
            (FrameKind::Send, Some(kind::DATA)) => match Message::from_frame(frame) {
                Ok(message) => Some(Ok(message)),
                Err(unreadable) => {
                    skip(&unreadable.to_string());
                    unreadable.id.map(Err)
                }
            },
            (FrameKind::Send, kind) => {
                let kind = kind.map_or_else(|| "no kind".to_owned(), |kind| format!("kind {kind}"));
                skip(&format!("a frame of {kind}, expected kind 3"));
                None
            }
            _ => None,
        }
    }

    /// Writes answers, pulls and pings. Ends after the shutdown when no slot is taken.
    async fn write(
        &self,
        mut sink: SplitSink<Socket, Packet>,
        settled: &mut mpsc::Receiver<Settled>,
        unsent: &mut Vec<Settled>,
        slots: &Slots,
        is_full: &AtomicBool,
    ) -> SessionEnd {
        let mut pull = interval(self.pull_interval);
        pull.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut ping = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut stop = self.stop.clone();
        loop {
            let result = if unsent.is_empty() {
                tokio::select! {
                    Some(first) = settled.recv() => {
                        unsent.push(first);
                        while let Ok(next) = settled.try_recv() {
                            unsent.push(next);
                        }
                        Ok(())
                    }
                    _ = pull.tick() => {
                        if is_full.load(Ordering::Relaxed) || *self.stop.borrow() {
                            Ok(())
                        } else {
                            send(&mut sink, vec![packet(&protocol::pull(self.token))]).await
                        }
                    }
                    _ = ping.tick() => send(&mut sink, vec![Packet::Ping(Vec::new().into())]).await,
                    () = async { stopped(&mut stop).await; slots.all_free().await } => {
                        let bye = CloseFrame { code: CloseCode::Normal, reason: "bye".into() };
                        // Everything is settled: a failure changes nothing.
                        let _ = send(&mut sink, vec![Packet::Close(Some(bye))]).await;
                        return SessionEnd::Drained;
                    }
                }
            } else {
                let answers = unsent
                    .iter()
                    .map(|settled| packet(&protocol::answer(settled.id, settled.answer, self.token)));
                let sent = send(&mut sink, answers.collect()).await;
                if sent.is_ok() {
                    unsent.clear();
                }
                sent
            };
            if let Err(reason) = result {
                return SessionEnd::Lost(reason);
            }
        }
    }
}

fn packet(frame: &Frame) -> Packet {
    Packet::binary(frame.encode())
}

/// Writes packets and flushes once.
async fn send(sink: &mut SplitSink<Socket, Packet>, packets: Vec<Packet>) -> Result<(), String> {
    let write = async {
        for packet in packets {
            sink.feed(packet).await?;
        }
        sink.flush().await
    };
    match timeout(WRITE_TIMEOUT, write).await {
        Ok(result) => result.map_err(|error: tokio_tungstenite::tungstenite::Error| error.to_string()),
        Err(_) => Err(format!("the platform took nothing for {WRITE_TIMEOUT:?}")),
    }
}
