//! Documentation pages, copied as text.
//!
//! A page describes parameters and reply members in two tables, and shows them in a Java sample and
//! an XML sample. As text, the tables lose their nesting: members without children are marked `└`,
//! members with children are not, and the end of an object is not marked. The rules, in order of
//! precedence:
//!
//! 1. The tables define the parameters and members: order, type, requiredness. Fields that only a
//!    sample has are dropped with a warning.
//! 2. The samples define the nesting: the Java sample (the object of each setter call) for the
//!    request, the XML or JSON sample for the reply. A row that the sample omits is placed between
//!    its neighbours. If several objects fit, the one whose names have the same prefix is chosen;
//!    otherwise, in a reply, the object with sample members left, and in a request the innermost
//!    one. Each guess produces a warning.
//! 3. Without a sample, a row belongs to the innermost open object that does not contain its name
//!    yet.
//! 4. `Type [] text` in a table without cell borders is a list if the sample wraps its elements;
//!    otherwise it is an object with the example `[]`.
//! 5. A type in its own cell overrides the sample, with a warning.
//! 6. The text after a type is split where the sample's value ends: example before, description
//!    after. Swapped examples and descriptions are swapped back with a warning.
//! 7. The sample call defines the session requirement: `execute(req, sessionKey)` or
//!    `execute(req)`.
//!
//! A row that cannot be read, or a page that ends before the end of the reply sample, is an error.

mod align;
mod build;
mod cell;
mod codes;
mod entry;
mod example_and_description;
mod head;
mod java;
mod json;
mod limits;
mod lines;
mod sample;
mod section;
mod table;
mod xml;

use crate::model::{Api, Protocol, Session};
use crate::{Diagnostic, Document};

use align::align;
use build::build;
use java::Java;
use lines::Lines;
use sample::Sample;
pub(crate) use section::COPY_ALL;
use section::Sections;
use table::{Side, Table};

/// Reads a page.
///
/// # Errors
/// A diagnostic with the line and what was expected, if the text is not a page, or is damaged or
/// cut off.
pub(crate) fn read(text: &str) -> Result<Document, Diagnostic> {
    let text = lines::clean(text);
    let page = Lines::of(&text);
    let sections = Sections::of(&page)?;
    let head = head::read(&page, sections.head.clone())?;
    let mut api = Api {
        title: head.title,
        description: head.description,
        category: head.category,
        ..Api::new(head.method, Protocol::Top)
    };
    let mut warnings = Vec::new();
    if let Some(java) = request_sample(&page, &sections, &mut warnings) {
        api.session = java.session;
        api.request = fields(&page, &sections, Side::Request, Some(&java.sample), &mut warnings)?;
    } else {
        api.request = fields(&page, &sections, Side::Request, None, &mut warnings)?;
    }
    let reply = reply_sample(&page, &sections, &api, &mut warnings)?;
    api.response = fields(&page, &sections, Side::Response, reply.as_ref(), &mut warnings)?;
    api.error_codes = codes::read(&page);
    warnings.sort_by_key(Diagnostic::line);
    Ok(Document { api, warnings })
}

/// Returns `true` if the text has a line that only pages have: a heading, the header of a table, or
/// the line with the method's name.
pub(crate) fn is_page(text: &str) -> bool {
    let text = lines::clean(text);
    text.lines()
        .map(str::trim)
        .any(|line| section::is_heading(line) || table::header::is_header(line) || head::is_title(line))
}

/// Reads the fields of one table.
fn fields(
    page: &Lines<'_>,
    sections: &Sections,
    side: Side,
    sample: Option<&Sample>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<crate::model::Field>, Diagnostic> {
    let lines = match side {
        Side::Request => sections.request.clone(),
        Side::Response => sections.response.clone(),
    };
    let table = Table::read(page, lines, side, sample)?;
    let alignment = align(&table, sample)?;
    build(&table, &alignment, sample, warnings)
}

/// Reads the Java sample, if the page has one.
fn request_sample(page: &Lines<'_>, sections: &Sections, warnings: &mut Vec<Diagnostic>) -> Option<Java> {
    let heading = sections.response.end;
    let java = sections.java.clone().and_then(|lines| Java::read(page, lines));
    if java.as_ref().is_none_or(|java| java.session == Session::Unknown) {
        let what = "there is no Java sample that shows whether a session is needed";
        let help = "copy the page with its tab JAVA open; until then the session is optional";
        warnings.push(Diagnostic::at(heading, what).with_help(help));
    }
    java
}

/// Reads the reply sample, if the page has one.
fn reply_sample(
    page: &Lines<'_>,
    sections: &Sections,
    api: &Api,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Option<Sample>, Diagnostic> {
    let Some(lines) = sections.reply.clone() else {
        let what = "the page has no sample of the reply: where an object ends is guessed from the table";
        warnings.push(Diagnostic::at(sections.response.start, what));
        return Ok(None);
    };
    let start = lines.start;
    let Some(sample) = xml::read(page, lines.clone())?.or(json::read(page, lines)?) else {
        if sections.ends_with_reply {
            let what = "expected a sample of the reply in XML, found the end of the text";
            return Err(Diagnostic::at(page.len(), what).with_help(COPY_ALL));
        }
        let what = "the sample of the reply is empty: where an object ends is guessed from the table";
        warnings.push(Diagnostic::at(start, what));
        return Ok(None);
    };
    if let Some(root) = api.root().filter(|root| sample.name() != root) {
        let what = format!(
            "the reply's sample is called `{}`, but the replies of `{}` are called `{root}`",
            sample.name(),
            api.method
        );
        warnings.push(
            Diagnostic::at(sample.line(), what)
                .with_help("the method's name is used; check that the sample belongs to this API"),
        );
    }
    Ok(Some(sample))
}
