//! Errors and warnings on standard error, with the line that they are about.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::plain::plain;
use crate::remark::Remark;

/// The most errors that are printed, and the most warnings; the rest is counted.
const MOST: usize = 100;

/// Tells people what happened. Standard output is for results alone.
pub(crate) struct Reporter {
    quiet: bool,
}

impl Reporter {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(crate) fn warnings(&self, remarks: &[Remark]) {
        if !self.quiet {
            print(&Level::WARNING, "warnings", remarks);
        }
    }

    /// Names files that are no documents, and how many they are.
    pub(crate) fn skipped(&self, remarks: &[Remark]) {
        self.warnings(remarks);
        let files = match remarks.len() {
            0 => return,
            1 => "1 file is".to_owned(),
            number => format!("{number} files are"),
        };
        self.say(&format!(
            "{files} neither a page nor a definition and skipped; `--strict` makes that an error"
        ));
    }

    /// Says in one line what was done.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            anstream::eprintln!("{}", plain(text));
        }
    }

    /// Shows lines of ours, which may name files of the user's.
    pub(crate) fn lines(&self, text: &str) {
        if !self.quiet {
            text.lines().for_each(|line| anstream::eprintln!("{}", plain(line)));
            anstream::eprintln!();
        }
    }

    /// Shows what is already in lines, as it is.
    pub(crate) fn show(&self, lines: &str) {
        if !self.quiet {
            anstream::eprint!("{lines}");
        }
    }
}

/// Says why there is no result. Nothing silences that.
pub(crate) fn errors(remarks: &[Remark]) {
    print(&Level::ERROR, "errors", remarks);
}

fn print(level: &Level<'static>, kind: &str, remarks: &[Remark]) {
    let renderer = Renderer::styled();
    for remark in remarks.iter().take(MOST) {
        anstream::eprintln!("{}\n", renderer.render(&groups(level, remark)));
    }
    if remarks.len() > MOST {
        anstream::eprintln!("{} more {kind} are not shown", remarks.len() - MOST);
    }
}

fn groups<'a>(level: &Level<'static>, remark: &Remark) -> Vec<Group<'a>> {
    let notice = &remark.notice;
    let title = level.clone().primary_title(plain(notice.message()));
    let file = plain(&remark.file);
    let first = match (notice.line(), &remark.line) {
        (Some(number), Some(line)) => title.element(excerpt(file, number, line)),
        (Some(number), None) => title.element(Origin::path(file).line(number)),
        (None, _) => title.element(Origin::path(file)),
    };
    let help = notice.help().map(|help| Group::with_title(Level::HELP.secondary_title(plain(help))));
    std::iter::once(first).chain(help).collect()
}

/// The line, with what stands in it marked. An empty one is marked at its start.
fn excerpt<'a>(file: String, number: usize, line: &str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let line = plain(line);
    let start = line.len() - line.trim_start().len();
    let end = line.trim_end().len().max(start);
    Snippet::source(line).line_start(number).path(file).annotation(AnnotationKind::Primary.span(start..end))
}
