//! Definition files: the JSON in which the platform's document service gives one API.

mod field;
mod foreign;
mod members;
mod raw;
mod source;

use raw::{RawDefinition, RawField};
use source::Source;

use crate::model::{Session, method_name_error};
use crate::{Api, Diagnostic, Document};

/// Reads one definition. What a person may have left out or written otherwise (a number as text, `required` as 1, members that
/// we do not know) is read; what would give wrong code is an error.
pub(crate) fn read(text: &str) -> Result<Document, Diagnostic> {
    let mut source = Source::new(text);
    let raw: RawDefinition<'_> = source.whole()?;
    foreign::refuse(&raw, &source)?;
    let api = Api {
        method: method(&raw, &source)?,
        title: source.words(raw.api_chinese_name, "apiChineseName")?,
        description: source.words(raw.description, "description")?,
        category: String::new(),
        session: Session::Unknown,
        request: members::read(raw.request_params, "$.requestParams", &mut source)?,
        response: members::read(raw.response_params, "$.responseParams", &mut source)?,
    };
    Ok(Document { api, warnings: source.into_warnings() })
}

fn method(raw: &RawDefinition<'_>, source: &Source<'_>) -> Result<String, Diagnostic> {
    let name = source.words(raw.name, "name")?;
    match method_name_error(&name) {
        None => Ok(name),
        Some(fault) => Err(Diagnostic::at(
            source.line(raw.name.map_or("", |name| name.get())),
            format!("expected the API's name in `name`, like `taobao.time.get`, found {name:?}: {fault}"),
        )
        .with_help("write the method's name as the API's page has it")),
    }
}

#[cfg(test)]
mod tests;
