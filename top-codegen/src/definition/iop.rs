//! Definitions of IOP's document service: an envelope with one API in `data.apiList`.

mod examples;
mod fields;
mod raw;

use examples::Examples;
use raw::{Envelope, RawApi, RawCode, RawEndpoint, RawExample, RawListed, RawParam};

use super::raw::Raw;
use super::source::Source;
use crate::iop::{Endpoint, complete};
use crate::model::{ErrorCode, Gateway, Session};
use crate::{Api, Diagnostic, Document};

/// Maximum number of envelopes around an API: `{"data": {"apiList": [..]}}` has two.
const MAX_ENVELOPES: usize = 4;

/// Members that only definitions of IOP have.
const MEMBERS: [&str; 2] = ["\"apiList\"", "\"outputParameters\""];

/// Returns `true` if a JSON text, even a damaged one, is a definition of IOP.
pub(crate) fn is_definition(text: &str) -> bool {
    MEMBERS.iter().any(|member| text.contains(member))
}

/// Reads one definition.
pub(super) fn read(text: &str) -> Result<Document, Diagnostic> {
    let mut source = Source::new(text);
    let (raw, piece, auth_type) = find_api(&source)?;
    let line = source.line(raw.path.map_or(piece, |path| path.get()));
    let path = source.words(raw.path, "path")?;
    let http = source.words(raw.method, "method")?;
    let endpoint = Endpoint::read(&path, &http).map_err(|fault| {
        Diagnostic::at(
            line,
            format!("expected the API's path in `path`, like `/order/get`, found {path:?}: {fault}"),
        )
        .with_help("write the path as the API's page has it")
    })?;
    for doubt in endpoint.doubts {
        source.warn_at(line, doubt);
    }
    let mut api = Api::new(endpoint.name, endpoint.protocol);
    api.title = source.words(raw.title, "title")?;
    api.description = source.words(raw.desc, "desc")?;
    api.session = session(&raw, auth_type, &source)?;
    let examples: Option<RawExample<'_>> = listed(raw.examples, &source)?.into_iter().next();
    let (input, output) = examples.map_or((None, None), |example| (example.input, example.output));
    let input = Examples::read(input, &source)?;
    let output = Examples::read(output, &source)?;
    api.request = fields::read(&listed(raw.parameters, &source)?, &input, 0, &mut source)?;
    api.response = fields::read(&listed(raw.output_parameters, &source)?, &output, 0, &mut source)?;
    api.error_codes = error_codes(raw.error_codes, &source)?;
    api.gateways = gateways(raw.endpoint_params, &source)?;
    let mut warnings = source.into_warnings();
    complete(&mut api, line, &mut warnings);
    warnings.sort_by_key(Diagnostic::line);
    Ok(Document { api, warnings })
}

/// Finds the API in its envelopes, with its text and the `authType` beside it.
fn find_api<'a>(source: &Source<'a>) -> Result<(RawApi<'a>, &'a str, Raw<'a>), Diagnostic> {
    let mut envelope: Envelope<'a> = source.whole()?;
    let mut auth_type = None;
    for _ in 0..MAX_ENVELOPES {
        auth_type = envelope.auth_type.or(auth_type);
        if envelope.path.is_some() && envelope.describes_parameters() {
            return Ok((source.whole()?, source.text(), auth_type));
        }
        if let Some(list) = envelope.api_list {
            let apis: Vec<&'a serde_json::value::RawValue> = source.parse(list.get())?;
            return match apis.as_slice() {
                [api] => Ok((source.parse(api.get())?, api.get(), auth_type)),
                [] => {
                    Err(Diagnostic::at(source.line(list.get()), "expected an API in `apiList`, found none")
                        .with_help("the download gave nothing; download it again"))
                }
                apis => {
                    let text = format!("expected one API in `apiList`, found {}", apis.len());
                    Err(Diagnostic::at(source.line(list.get()), text).with_help(
                        "save each element of `apiList` as a file of its own, and give the folder",
                    ))
                }
            };
        }
        let Some(data) = envelope.data.filter(|data| data.get().starts_with('{')) else {
            return Err(no_api(&envelope, source));
        };
        envelope = source.parse(data.get())?;
    }
    Err(no_api(&envelope, source))
}

fn no_api(envelope: &Envelope<'_>, source: &Source<'_>) -> Diagnostic {
    let reason = source.words(envelope.error_message, "errorMessage").unwrap_or_default();
    let found =
        if reason.is_empty() { "found none".to_owned() } else { format!("found the error {reason:?}") };
    Diagnostic::at(source.first_line(), format!("expected a definition with `apiList`, {found}"))
        .with_help("save the definition as downloaded from the document service, one API per file")
}

/// Reads a list that may be in an object as `data`. A missing list is empty.
fn listed<'a, T: serde::Deserialize<'a>>(raw: Raw<'a>, source: &Source<'a>) -> Result<Vec<T>, Diagnostic> {
    let Some(raw) = raw.filter(|raw| raw.get() != "null") else { return Ok(Vec::new()) };
    if raw.get().starts_with('{') {
        let inner: RawListed<'a> = source.parse(raw.get())?;
        return match inner.data.filter(|data| data.get() != "null") {
            Some(data) => source.parse(data.get()),
            None => Ok(Vec::new()),
        };
    }
    source.parse(raw.get())
}

/// Returns the session requirement: that of the common parameter `access_token`, else of `authType`.
fn session(raw: &RawApi<'_>, auth_type: Raw<'_>, source: &Source<'_>) -> Result<Session, Diagnostic> {
    let common: Vec<RawParam<'_>> = listed(raw.common_parameters, source)?;
    for param in common {
        if source.words(param.name, "name")? == "access_token" {
            let required = source.words(param.required, "required")?;
            return Ok(if required == "true" { Session::Required } else { Session::NotRequired });
        }
    }
    Ok(match source.words(auth_type, "authType")?.as_str() {
        "1" => Session::Required,
        "0" => Session::NotRequired,
        _ => Session::Unknown,
    })
}

fn error_codes(raw: Raw<'_>, source: &Source<'_>) -> Result<Vec<ErrorCode>, Diagnostic> {
    let codes: Vec<RawCode<'_>> = listed(raw, source)?;
    let mut found = Vec::with_capacity(codes.len());
    for code in codes {
        let text = |raw, member| Ok::<_, Diagnostic>(unquoted(&source.words(raw, member)?));
        found.push(ErrorCode {
            code: text(code.code, "code")?,
            description: text(code.code_desc, "codeDesc")?,
            solution: text(code.solution, "solution")?,
        });
    }
    found.retain(|code| !code.code.is_empty());
    Ok(found)
}

/// Removes quotes around a text, which many definitions have.
fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text).trim().to_owned()
}

fn gateways(raw: Raw<'_>, source: &Source<'_>) -> Result<Vec<Gateway>, Diagnostic> {
    let endpoints: Vec<RawEndpoint<'_>> = listed(raw, source)?;
    let mut found = Vec::with_capacity(endpoints.len());
    for endpoint in endpoints {
        let (name, url) = (source.words(endpoint.name, "name")?, source.words(endpoint.desc, "desc")?);
        if url.starts_with("https://") && !url.contains(char::is_whitespace) {
            found.push(Gateway { name, url });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
