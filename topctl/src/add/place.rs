//! Files into their places: all of them, and none that somebody edited.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use top_codegen::Diagnostic;

use super::{edited, seal};
use crate::output::{Staged, unwritable};
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;

/// The most edited files of which the differences are shown.
const COMPARED: usize = 5;

/// What is said of a file that is as it would be written.
const UNCHANGED: &str = "is unchanged";

/// A file to be written.
pub(super) struct Planned {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// What stands in a place now.
enum Now {
    Nothing,
    /// The same text.
    Same,
    /// What we wrote there before, and nobody edited.
    Ours,
    /// What somebody wrote or edited.
    Edited(String),
}

/// Writes the files, or none of them. All of them are in `top`.
pub(super) fn all(
    planned: Vec<Planned>,
    top: &Path,
    force: bool,
    reporter: &Reporter,
) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut said = Vec::new();
    let mut changed = Vec::new();
    for plan in planned {
        let what = match now(&plan)? {
            Now::Same => UNCHANGED,
            Now::Edited(text) if !force => {
                errors.push(edited::set_aside(&plan, &text, (errors.len() < COMPARED).then_some(reporter)));
                continue;
            }
            Now::Nothing => "is new",
            Now::Ours => "is made again",
            Now::Edited(_) => "is replaced",
        };
        said.push(format!("{} {what}", plan.path.display()));
        if what != UNCHANGED {
            changed.push(plan);
        }
    }
    if !errors.is_empty() {
        return Err(Refusal(errors));
    }
    put(&changed, top)?;
    for line in summary(&said) {
        reporter.say(&line);
    }
    Ok(())
}

/// Writes the files beside their places, and then puts them there.
fn put(planned: &[Planned], top: &Path) -> Result<(), Remark> {
    let mut staged = Vec::with_capacity(planned.len());
    for plan in planned {
        if let Some(folder) = plan.path.parent() {
            make_folder(folder, top)?;
        }
        staged.push(Staged::write(&plan.path, plan.text.as_bytes())?);
    }
    staged.into_iter().try_for_each(Staged::put)
}

/// Makes a folder with those around it up to `top`, not the folders around that: they are more likely mistyped than missing.
fn make_folder(folder: &Path, top: &Path) -> Result<(), Remark> {
    if folder == Path::new("") || folder.exists() {
        return Ok(());
    }
    if let Some(around) = folder.parent()
        && folder != top
    {
        make_folder(around, top)?;
    }
    fs::create_dir(folder).map_err(|error| unwritable(folder, &error))
}

fn now(plan: &Planned) -> Result<Now, Remark> {
    let bytes = match fs::read(&plan.path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Now::Nothing),
        Err(error) => return Err(unwritable(&plan.path, &error)),
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        let notice =
            Diagnostic::new("what stands there is no text").with_help("give another file in `--out`");
        Remark::of_file(plan.path.display().to_string(), notice)
    })?;
    Ok(if text == plan.text {
        Now::Same
    } else if text.trim().is_empty() || seal::is_untouched(&text) {
        Now::Ours
    } else {
        Now::Edited(text)
    })
}

/// The most files that are named one by one.
const NAMED: usize = 10;

fn summary(said: &[String]) -> Vec<String> {
    if said.len() <= NAMED {
        return said.to_vec();
    }
    let unchanged = said.iter().filter(|line| line.ends_with(UNCHANGED)).count();
    vec![format!("{} files are written, {unchanged} are unchanged", said.len() - unchanged)]
}
