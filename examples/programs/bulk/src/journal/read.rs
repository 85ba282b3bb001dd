//! The lines of a journal.

use std::collections::HashMap;

use anyhow::{Context as _, Result, ensure};

use super::State;

/// Returns the first line.
pub(crate) fn header(digest: &str) -> String {
    format!("bulk-push journal 1 {digest}\n")
}

/// Returns the line of a row. Line breaks in the text become blanks.
pub(crate) fn line(row: usize, state: &State) -> String {
    let (word, text) = match state {
        State::Waiting => ("waiting", ""),
        State::Started => ("started", ""),
        State::Done(text) => ("done", text.as_str()),
        State::Failed(text) => ("failed", text.as_str()),
        State::Unknown(text) => ("unknown", text.as_str()),
    };
    let blank = if text.is_empty() { "" } else { " " };
    format!("{word} {row}{blank}{}\n", text.replace(['\n', '\r'], " "))
}

/// Returns the latest state of each row.
pub(crate) fn states(bytes: &[u8], digest: &str) -> Result<Vec<(usize, State)>> {
    let text = str::from_utf8(bytes).context("not a journal: it is not UTF-8")?;
    let mut lines = text.lines().zip(1..);
    if let Some((first, _)) = lines.next() {
        ensure!(
            format!("{first}\n") == header(digest),
            "it belongs to another CSV file or to another version of it; choose another with `--journal`"
        );
    }
    let mut states = HashMap::new();
    for (line, number) in lines {
        let (row, state) = parse(line).with_context(|| {
            format!("line {number}: expected a state and a row, found `{}`", line.escape_debug())
        })?;
        states.insert(row, state);
    }
    Ok(states.into_iter().collect())
}

fn parse(line: &str) -> Option<(usize, State)> {
    let mut parts = line.splitn(3, ' ');
    let (word, row, text) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
    let state = match word {
        "waiting" => State::Waiting,
        "started" => State::Started,
        "done" => State::Done(text.to_owned()),
        "failed" => State::Failed(text.to_owned()),
        "unknown" => State::Unknown(text.to_owned()),
        _ => return None,
    };
    Some((row.parse().ok()?, state))
}
