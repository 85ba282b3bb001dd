//! Sends the rows.

use std::cell::{Cell, RefCell};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use futures_util::{StreamExt as _, stream};
use indicatif::{ProgressBar, ProgressStyle};
use top_runtime::session::WithSession;
use top_runtime::{Error, ScopedClient};

use crate::case::{Case, UpdateCase};
use crate::cli::Args;
use crate::input::Input;
use crate::journal::{Journal, State};
use crate::outcome::Outcome;
use crate::stop::Stop;

/// A run over the rows of a file.
pub(crate) struct Push {
    client: ScopedClient<WithSession>,
    settings: Settings,
    journal: Journal,
    stop: Stop,
    progress: ProgressBar,
    /// Rows that wait before they are sent again.
    resting: Cell<usize>,
    ended: RefCell<Ended>,
}

struct Settings {
    concurrency: usize,
    max_failures: usize,
    max_wait: Duration,
    resend_unknown: bool,
    resend_failed: bool,
}

/// Result of a run.
pub(crate) struct Ended {
    /// State of each row.
    pub(crate) states: Vec<State>,
    /// Why the run ended before its last row.
    pub(crate) stopped: Option<Stopped>,
    failures: usize,
}

/// Reason of a run that ended before its last row, with the exit code of the program.
pub(crate) struct Stopped {
    pub(crate) reason: String,
    pub(crate) code: ExitCode,
}

impl Stopped {
    fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), code: ExitCode::FAILURE }
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        let reason = match error.retry_after() {
            Some(wait) => format!("{error}; run the same command again in {} s", wait.as_secs()),
            None => error.to_string(),
        };
        Self { reason, code: error.exit_code() }
    }
}

impl Push {
    pub(crate) fn new(client: ScopedClient<WithSession>, args: &Args, journal: Journal, stop: Stop) -> Self {
        let settings = Settings {
            concurrency: args.concurrency.into(),
            max_failures: args.max_failures,
            max_wait: args.max_wait(),
            resend_unknown: args.resend_unknown,
            resend_failed: args.resend_failed,
        };
        let ended = RefCell::new(Ended { states: Vec::new(), stopped: None, failures: 0 });
        let progress = ProgressBar::hidden();
        Self { client, settings, journal, stop, progress, resting: Cell::new(0), ended }
    }

    /// Sends the rows that are to be sent, and returns when all calls have ended.
    pub(crate) async fn run(mut self, input: &Input, journaled: Vec<(usize, State)>) -> Result<Ended> {
        let mut states = vec![State::Waiting; input.rows.len()];
        for (row, state) in journaled {
            if let Some(place) = states.get_mut(row) {
                *place = state;
            }
        }
        let waiting: Vec<usize> = (0..states.len()).filter(|row| self.is_to_send(&states[*row])).collect();
        self.progress = progress_bar(states.len(), states.len() - waiting.len());
        self.ended.borrow_mut().states = states;

        let rows = stream::iter(waiting).take_while(|_| std::future::ready(!self.stop.is_requested()));
        rows.for_each_concurrent(self.settings.concurrency, |row| self.push(row, input)).await;

        self.progress.finish_and_clear();
        self.journal.close()?;
        let mut ended = self.ended.into_inner();
        if ended.stopped.is_none() && ended.states.contains(&State::Waiting) {
            ended.stopped = Some(Stopped::new("interrupted; the same command resumes"));
        }
        Ok(ended)
    }

    fn is_to_send(&self, state: &State) -> bool {
        match state {
            State::Waiting => true,
            State::Done(_) => false,
            State::Failed(_) => self.settings.resend_failed,
            State::Started | State::Unknown(_) => self.settings.resend_unknown,
        }
    }

    async fn push(&self, row: usize, input: &Input) {
        let earlier = self.ended.borrow().states[row].clone();
        let state = match &input.rows[row].case {
            Ok(case) => self.send(row, case, &earlier).await,
            Err(error) => State::Failed(error.clone()),
        };
        let state = after_earlier_run(&earlier, state);
        self.journal.record(row, &state);
        let mut ended = self.ended.borrow_mut();
        if matches!(state, State::Failed(_)) {
            ended.failures += 1;
            if ended.failures > self.settings.max_failures {
                let reason = format!("more than {} rows failed", self.settings.max_failures);
                self.stop(&mut ended, Stopped::new(reason));
            }
        }
        self.progress.inc(u64::from(state != State::Waiting && state != State::Started));
        ended.states[row] = state;
    }

    /// Sends a row until it is executed, fails, may have been executed, or the run stops.
    async fn send(&self, row: usize, case: &Case, earlier: &State) -> State {
        let mut refusals = 0;
        while !self.stop.is_requested() {
            if let Err(error) = self.journal.start(row).await {
                self.stop(&mut self.ended.borrow_mut(), Stopped::new(format!("{error:#}")));
                break;
            }
            let error = match self.client.execute(&UpdateCase { param: case }).await {
                Ok(reply) => return State::Done(format!("request {}", reply.request_id())),
                Err(error) => error,
            };
            match Outcome::of(&error, refusals, self.settings.max_wait) {
                Outcome::Unknown => return State::Unknown(error.to_string()),
                Outcome::Failed => return State::Failed(error.to_string()),
                Outcome::Again(wait) => {
                    self.journal.record(row, &after_earlier_run(earlier, State::Waiting));
                    self.wait(wait, &error).await;
                }
                Outcome::Stop => self.stop(&mut self.ended.borrow_mut(), error.into()),
            }
            refusals += 1;
        }
        State::Waiting
    }

    /// Waits before a row is sent again, for instance until a ban ends.
    async fn wait(&self, wait: Duration, error: &Error) {
        if self.resting.get() == 0 {
            // One line, not one for each row that waits.
            self.progress.suspend(|| eprintln!("waiting for {} s: {error}", wait.as_secs()));
        }
        self.resting.set(self.resting.get() + 1);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.stop.requested() => {}
        }
        self.resting.set(self.resting.get() - 1);
    }

    /// Ends the run after the calls in progress. The first reason is kept.
    fn stop(&self, ended: &mut Ended, reason: Stopped) {
        ended.stopped.get_or_insert(reason);
        self.stop.request();
    }
}

/// Returns the state of a row that an earlier run may have executed: only a success changes that.
fn after_earlier_run(earlier: &State, state: State) -> State {
    match (earlier, state) {
        (State::Started | State::Unknown(_), State::Waiting) => earlier.clone(),
        (State::Started | State::Unknown(_), State::Failed(error)) => {
            State::Unknown(format!("an earlier run may have executed it; then: {error}"))
        }
        (_, state) => state,
    }
}

/// Returns a bar on stderr. Nothing is shown if stderr is not a terminal.
fn progress_bar(rows: usize, finished: usize) -> ProgressBar {
    let template = "{bar:30} {pos}/{len}, {eta} left";
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(rows as u64).with_style(style).with_position(finished as u64)
}
