//! Writes generated files: all of them, and never over edits.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use top_codegen::Diagnostic;

use super::header;
use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::output::{Staged, write_error};
use crate::report::Reporter;
use crate::sanitize::sanitize;

/// Maximal number of edited files whose differences are printed.
const MAX_DIFFS: usize = 5;

/// Maximal number of lines of a printed difference.
const MAX_DIFF_LINES: usize = 200;

/// Maximal number of files that are listed one by one.
const MAX_LISTED: usize = 10;

const UNCHANGED: &str = "is unchanged";

/// A file to be written.
pub(super) struct PlannedFile {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// Current state of a planned file.
enum Existing {
    Missing,
    /// Has the planned text.
    Same,
    /// Empty, or generated and not edited since.
    Unmodified,
    /// Written or edited by the user.
    Edited(String),
}

/// Writes every file, or none if one was edited. All of them are inside `top`.
pub(super) fn write_all(
    planned: Vec<PlannedFile>,
    top: &Path,
    force: bool,
    reporter: &Reporter,
) -> Result<(), Diagnostics> {
    let mut errors = Vec::new();
    let mut statuses = Vec::new();
    let mut changed = Vec::new();
    for file in planned {
        let status = match existing(&file)? {
            Existing::Same => UNCHANGED,
            Existing::Edited(text) if !force => {
                let reporter = (errors.len() < MAX_DIFFS).then_some(reporter);
                errors.push(write_alongside(&file, &text, reporter));
                continue;
            }
            Existing::Missing => "is new",
            Existing::Unmodified => "is updated",
            Existing::Edited(_) => "is replaced",
        };
        statuses.push(format!("{} {status}", file.path.display()));
        if status != UNCHANGED {
            changed.push(file);
        }
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    stage_and_persist(&changed, top)?;
    for line in summarize(&statuses) {
        reporter.status(&line);
    }
    Ok(())
}

/// Writes temporary files first, so that an error leaves every file as it was.
fn stage_and_persist(files: &[PlannedFile], top: &Path) -> Result<(), SourceDiagnostic> {
    let mut staged = Vec::with_capacity(files.len());
    for file in files {
        if let Some(folder) = file.path.parent() {
            create_folder(folder, top)?;
        }
        staged.push(Staged::write(&file.path, file.text.as_bytes())?);
    }
    staged.into_iter().try_for_each(Staged::persist)
}

/// Creates a folder and its parents up to `top`. A missing parent of `top` is more likely a typing
/// error.
fn create_folder(folder: &Path, top: &Path) -> Result<(), SourceDiagnostic> {
    if folder == Path::new("") || folder.exists() {
        return Ok(());
    }
    if let Some(parent) = folder.parent()
        && folder != top
    {
        create_folder(parent, top)?;
    }
    fs::create_dir(folder).map_err(|error| write_error(folder, &error))
}

fn existing(file: &PlannedFile) -> Result<Existing, SourceDiagnostic> {
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Existing::Missing),
        Err(error) => return Err(write_error(&file.path, &error)),
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        let diagnostic =
            Diagnostic::new("the existing file is not text").with_help("pass another file to `--out`");
        SourceDiagnostic::for_file(file.path.display().to_string(), diagnostic)
    })?;
    Ok(if text == file.text {
        Existing::Same
    } else if text.trim().is_empty() || header::is_unmodified(&text) {
        Existing::Unmodified
    } else {
        Existing::Edited(text)
    })
}

fn summarize(statuses: &[String]) -> Vec<String> {
    if statuses.len() <= MAX_LISTED {
        return statuses.to_vec();
    }
    let unchanged = statuses.iter().filter(|line| line.ends_with(UNCHANGED)).count();
    vec![format!("{} files are written, {unchanged} are unchanged", statuses.len() - unchanged)]
}

/// Writes the new text to `PATH.new`, prints the difference to `reporter`, and returns the error.
fn write_alongside(file: &PlannedFile, edited: &str, reporter: Option<&Reporter>) -> SourceDiagnostic {
    let new_path = new_path(&file.path);
    let path = file.path.display().to_string();
    if let Err(error) = write_new(&new_path, &file.text) {
        return error;
    }
    if let Some(reporter) = reporter {
        reporter.raw(&unified_diff(edited, &file.text, &path, &new_path.display().to_string()));
    }
    let message = if header::has_header(edited) {
        "the file was edited since topctl wrote it, so it is left unchanged"
    } else {
        "the file was not written by topctl, so it is left unchanged"
    };
    let help = format!(
        "the new text is in {}: merge it and delete that file, or pass `--force` to discard the edits",
        new_path.display()
    );
    SourceDiagnostic::for_file(path, Diagnostic::new(message).with_help(help))
}

fn new_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// Writes `PATH.new`, unless the user edited it, for example while merging.
fn write_new(path: &Path, text: &str) -> Result<(), SourceDiagnostic> {
    if let Ok(existing) = fs::read_to_string(path)
        && existing != text
        && !header::is_unmodified(&existing)
    {
        let diagnostic = Diagnostic::new("the file was edited, so the new text cannot be written to it")
            .with_help("move or delete the file");
        return Err(SourceDiagnostic::for_file(path.display().to_string(), diagnostic));
    }
    Staged::write(path, text.as_bytes())?.persist()
}

fn unified_diff(edited: &str, generated: &str, edited_name: &str, generated_name: &str) -> String {
    let diff = TextDiff::from_lines(edited, generated);
    let text = diff.unified_diff().context_radius(2).header(edited_name, generated_name).to_string();
    let mut lines: Vec<_> = text.lines().map(sanitize).collect();
    if lines.len() > MAX_DIFF_LINES {
        let more = lines.len() - MAX_DIFF_LINES;
        lines.truncate(MAX_DIFF_LINES);
        lines.push(format!("... {more} more lines"));
    }
    lines.join("\n") + "\n\n"
}
