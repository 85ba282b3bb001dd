//! Files into their places: all of them, and none that somebody edited.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use top_codegen::Notice;

use super::{edited, seal};
use crate::output::{Staged, unwritable};
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;

/// The most edited files of which the differences are shown.
const COMPARED: usize = 5;

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

/// Writes the files, or none of them.
pub(super) fn all(planned: Vec<Planned>, force: bool, reporter: &Reporter) -> Result<(), Refusal> {
    let mut staged = Vec::new();
    let mut errors = Vec::new();
    let mut said = Vec::new();
    for plan in planned {
        match now(&plan)? {
            Now::Same => {
                said.push(format!("{} is unchanged", plan.path.display()));
                continue;
            }
            Now::Edited(text) if !force => {
                errors.push(edited::set_aside(&plan, &text, (errors.len() < COMPARED).then_some(reporter)));
                continue;
            }
            Now::Nothing => said.push(format!("{} is new", plan.path.display())),
            Now::Ours => said.push(format!("{} is made again", plan.path.display())),
            Now::Edited(_) => said.push(format!("{} is replaced", plan.path.display())),
        }
        if errors.is_empty() {
            make_folder(&plan.path)?;
            staged.push(Staged::write(&plan.path, plan.text.as_bytes())?);
        }
    }
    if !errors.is_empty() {
        return Err(Refusal(errors));
    }
    staged.into_iter().try_for_each(Staged::put)?;
    for line in summary(&said) {
        reporter.say(&line);
    }
    Ok(())
}

/// Makes the folder of a file, not the folders around it: those are more likely mistyped than missing.
fn make_folder(path: &Path) -> Result<(), Remark> {
    match path.parent() {
        Some(folder) if folder != Path::new("") && !folder.exists() => {
            fs::create_dir(folder).map_err(|error| unwritable(folder, &error))
        }
        _ => Ok(()),
    }
}

fn now(plan: &Planned) -> Result<Now, Remark> {
    let bytes = match fs::read(&plan.path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Now::Nothing),
        Err(error) => return Err(unwritable(&plan.path, &error)),
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        let notice = Notice::new("what stands there is no text").with_help("give another file in `--out`");
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
    let unchanged = said.iter().filter(|line| line.ends_with(" is unchanged")).count();
    vec![format!("{} files are written, {unchanged} are unchanged", said.len() - unchanged)]
}
