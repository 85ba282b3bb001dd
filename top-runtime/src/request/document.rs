//! Documents: a request as JSON or XML in place of a form.

#[cfg(feature = "xml")]
mod xml;

use crate::codec::encoder::{Encoder, Lists};
use crate::codec::field_table::FieldTable;
use crate::codec::param::{Param, Part};
use crate::issue::Issue;
use crate::protocol::BodyFormat;

/// Initial capacity of a document in bytes.
const CAPACITY: usize = 1024;

/// Content type of a JSON document, as the official SDK sends it.
pub(super) const JSON: &str = "application/json;charset=utf-8";

/// Content type of an XML document.
pub(super) const XML: &str = "text/xml;charset=utf-8";

/// Writes all fields as one document.
///
/// # Errors
///
/// All violations of their rules, and files.
pub(super) fn write(
    format: BodyFormat,
    checks: bool,
    table: &'static FieldTable,
    values: &[&dyn Param],
) -> Result<String, Vec<Issue>> {
    // In XML, a list has one element per item, below an element of its own.
    let lists = if format == BodyFormat::Xml { Lists::Wrapped } else { Lists::Plain };
    let mut encoder = Encoder::new(lists, checks, CAPACITY);
    encoder.text.push('{');
    for (field, value) in table.fields().zip(values) {
        match value.part(None) {
            Part::File(_) => {
                let expected = "a value that is text: a document contains no files";
                encoder.issues.push(Issue::at(field.name(), expected, "a file"));
            }
            part => encoder.member(&field, part.shape(), |encoder| {
                let _ = value.part(Some(encoder));
            }),
        }
    }
    encoder.text.push('}');
    encoder.any_of(table, &|at| values.get(at).is_some_and(|value| value.part(None).shape().has_value()));
    if !encoder.issues.is_empty() {
        return Err(encoder.issues);
    }
    // Without the feature `xml`, `ApiSpec::xml_body` does not compile.
    #[cfg(feature = "xml")]
    if format == BodyFormat::Xml {
        return xml::from_json(&encoder.text).map_err(|issue| vec![issue]);
    }
    Ok(encoder.text)
}
