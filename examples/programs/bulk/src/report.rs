//! The report: how many rows are in which state, and a CSV file with those that need attention.

use std::fmt;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use tempfile::NamedTempFile;

use crate::input::Input;
use crate::journal::State;

/// Numbers of rows per state, and the rows to look at.
pub(crate) struct Report {
    pub(crate) rows: usize,
    pub(crate) done: usize,
    pub(crate) failed: usize,
    pub(crate) unknown: usize,
    /// Line, id, state and detail.
    listed: Vec<[String; 4]>,
}

impl Report {
    pub(crate) fn new(input: &Input, states: &[State]) -> Self {
        let mut report = Self { rows: states.len(), done: 0, failed: 0, unknown: 0, listed: Vec::new() };
        for (row, state) in input.rows.iter().zip(states) {
            let (word, detail) = match state {
                State::Waiting => continue,
                State::Done(_) => {
                    report.done += 1;
                    continue;
                }
                State::Failed(error) => ("failed", error.as_str()),
                State::Unknown(error) => ("unknown", error.as_str()),
                State::Started => ("unknown", "the run was killed before the reply"),
            };
            *if word == "failed" { &mut report.failed } else { &mut report.unknown } += 1;
            let fields = [row.line.to_string(), row.id().to_owned(), word.to_owned(), detail.to_owned()];
            report.listed.push(fields);
        }
        report
    }

    /// Writes the failed and unknown rows. A file of an earlier run is replaced as a whole.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        self.replace(path).with_context(|| format!("cannot write {}", path.display()))
    }

    fn replace(&self, path: &Path) -> Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        let mut writer = csv::Writer::from_writer(&mut file);
        writer.write_record(["line", "outer_case_id", "state", "detail"])?;
        for row in &self.listed {
            writer.write_record(row)?;
        }
        writer.flush()?;
        drop(writer);
        file.flush()?;
        file.persist(path)?;
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, done, failed, unknown, .. } = self;
        let left = rows - done - failed - unknown;
        write!(f, "{rows} rows: {done} done, {failed} failed, {unknown} unknown, {left} left")
    }
}
