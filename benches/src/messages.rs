//! Messages per second from the message channel, beside the platform's API with the same handler.
//! The server is another process.

mod server;

use std::cell::{Cell, RefCell};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use top_messages::store::MemoryStore;
use top_messages::{Error, Message, Messages, Summary};
use top_runtime::{Client, Price, TopMessage};

use crate::gateway::{GATEWAY, Gateway};
use crate::memory::resident;
use crate::throughput::lanes::{Measured, cpu_time};
use crate::throughput::{BLOCKS, is_missed};

/// Name of the subcommand.
pub const NAME: &str = "messages";

/// Messages of the channel for each row, unless a number is given.
const MESSAGES: u64 = 200_000;

/// Messages of the channel for each message of the API, which is slower.
const PER_MESSAGE_OF_API: u64 = 4;

/// Messages in progress: the default, and two calls of the API with as many messages as it returns.
const MAX_UNCONFIRMED: [usize; 2] = [64, 400];

/// Messages that the store remembers: fewer than a block has, so that the store stops growing
/// before the first reading of the memory.
const REMEMBERED: usize = 10_000;

/// Minimum of the messages per second, as a ratio to the API.
const BESIDE_API: f64 = 1.3;

/// Maximum growth of the resident memory after a quarter of the messages, in kB.
const GROWTH: u64 = 4 << 10;

/// Content of a message.
#[derive(Debug, Clone, TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
#[allow(dead_code, reason = "decoded, as a handler would need them")]
struct TradeCreated {
    tid: i64,
    oid: i64,
    buyer_nick: String,
    seller_nick: String,
    payment: Price,
    r#type: String,
}

/// Prints messages per second, processor time and memory. Fails if a mark is missed by more than
/// noise, or if memory grows.
///
/// # Panics
///
/// If a message gets lost on its way to the handler, or its handler fails.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    let messages = match words.first().map(|word| (word.as_str(), word.parse::<u64>())) {
        Some((GATEWAY, _)) => return server::serve(),
        Some((_, Ok(messages))) if messages >= PER_MESSAGE_OF_API * BLOCKS => messages,
        None => MESSAGES,
        Some((word, _)) => {
            eprintln!("{word}: expected a number of messages, {} or more", PER_MESSAGE_OF_API * BLOCKS);
            return ExitCode::FAILURE;
        }
    };
    println!("| messages | messages/s | of the API | ratio | CPU us a message | of the API | ratio |");
    println!("|---|---|---|---|---|---|---|");
    let one = || Builder::new_current_thread().enable_all().build().expect("a runtime");
    let two = || Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let runtimes = [("one thread", one()), ("two threads", two())];
    let failed = runtimes.iter().filter(|(name, runtime)| has_failed(name, runtime, messages)).count();
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures a kind of runtime with a server of its own. Returns whether a mark is missed.
fn has_failed(name: &str, runtime: &Runtime, messages: u64) -> bool {
    let server = Gateway::of_this_program(NAME);
    let (channel, api) = server.url.split_once(' ').expect("two addresses");
    let client = Client::builder("12345678", "helloworld").gateway(api).build().expect("all is well-formed");
    let store = Arc::new(MemoryStore::new(REMEMBERED));
    let memory = RefCell::new(Vec::new());
    let of_server = Cell::new([0.0; 2]);
    let block = |source, max_unconfirmed, count| {
        let before = cpu_time(&server.process());
        let measured = measure(runtime, count, max_unconfirmed, &store, source);
        let [cpu, total] = of_server.get();
        if matches!(source, Source::Channel(_)) {
            memory.borrow_mut().push(resident().unwrap_or_default());
            of_server.set([cpu + cpu_time(&server.process()) - before, total + measured.1]);
        }
        measured.0
    };
    let count = messages / BLOCKS;
    let missed = MAX_UNCONFIRMED.map(|max| {
        let of_channel = || block(Source::Channel(channel), max, count);
        let of_api = || block(Source::Api(&client), max, count / PER_MESSAGE_OF_API);
        let what = format!("{name}, {max} in progress, channel, beside the API");
        is_missed(&what, BESIDE_API, &of_channel, &of_api)
    });
    let [cpu, total] = of_server.get();
    println!("| server of the channel | | | | {:.1} | | |", cpu / total / 1e3);
    let memory = memory.into_inner();
    let (quarter, end) = (memory.get(memory.len() / 4 - 1), memory.last());
    let (quarter, end) = (quarter.copied().unwrap_or_default(), end.copied().unwrap_or_default());
    println!("| resident memory after a quarter: {quarter} kB, at the end: {end} kB | | | | | | |");
    server.end();
    missed.contains(&true) || end > quarter + GROWTH
}

/// Where messages come from.
#[derive(Clone, Copy)]
enum Source<'s> {
    /// The address of the channel.
    Channel(&'s str),
    Api(&'s Client),
}

/// Receives at least `count` messages. Returns the number of messages that were handled, too.
///
/// The block begins before the connection and ends after the last confirmation.
fn measure(
    runtime: &Runtime,
    count: u64,
    max_unconfirmed: usize,
    store: &Arc<MemoryStore>,
    source: Source<'_>,
) -> (Measured, f64) {
    let (handled, done) = (Arc::new(AtomicU64::new(0)), Arc::new(Notify::new()));
    let receiver = Messages::builder("12345678", "helloworld")
        .max_unconfirmed(max_unconfirmed)
        .store(Arc::clone(store))
        .on({
            let done = Arc::clone(&done);
            move |trade: Message<TradeCreated>| {
                if handled.fetch_add(1, Ordering::Relaxed) + 1 == count {
                    done.notify_one();
                }
                let is_own = trade.tid == trade.id() && trade.issues().is_empty();
                std::future::ready(if is_own { Ok(()) } else { Err("not the content of the message".into()) })
            }
        });
    let shutdown = async move { done.notified().await };
    let (start, cpu) = (Instant::now(), cpu_time("self"));
    let summary = runtime.block_on(async {
        let task = match source {
            Source::Channel(url) => runtime.spawn(receiver.address(url).run(shutdown)),
            Source::Api(client) => {
                let (receiver, client) = (receiver.build(), client.clone());
                runtime.spawn(async move { receiver?.poll(&client, shutdown).await })
            }
        };
        task.await.expect("the receiver does not panic")
    });
    let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_time("self") - cpu);
    let handled = check(summary, count);
    (Measured { per_second: handled / seconds, cpu: cpu / handled / 1e3 }, handled)
}

/// Returns the number of messages that were handled.
fn check(summary: Result<Summary, Error>, count: u64) -> f64 {
    let summary = summary.expect("the server accepts the receiver");
    let lost = summary.failed + summary.dead + summary.abandoned;
    assert!(summary.handled >= count && lost == 0, "{summary:?} of {count}");
    f64::from(u32::try_from(summary.handled).unwrap_or(u32::MAX))
}
