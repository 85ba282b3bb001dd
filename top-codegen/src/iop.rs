//! Facts that documents of IOP share: names, types, HTTP methods, variables of paths.

use crate::Diagnostic;
use crate::model::{Api, Field, FieldType, HttpMethod, Kind, Limits, PathPart, Protocol, method_name_error};
use crate::model::{path_error, path_parts};

/// Numbers that documents have in place of types. 5 was not seen in any document; a text decodes
/// from every scalar.
const TYPE_NUMBERS: [(&str, &str); 9] = [
    ("1", "String"),
    ("2", "Number"),
    ("3", "Boolean"),
    ("4", "Object"),
    ("5", "String"),
    ("6", "String[]"),
    ("7", "Number[]"),
    ("8", "Boolean[]"),
    ("9", "Object[]"),
];

/// Other spellings of types, in lower case.
const SPELLINGS: [(&str, &str); 20] = [
    ("array", "[]"),
    ("binary", "byte[]"),
    ("bool", "Boolean"),
    ("boolean", "Boolean"),
    ("date", "Date"),
    ("decimal", "BigDecimal"),
    ("double", "Double"),
    ("enum", "String"),
    ("file", "byte[]"),
    ("float", "Float"),
    ("int", "Integer"),
    ("integer", "Integer"),
    ("json", "Json"),
    ("list", "[]"),
    ("long", "Long"),
    ("number", "Number"),
    ("object", "Object"),
    ("payload", "Payload"),
    ("string", "String"),
    ("text", "String"),
];

/// Name and protocol of an API, as documented.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) name: String,
    pub(crate) protocol: Protocol,
    /// Doubts about the name or the HTTP method.
    pub(crate) doubts: Vec<String>,
}

impl Endpoint {
    /// Reads the name of an API, which is a path or has parts joined by dots, and the HTTP method,
    /// which may be empty. The error is the fault of the name.
    pub(crate) fn read(name: &str, http: &str) -> Result<Self, String> {
        let mut doubts = Vec::new();
        let mut name = name.trim().to_owned();
        if name.contains('/') {
            if !name.starts_with('/') {
                doubts.push(format!("the path `{name}` does not begin with `/`: `/{name}` is used"));
                name.insert(0, '/');
            }
            let kept = name.trim_end_matches('/').len();
            if kept > 0 {
                name.truncate(kept);
            }
            if let Some(fault) = path_error(&name) {
                return Err(fault);
            }
            let protocol = Protocol::IopRest(http_method(http, &mut doubts));
            return Ok(Self { name, protocol, doubts });
        }
        match method_name_error(&name) {
            Some(fault) => Err(fault),
            None if !name.contains('.') => Err("it has neither a `/` nor a `.`".to_owned()),
            None => Ok(Self { name, protocol: Protocol::IopSync, doubts }),
        }
    }
}

/// Reads an HTTP method, such as `post` or `GET/POST`. Of several, POST is chosen: parameters in a
/// body do not appear in logs of addresses.
fn http_method(text: &str, doubts: &mut Vec<String>) -> HttpMethod {
    let has = |method: &str| {
        text.split(|char: char| !char.is_ascii_alphabetic()).any(|word| word.eq_ignore_ascii_case(method))
    };
    if has("POST") || text.trim().is_empty() {
        HttpMethod::Post
    } else if has("GET") {
        HttpMethod::Get
    } else {
        doubts.push(format!("expected the HTTP method GET or POST, found {text:?}: POST is used"));
        HttpMethod::Post
    }
}

/// Parses a documented type, which may be a number: 1 is `String`, 9 is `Object[]`. Upper and lower
/// case are one type: `number[]` is `Number[]`.
pub(crate) fn field_type(text: &str) -> FieldType {
    let text = text.trim();
    if let Some((_, name)) = TYPE_NUMBERS.iter().find(|(number, _)| *number == text) {
        return FieldType::parse(name);
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return FieldType::parse("");
    }
    let brackets = text.find('[').unwrap_or(text.len());
    let (base, lists) = text.split_at(brackets);
    let lower = base.trim().to_ascii_lowercase();
    match SPELLINGS.iter().find(|(spelling, _)| *spelling == lower) {
        Some((_, name)) => FieldType::parse(&format!("{name}{lists}")),
        None => FieldType::parse(text),
    }
}

/// Returns the warning for a number that is no known type.
pub(crate) fn unknown_type(name: &str, text: &str, line: usize) -> Option<Diagnostic> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = TYPE_NUMBERS.iter().any(|(number, _)| *number == text);
    (is_number && !is_known).then(|| {
        Diagnostic::at(
            line,
            format!("`{name}` has the type {text}, an unknown number; it is declared as a `Value`"),
        )
    })
}

/// Makes the parameters fit the endpoint: variables of the path are required scalars, and files need
/// a body.
pub(crate) fn complete(api: &mut Api, line: usize, warnings: &mut Vec<Diagnostic>) {
    let path = api.method.clone();
    let Protocol::IopRest(http) = &mut api.protocol else { return };
    for part in path_parts(&path) {
        let PathPart::Variable(name) = part else { continue };
        let Some(field) = api.request.iter_mut().find(|field| field.name == name) else {
            let text =
                format!("no parameter describes the variable `{name}` of the path; it is declared as text");
            warnings.push(Diagnostic::at(line, text));
            api.request.push(variable(name, line));
            continue;
        };
        field.required = true;
        if field.ty.is_list() || !field.fields.is_empty() || !is_scalar(field.ty.kind()) {
            let text = format!(
                "`{name}` is a variable of the path and `{}`; it is declared as text",
                field.ty.spelled()
            );
            warnings.push(Diagnostic::at(field.line.max(1), text));
            *field =
                Field { description: std::mem::take(&mut field.description), ..variable(name, field.line) };
        }
    }
    let has_file = api.request.iter().any(|field| *field.ty.kind() == Kind::Bytes && !field.ty.is_list());
    if has_file && *http == HttpMethod::Get {
        warnings.push(Diagnostic::at(
            line,
            "the API takes a file, which needs a body: POST is used instead of GET",
        ));
        *http = HttpMethod::Post;
    }
}

fn is_scalar(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Number | Kind::Decimal | Kind::Boolean | Kind::Byte | Kind::Date)
}

fn variable(name: &str, line: usize) -> Field {
    Field {
        name: name.to_owned(),
        ty: FieldType::parse("String"),
        required: true,
        example: String::new(),
        description: String::new(),
        limits: Limits::default(),
        fields: Vec::new(),
        line,
    }
}

#[cfg(test)]
mod tests;
