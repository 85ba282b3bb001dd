//! What is to be said of a file, with the line that it is about.

use top_codegen::{Diagnostic, FileDiagnostic};

/// The most characters of a line that are kept to be shown: a definition may be one line of many thousands.
const WIDEST: usize = 160;

/// An error in a file, or a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) file: String,
    pub(crate) notice: Diagnostic,
    /// The line that the notice names, where the file is text.
    pub(crate) line: Option<String>,
}

/// Why a command ends without a result: at least one error.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Vec<Remark>);

impl Remark {
    /// A remark about a place in a document.
    pub(crate) fn about(file: &str, notice: Diagnostic, document: &[u8]) -> Self {
        let text = str::from_utf8(document).ok();
        let number = notice.line().and_then(|line| line.checked_sub(1));
        let line = text.zip(number).and_then(|(text, number)| text.lines().nth(number)).map(cut);
        Self { file: file.to_owned(), notice, line }
    }

    /// Remarks about places in one document, which is split into lines once for all of them.
    pub(crate) fn all_about(file: &str, notices: Vec<Diagnostic>, document: &[u8]) -> Vec<Self> {
        let numbered = notices.iter().any(|notice| notice.line().is_some());
        let text = str::from_utf8(document).ok().filter(|_| numbered);
        let lines: Vec<&str> = text.into_iter().flat_map(str::lines).collect();
        let remark = |notice: Diagnostic| {
            let number = notice.line().and_then(|line| line.checked_sub(1));
            let line = number.and_then(|number| lines.get(number)).map(|line| cut(line));
            Self { file: file.to_owned(), notice, line }
        };
        notices.into_iter().map(remark).collect()
    }

    /// A remark about a file as a whole, or about its name.
    pub(crate) fn of_file(file: impl Into<String>, notice: Diagnostic) -> Self {
        Self { file: file.into(), notice, line: None }
    }

    pub(crate) fn of_problem(problem: &FileDiagnostic, document: &[u8]) -> Self {
        Self::about(problem.file(), problem.diagnostic().clone(), document)
    }
}

impl From<Remark> for Refusal {
    fn from(remark: Remark) -> Self {
        Self(vec![remark])
    }
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
