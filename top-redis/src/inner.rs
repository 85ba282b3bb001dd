//! State that the limits and their connection share.

use std::sync::Arc;
use std::time::{Duration, Instant};

use redis::RedisResult;
use redis::aio::MultiplexedConnection;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;
use top_runtime::retry::{LimitRule, RateLimit, SharedBan, Slot, SlotRequest};

use crate::bans::{self, Message};
use crate::listeners::Listeners;
use crate::scripts::Scripts;

/// State of the connection.
#[derive(Clone)]
pub(crate) enum State {
    /// The first connection is being opened.
    Connecting,
    /// Commands may be sent. The number tells connections apart.
    Ready(MultiplexedConnection, u64),
    /// The server cannot be used. Calls do not wait for it.
    Lost(Arc<str>),
}

/// A change of the bans that is sent in the background.
pub(crate) enum Command {
    /// A ban, and the instant of its end.
    Record(SharedBan, Option<Instant>),
    Clear,
    /// Ends the wait of the receiver by its drop.
    Flush(#[allow(dead_code, reason = "held for its drop")] oneshot::Sender<()>),
}

/// Names of the keys of an app.
pub(crate) struct Keys {
    pub(crate) bans: String,
    pub(crate) ban_ends: String,
    rate: String,
}

impl Keys {
    pub(crate) fn new(prefix: &str, app_key: &str) -> Self {
        let key = |name: &str| format!("{prefix}:{{{app_key}}}:{name}");
        Self { bans: key("bans"), ban_ends: key("ban-ends"), rate: key("rate") }
    }

    /// Returns the key of a limit: of one API, or of the app.
    fn rate(&self, method: Option<&str>) -> String {
        method.map_or_else(|| self.rate.clone(), |method| format!("{}:{method}", self.rate))
    }
}

pub(crate) struct Inner {
    pub(crate) app_key: String,
    pub(crate) keys: Keys,
    pub(crate) timeout: Duration,
    pub(crate) scripts: Scripts,
    pub(crate) listeners: Listeners,
    pub(crate) state: watch::Sender<State>,
    pub(crate) commands: mpsc::Sender<Command>,
    /// Connections whose commands failed, and why.
    pub(crate) failures: mpsc::Sender<(u64, String)>,
}

/// Result of the script that takes slots: kind, microseconds, slots taken, code, sub code.
type Taken = (String, u64, usize, String, String);

/// Arguments of the script that takes slots.
pub(crate) struct TakeSlot {
    fields: [String; 2],
    max_wait: u64,
    /// Key, interval in microseconds, and burst of each limit.
    limits: Vec<(String, f64, u32)>,
}

impl TakeSlot {
    pub(crate) fn new(keys: &Keys, request: &SlotRequest<'_>) -> Self {
        let of_session = request.session.map(|session| bans::field(request.method, Some(session)));
        let limits = request.limits.iter().map(|rule| {
            let interval = rule.limit.interval().as_secs_f64() * 1e6;
            (keys.rate(rule.method), interval, rule.limit.max_burst())
        });
        Self {
            fields: [bans::field(request.method, None), of_session.unwrap_or_default()],
            max_wait: bans::micros(request.max_wait),
            limits: limits.collect(),
        }
    }
}

impl Inner {
    /// Takes slots, within the timeout.
    pub(crate) async fn take_slot(&self, slot: TakeSlot) -> Slot {
        let mut used = None;
        let taken = timeout(self.timeout, async {
            let (mut connection, number) = self.connection().await?;
            used = Some(number);
            Some(self.run_take(&mut connection, &slot).await)
        });
        let failure = match taken.await {
            Ok(None) => return Slot::Unavailable,
            Ok(Some(Ok(taken))) => match read_slot(taken) {
                Ok(slot) => return slot,
                Err(found) => format!("expected the result of a script, found {found:?}"),
            },
            Ok(Some(Err(error))) => error.to_string(),
            Err(_) => self.timed_out(),
        };
        if let Some(number) = used {
            // A full queue already has a failure of this connection.
            let _ = self.failures.try_send((number, failure));
        }
        Slot::Unavailable
    }

    /// Takes slots of a limit that nobody needs. A server that can be read, but not written, is of no
    /// use.
    pub(crate) async fn probe(&self, connection: &mut MultiplexedConnection) -> RedisResult<()> {
        let limits = [LimitRule::new(Some(""), RateLimit::per_second(u32::MAX))];
        let slot = TakeSlot::new(&self.keys, &SlotRequest::new("", &limits, Duration::MAX));
        self.run_take(connection, &slot).await.map(drop)
    }

    async fn run_take(&self, connection: &mut MultiplexedConnection, slot: &TakeSlot) -> RedisResult<Taken> {
        let mut call = self.scripts.take.key(&self.keys.bans);
        call.arg(&slot.fields[0]).arg(&slot.fields[1]).arg(slot.max_wait);
        for (key, interval, burst) in &slot.limits {
            call.key(key).arg(*interval).arg(*burst);
        }
        call.invoke_async(connection).await
    }

    /// Waits until the commands in the queue are sent, within the timeout. Does not wait for a server
    /// that is gone.
    pub(crate) async fn flush(&self) {
        let (flushed, is_flushed) = oneshot::channel();
        let flush = async {
            if self.connection().await.is_some() && self.commands.try_send(Command::Flush(flushed)).is_ok() {
                // Always an error, as the sender is dropped.
                let _ = is_flushed.await;
            }
        };
        let _ = timeout(self.timeout, flush).await;
    }

    /// Returns the connection. While the first one is being opened, waits for it.
    async fn connection(&self) -> Option<(MultiplexedConnection, u64)> {
        let mut state = self.state.subscribe();
        let known = state.wait_for(|state| !matches!(state, State::Connecting)).await;
        match &*known.ok()? {
            State::Ready(connection, number) => Some((connection.clone(), *number)),
            State::Connecting | State::Lost(_) => None,
        }
    }

    /// Passes a message on to the clients.
    pub(crate) fn apply(&self, message: &str) {
        match Message::parse(message) {
            Some(Message::Ban(ban)) => self.listeners.record(&ban),
            Some(Message::Clear) => self.listeners.clear(),
            None => {}
        }
    }

    pub(crate) fn lose(&self, reason: &str) {
        self.state.send_replace(State::Lost(reason.into()));
        self.listeners.lose(reason);
    }

    pub(crate) fn restore(&self, connection: MultiplexedConnection, number: u64) {
        self.state.send_replace(State::Ready(connection, number));
        self.listeners.restore();
    }

    pub(crate) fn timed_out(&self) -> String {
        format!("no reply within {:?}", self.timeout)
    }
}

/// Reads the result of the script, or returns its kind if it is unknown.
fn read_slot((kind, micros, taken, code, sub_code): Taken) -> Result<Slot, String> {
    let time = Duration::from_micros(micros);
    match kind.as_str() {
        "now" => Ok(Slot::Now),
        "after" => Ok(Slot::After { wait: time, taken }),
        "late" => Ok(Slot::TooLate { wait: time }),
        "banned" => Ok(Slot::Banned { left: time, ban: bans::ban(&code, &sub_code) }),
        _ => Err(kind),
    }
}
