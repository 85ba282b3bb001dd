//! Files that somebody edited: they stay, the new text goes beside them, and what differs is shown.

use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use top_codegen::Diagnostic;

use super::place::Planned;
use super::seal;
use crate::output::Staged;
use crate::plain::plain;
use crate::remark::Remark;
use crate::report::Reporter;

/// The most lines of a difference that are shown.
const SHOWN: usize = 200;

/// Writes the new text beside the edited one, shows what differs to whom it is given, and says why.
pub(super) fn set_aside(plan: &Planned, edited: &str, reporter: Option<&Reporter>) -> Remark {
    let beside = beside(&plan.path);
    let file = plan.path.display().to_string();
    if let Err(error) = write_beside(&beside, &plan.text) {
        return error;
    }
    if let Some(reporter) = reporter {
        reporter.show(&difference(edited, &plan.text, &file, &beside.display().to_string()));
    }
    let message = if seal::is_sealed(edited) {
        "the file was edited since topctl wrote it, so it is left as it is"
    } else {
        "the file was not written by topctl, so it is left as it is"
    };
    let help = format!(
        "the new text is in {}: take over what you need and delete it, or give `--force` to lose the edits",
        beside.display()
    );
    Remark::of_file(file, Diagnostic::new(message).with_help(help))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// The file beside it may be edited as well, by one who is merging the two.
fn write_beside(beside: &Path, text: &str) -> Result<(), Remark> {
    if let Ok(there) = fs::read_to_string(beside)
        && there != text
        && !seal::is_untouched(&there)
    {
        let notice = Diagnostic::new("the file was edited, so the new text cannot be written there")
            .with_help("move it away, or delete it");
        return Err(Remark::of_file(beside.display().to_string(), notice));
    }
    Staged::write(beside, text.as_bytes())?.put()
}

/// What differs, line by line.
fn difference(edited: &str, made: &str, edited_name: &str, made_name: &str) -> String {
    let diff = TextDiff::from_lines(edited, made);
    let text = diff.unified_diff().context_radius(2).header(edited_name, made_name).to_string();
    let mut lines: Vec<_> = text.lines().map(plain).collect();
    if lines.len() > SHOWN {
        let more = lines.len() - SHOWN;
        lines.truncate(SHOWN);
        lines.push(format!("... {more} more lines"));
    }
    lines.join("\n") + "\n\n"
}
