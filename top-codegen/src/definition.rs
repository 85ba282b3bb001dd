//! Definition files: JSON from the platform's document service, one API per file.

mod fields;
mod foreign;
mod raw;
mod source;

use raw::RawDefinition;
use source::Source;

use crate::model::{Session, method_name_error};
use crate::{Api, Diagnostic, Document};

/// Reads one definition. Tolerates hand-edited files: numbers as text, `required` as 1, unknown
/// members. Anything that could lead to wrong code is an error.
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
        request: fields::read(raw.request_params, "$.requestParams", &mut source)?,
        response: fields::read(raw.response_params, "$.responseParams", &mut source)?,
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
