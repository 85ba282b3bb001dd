//! Pages whose tables show their nesting: APIs of IOP, and topics of the message service.
//!
//! Unlike the pages of TOP, these have no samples. Each row is on one line, its cells are separated
//! by bars, tabs or blanks, and a member is marked and indented below its object:
//!
//! ```text
//! | result | Object | the result |
//! | └ orders | Object[] | the orders |
//! | &nbsp;&nbsp;└ order_id | String | the id |
//! ```

mod codes;
mod columns;
mod head;
mod rows;
mod section;

use crate::iop::{Endpoint, complete};
use crate::model::{Protocol, Session};
use crate::{Api, Diagnostic, Document};

use head::Head;
use section::{Section, Sections};

/// Advice for a page that cannot be read.
const COPY_ALL: &str = "copy the page's text again, from the title to the table of error codes";

/// Returns `true` if the text has a line with the path of an API, or a topic, and the heading of a
/// table.
pub(crate) fn is_page(text: &str) -> bool {
    let sections = Sections::of(text);
    let head = Head::read(&sections);
    (head.endpoint.is_some() && sections.has_api_tables())
        || (head.topic.is_some() && sections.get(Section::Message).is_some() && !sections.has_api_tables())
}

/// Reads a page.
pub(crate) fn read(text: &str) -> Result<Document, Diagnostic> {
    let sections = Sections::of(text);
    let head = Head::read(&sections);
    let mut warnings = Vec::new();
    let mut api = match (&head.endpoint, &head.topic) {
        (Some((line, name)), _) => {
            let endpoint = Endpoint::read(name, &head.http).map_err(|fault| {
                let text = format!("expected the API's path, like `/order/get`, found `{name}`: {fault}");
                Diagnostic::at(*line, text).with_help("write the path as the API's page has it")
            })?;
            warnings.extend(endpoint.doubts.into_iter().map(|doubt| Diagnostic::at(*line, doubt)));
            Api::new(endpoint.name, endpoint.protocol)
        }
        (None, Some((_, topic))) => Api::new(topic.clone(), Protocol::Tmc),
        (None, None) => {
            return Err(
                Diagnostic::at(1, "expected a line with the API's path, found none").with_help(COPY_ALL)
            );
        }
    };
    api.title = head.title;
    api.description = head.description;
    if api.protocol == Protocol::Tmc {
        api.response = rows::fields(&sections, Section::Message, &mut warnings)?;
    } else {
        api.request = rows::fields(&sections, Section::Request, &mut warnings)?;
        api.response = rows::fields(&sections, Section::Response, &mut warnings)?;
        api.error_codes = codes::read(&sections);
        api.session = session(&sections, head.session, &mut warnings)?;
        complete(&mut api, head.line, &mut warnings);
    }
    warnings.sort_by_key(Diagnostic::line);
    Ok(Document { api, warnings })
}

/// Returns the session requirement: that of the common parameter `access_token`, else that of the
/// top of the page.
fn session(
    sections: &Sections<'_>,
    stated: Session,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Session, Diagnostic> {
    let common = rows::fields(sections, Section::Common, warnings)?;
    let token = common.iter().find(|field| matches!(field.name.as_str(), "access_token" | "session"));
    Ok(match token {
        Some(token) if token.required => Session::Required,
        Some(_) => Session::NotRequired,
        None => stated,
    })
}

#[cfg(test)]
mod tests;
