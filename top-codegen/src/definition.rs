//! Definition files: JSON from the platform's document service, one API per file.

mod fields;
mod foreign;
pub(crate) mod iop;
mod raw;
mod source;
mod topic;

use raw::RawDefinition;
use source::Source;

use crate::model::{Protocol, method_name_error};
use crate::{Api, Diagnostic, Document};

/// Reads one definition. Tolerates hand-edited files: numbers as text, `required` as 1, unknown
/// members. Anything that could lead to wrong code is an error.
pub(crate) fn read(text: &str) -> Result<Document, Diagnostic> {
    if iop::is_definition(text) {
        return iop::read(text);
    }
    let mut source = Source::new(text);
    let raw: RawDefinition<'_> = source.whole()?;
    if topic::is_definition(&raw, &source) {
        return topic::read(&raw, source);
    }
    foreign::refuse(&raw, &source)?;
    let api = Api {
        title: source.words(raw.api_chinese_name, "apiChineseName")?,
        description: source.words(raw.description, "description")?,
        request: fields::read(raw.request_params, "$.requestParams", &mut source)?,
        response: fields::read(raw.response_params, "$.responseParams", &mut source)?,
        ..Api::new(method(&raw, &source)?, Protocol::Top)
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
