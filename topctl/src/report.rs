//! Errors, warnings and status messages on standard error.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::SourceDiagnostic;
use crate::sanitize::sanitize;

/// Maximal number of errors, and of warnings, that are printed. The rest is counted.
const MAX_PRINTED: usize = 100;

/// Prints messages to standard error; standard output is for results only.
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

    pub(crate) fn warnings(&self, diagnostics: &[SourceDiagnostic]) {
        if !self.quiet {
            print(&Level::WARNING, "warnings", diagnostics);
        }
    }

    /// Prints the skipped files and their number.
    pub(crate) fn skipped(&self, diagnostics: &[SourceDiagnostic]) {
        self.warnings(diagnostics);
        let files = match diagnostics.len() {
            0 => return,
            1 => "1 file".to_owned(),
            number => format!("{number} files"),
        };
        self.status(&format!(
            "{files} skipped: neither a page nor a definition (`--strict` makes this an error)"
        ));
    }

    /// Prints one line about the result.
    pub(crate) fn status(&self, text: &str) {
        if !self.quiet {
            anstream::eprintln!("{}", sanitize(text));
        }
    }

    /// Prints several lines, each of them sanitized.
    pub(crate) fn lines(&self, text: &str) {
        if !self.quiet {
            text.lines().for_each(|line| anstream::eprintln!("{}", sanitize(line)));
            anstream::eprintln!();
        }
    }

    /// Prints text that is already sanitized.
    pub(crate) fn raw(&self, lines: &str) {
        if !self.quiet {
            anstream::eprint!("{lines}");
        }
    }
}

/// Prints the errors of a failed command, even with `--quiet`.
pub(crate) fn errors(diagnostics: &[SourceDiagnostic]) {
    print(&Level::ERROR, "errors", diagnostics);
}

fn print(level: &Level<'static>, kind: &str, diagnostics: &[SourceDiagnostic]) {
    let renderer = Renderer::styled();
    for source in diagnostics.iter().take(MAX_PRINTED) {
        anstream::eprintln!("{}\n", renderer.render(&groups(level, source)));
    }
    if diagnostics.len() > MAX_PRINTED {
        anstream::eprintln!("{} more {kind} are not shown", diagnostics.len() - MAX_PRINTED);
    }
}

fn groups<'a>(level: &Level<'static>, source: &SourceDiagnostic) -> Vec<Group<'a>> {
    let diagnostic = &source.diagnostic;
    let title = level.clone().primary_title(sanitize(diagnostic.message()));
    let file = sanitize(&source.file);
    let first = match (diagnostic.line(), &source.line) {
        (Some(number), Some(line)) => title.element(excerpt(file, number, line)),
        (Some(number), None) => title.element(Origin::path(file).line(number)),
        (None, _) => title.element(Origin::path(file)),
    };
    let help = diagnostic.help().map(|help| Group::with_title(Level::HELP.secondary_title(sanitize(help))));
    std::iter::once(first).chain(help).collect()
}

/// Shows a source line with its text underlined. An empty line is marked at its start.
fn excerpt<'a>(file: String, number: usize, line: &str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let line = sanitize(line);
    let start = line.len() - line.trim_start().len();
    let end = line.trim_end().len().max(start);
    Snippet::source(line).line_start(number).path(file).annotation(AnnotationKind::Primary.span(start..end))
}
