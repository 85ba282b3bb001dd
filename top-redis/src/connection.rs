//! The task that keeps the connection: opens it, receives bans, sends bans, and notices outages.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use redis::aio::{MultiplexedConnection, PubSubSink, PubSubStream};
use redis::{AsyncConnectionConfig, Client, RedisResult, Value};
use tokio::sync::mpsc;
use tokio::time::{interval, sleep, timeout};

use crate::bans;
use crate::inner::{Command, Inner};

/// Pause before the first try after an outage began; doubles with each try.
const MIN_PAUSE: Duration = Duration::from_millis(100);

/// Longest pause between tries.
const MAX_PAUSE: Duration = Duration::from_secs(3);

/// A connection that worked for this long was not a short success within an outage.
const STABLE: Duration = Duration::from_secs(10);

/// Interval of the commands that find out whether the server is still there.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// Receivers of the task.
pub(crate) struct Inbox {
    pub(crate) commands: mpsc::Receiver<Command>,
    pub(crate) failures: mpsc::Receiver<(u64, String)>,
}

/// An open connection.
struct Link {
    commands: MultiplexedConnection,
    sink: PubSubSink,
    messages: PubSubStream,
}

/// Reports the outage that begins when the task ends with its runtime.
struct EndGuard(Arc<Inner>);

impl Drop for EndGuard {
    fn drop(&mut self) {
        self.0.lose("the runtime of the connection has ended");
    }
}

/// Keeps the connection until the task is aborted.
pub(crate) async fn run(inner: Arc<Inner>, client: Client, mut inbox: Inbox) {
    let _guard = EndGuard(Arc::clone(&inner));
    let mut pause = MIN_PAUSE;
    // A command that was taken from the queue and not executed yet.
    let mut unsent = None;
    for number in 1.. {
        let started = Instant::now();
        let failure = match open(&inner, &client).await {
            Ok(link) => {
                inner.restore(link.commands.clone(), number);
                serve(&inner, link, number, &mut inbox, &mut unsent).await
            }
            Err(failure) => failure,
        };
        inner.lose(&failure);
        if started.elapsed() >= STABLE {
            pause = MIN_PAUSE;
        }
        sleep(pause).await;
        pause = (pause * 2).min(MAX_PAUSE);
    }
}

/// Opens connections for commands and messages, and reads the bans.
///
/// Subscribes before the bans are read, so that none is missed between.
async fn open(inner: &Inner, client: &Client) -> Result<Link, String> {
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(inner.timeout))
        .set_response_timeout(Some(inner.timeout));
    let open = async {
        let mut commands = client.get_multiplexed_async_connection_with_config(&config).await?;
        let (mut sink, messages) = client.get_async_pubsub().await?.split();
        sink.subscribe(&inner.keys.bans).await?;
        let known: Vec<String> = inner.scripts.load.key(&inner.keys.bans).invoke_async(&mut commands).await?;
        inner.probe(&mut commands).await?;
        for message in known {
            inner.apply(&message);
        }
        Ok(Link { commands, sink, messages })
    };
    // Each step is bounded, too; the bound of all is that of a slow but working server.
    match timeout(inner.timeout * 4, open).await {
        Ok(link) => link.map_err(|error: redis::RedisError| error.to_string()),
        Err(_) => Err(inner.timed_out()),
    }
}

/// Serves an open connection until it fails. Returns why.
async fn serve(
    inner: &Inner,
    mut link: Link,
    number: u64,
    inbox: &mut Inbox,
    unsent: &mut Option<Command>,
) -> String {
    let mut heartbeat = interval(HEARTBEAT);
    loop {
        if let Some(command) = unsent.take()
            && let Err(failure) = send(inner, &mut link.commands, &command).await
        {
            *unsent = Some(command);
            return failure;
        }
        tokio::select! {
            message = link.messages.next() => match message {
                // A payload that is not UTF-8 is not ours.
                Some(message) => inner.apply(&message.get_payload::<String>().unwrap_or_default()),
                None => return "the server closed the connection".to_owned(),
            },
            Some(command) = inbox.commands.recv() => *unsent = Some(command),
            Some((failed, failure)) = inbox.failures.recv() => {
                if failed == number {
                    return failure;
                }
            }
            _ = heartbeat.tick() => {
                if let Err(failure) = check(inner, &mut link).await {
                    return failure;
                }
            }
        }
    }
}

/// Sends a change of the bans.
async fn send(
    inner: &Inner,
    connection: &mut MultiplexedConnection,
    command: &Command,
) -> Result<(), String> {
    let keys = &inner.keys;
    let mut call;
    match command {
        Command::Record(ban, until) => {
            let left = until.map_or(ban.left, |until| until.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Ok(());
            }
            call = inner.scripts.record.key(&keys.bans);
            call.key(&keys.ban_ends).arg(&keys.bans);
            call.arg(bans::field(&ban.method, ban.session.as_deref())).arg(bans::micros(left));
            call.arg(bans::one_line(&ban.ban.code));
            call.arg(bans::one_line(ban.ban.sub_code.as_deref().unwrap_or_default()));
        }
        Command::Clear => {
            call = inner.scripts.clear.key(&keys.bans);
            call.key(&keys.ban_ends).arg(&keys.bans);
        }
        Command::Flush(_) => return Ok(()),
    }
    within(inner, call.invoke_async::<Value>(connection)).await
}

/// Finds out whether both connections still work: a firewall may have dropped one without a word.
async fn check(inner: &Inner, link: &mut Link) -> Result<(), String> {
    within(inner, link.sink.ping::<Value>()).await?;
    within(inner, redis::cmd("PING").query_async::<Value>(&mut link.commands)).await
}

async fn within(inner: &Inner, command: impl Future<Output = RedisResult<Value>>) -> Result<(), String> {
    match timeout(inner.timeout, command).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(inner.timed_out()),
    }
}
