//! `topctl consume`: prints messages of the platform as they come.

use std::env::{self, VarError};
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;
use top_codegen::Diagnostic;
use top_messages::observe::{ConnectionEvent, Observer};
use top_messages::{HandlerError, Message, Messages};
use top_runtime::{AppSecret, DateTime};

use crate::args::Consume;
use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::report::Reporter;
use crate::sanitize::{sanitize, sanitize_json};

/// Time for confirmations to be sent at the end.
const DRAIN: Duration = Duration::from_secs(5);

pub(crate) fn run(args: &Consume, reporter: &Reporter) -> Result<ExitCode, Diagnostics> {
    let (key, secret) = (variable("TOP_APP_KEY")?, variable("TOP_APP_SECRET")?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| failed("messages", error))?;
    runtime.block_on(consume(args, key, secret.into(), reporter.is_quiet()))
}

async fn consume(
    args: &Consume,
    key: String,
    secret: AppSecret,
    is_quiet: bool,
) -> Result<ExitCode, Diagnostics> {
    let printer = Arc::new(Printer {
        left: AtomicU64::new(args.count.map_or(u64::MAX, u64::from)),
        topics: args.topics.clone(),
        confirm: args.confirm,
        ended: Notify::new(),
    });
    let handler = Arc::clone(&printer);
    let mut messages = Messages::builder(key, secret)
        .address(&args.address)
        .group(&args.group)
        // One at a time: a message that was printed is settled before the next one is received.
        .max_unconfirmed(1)
        .drain_timeout(DRAIN)
        .fallback(move |message| {
            let result = handler.print(&message);
            async move { result }
        });
    if !is_quiet {
        messages = messages.observer(Status);
    }
    let shutdown = async {
        tokio::select! {
            () = printer.ended.notified() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    messages.run(shutdown).await.map_err(|error| failed("messages", error))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints messages until the number that was asked for.
struct Printer {
    left: AtomicU64,
    topics: Vec<String>,
    confirm: bool,
    ended: Notify,
}

impl Printer {
    fn print(&self, message: &Message) -> Result<(), HandlerError> {
        if !self.topics.is_empty() && !self.topics.iter().any(|topic| topic == message.topic()) {
            return Err(HandlerError::from("not one of the topics to print"));
        }
        let take = |left: u64| left.checked_sub(1);
        let Ok(left) = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) else {
            return Err(HandlerError::from("more messages than were asked for"));
        };
        let mut stdout = io::stdout().lock();
        let line = sanitize_json(&line(message).to_string());
        let printed = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
        if left <= 1 || printed.is_err() {
            self.ended.notify_one();
        }
        printed?;
        if self.confirm { Ok(()) } else { Err(HandlerError::from("printed without --confirm")) }
    }
}

/// Returns a message as one object. Content that is not JSON is a text.
fn line(message: &Message) -> Value {
    let content: Value = serde_json::from_str(message.text()).unwrap_or_else(|_| message.text().into());
    let published = message.published().map(|time| DateTime::from(time).to_string());
    json!({
        "id": message.id(),
        "topic": message.topic(),
        "user_id": message.user_id(),
        "nick": message.nick(),
        "published": published,
        "redeliveries": message.redeliveries(),
        "content": content,
    })
}

/// Prints changes of the connection to standard error.
struct Status;

impl Observer for Status {
    fn connection(&self, event: &ConnectionEvent<'_>) {
        let text = match event {
            ConnectionEvent::Connected => "connected".to_owned(),
            ConnectionEvent::Lost { reason, wait, .. } => {
                format!("not connected: {reason}; next attempt in {wait:.1?}")
            }
            ConnectionEvent::Skipped { reason, .. } => format!("skipped: {reason}"),
            ConnectionEvent::ClockCorrected { seconds, .. } => {
                format!("the clock of the platform is {seconds} s ahead of this one")
            }
            _ => return,
        };
        anstream::eprintln!("{}", sanitize(&text));
    }
}

/// Reads a variable that must be set. The error does not contain its value.
fn variable(name: &str) -> Result<String, Diagnostics> {
    env::var(name).map_err(|error| {
        let problem = match error {
            VarError::NotPresent => "not set",
            VarError::NotUnicode(_) => "not UTF-8",
        };
        failed(name, format_args!("environment variable {name}: {problem}"))
    })
}

fn failed(source: &str, error: impl std::fmt::Display) -> Diagnostics {
    SourceDiagnostic::for_file(source, Diagnostic::new(error.to_string())).into()
}
