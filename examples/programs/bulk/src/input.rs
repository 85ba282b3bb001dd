//! Reads the CSV file.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use csv::StringRecord;
use sha2::{Digest as _, Sha256};

use crate::case::{COLUMNS, Case};

/// The rows of a file. A row is identified by its position, starting at 0.
pub(crate) struct Input {
    /// SHA-256 of the file, in hexadecimal digits.
    pub(crate) digest: String,
    pub(crate) rows: Vec<Row>,
}

/// One row of the file.
pub(crate) struct Row {
    /// Line in the file, starting at 1.
    pub(crate) line: u64,
    /// The case, or why the row cannot be read.
    pub(crate) case: Result<Case, String>,
}

impl Row {
    /// Returns the id of the case. Empty if the row cannot be read.
    pub(crate) fn id(&self) -> &str {
        self.case.as_ref().map_or("", |case| &case.outer_case_id)
    }
}

impl Input {
    /// Reads a file. A row that is not a case is kept with its error.
    ///
    /// Fails if two rows have the same id: rows are sent concurrently, in no particular order.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&bytes).with_context(|| path.display().to_string())
    }

    fn parse(bytes: &[u8]) -> Result<Self> {
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader.headers()?.clone();
        if let Some(absent) = COLUMNS.iter().find(|column| !header.iter().any(|name| name == **column)) {
            bail!("no column `{absent}`; the first line must name: {}", COLUMNS.join(", "));
        }
        let mut record = StringRecord::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut lines = HashMap::new();
        loop {
            let case = match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => record.deserialize::<Case>(Some(&header)),
                Err(error) => Err(error),
            };
            let line = record.position().map_or(0, csv::Position::line);
            if let Ok(case) = &case
                && let Some(first) = lines.insert(case.outer_case_id.clone(), line)
            {
                bail!("lines {first} and {line} have the same outer_case_id: push them in two files");
            }
            rows.push(Row { line, case: case.map_err(|error| error.to_string()) });
        }
        Ok(Self { digest: base16ct::lower::encode_string(&Sha256::digest(bytes)), rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "outer_case_id,refund_id,detail_order_id,operate_type,occur_time,operate_tips\n";

    #[test]
    fn unreadable_row_keeps_its_line_and_its_error() {
        let text = format!("{HEADER}C-1,1,2,1,1571121255,创建\nC-2,x,2,1,1571121255,创建\nC-3,1\n");
        let input = Input::parse(text.as_bytes()).unwrap();
        let lines: Vec<_> = input.rows.iter().map(|row| (row.line, row.case.is_ok())).collect();
        assert_eq!(lines, [(2, true), (3, false), (4, false)]);
        assert!(input.rows[1].case.as_ref().unwrap_err().contains("invalid digit"));
    }

    #[test]
    fn absent_column_is_named() {
        let error = Input::parse(HEADER.replace("refund_id,", "").as_bytes()).err().unwrap();
        assert!(error.to_string().starts_with("no column `refund_id`"), "{error}");
    }

    #[test]
    fn repeated_id_is_refused() {
        let text = format!("{HEADER}C-1,1,2,1,1571121255,创建\nC-1,1,2,2,1571121256,完结\n");
        let error = Input::parse(text.as_bytes()).err().unwrap();
        assert!(error.to_string().starts_with("lines 2 and 3 have the same outer_case_id"), "{error}");
    }
}
