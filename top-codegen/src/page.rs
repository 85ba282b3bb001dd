//! Documentation pages as text.
//!
//! A page says what an API takes and gives in two tables, and shows it in a Java sample and in an XML sample. As text the tables
//! lose their depth: a member that has no members of its own is marked `└`, one that has them is not, and where an object ends
//! is not said. The rules, in the order in which they decide:
//!
//! 1. The tables say which parameters and members there are, in which order, of which type, and which must be given. What only a
//!    sample has is left out, with a warning.
//! 2. The samples say what belongs to what: the request's nesting is that of the Java sample (on which object each setter is
//!    called), the reply's that of the XML sample (or of a JSON one). A row that a sample leaves out, as it does where there is
//!    no example, goes where its neighbours leave room for it. If that is more than one place, it goes where names start as its
//!    own does; else, in a reply, into the object of which the sample has more to show, and in a request into the innermost
//!    one. Each such guess is said in a warning.
//! 3. Without a sample a row belongs to the innermost open object, until a name comes that this object has already.
//! 4. `Type [] text` in a table without cell borders is a list, or an object whose example is `[]`: a list where the sample wraps
//!    its elements, an object where it does not.
//! 5. A type that stands in a cell of its own is believed against the sample, with a warning.
//! 6. The text behind a type is split where the sample's value ends: before it the example, behind it the description. A
//!    description that is evidently the example, and the other way round, are put back, with a warning.
//! 7. The sample's call says whether a session is needed: `execute(req, sessionKey)` or `execute(req)`.
//!
//! What is damaged so that a row cannot be understood, or ends before the reply's sample does, is an error.

mod align;
mod build;
mod cell;
mod head;
mod java;
mod json;
mod layout;
mod limits;
mod meaning;
mod row;
mod sample;
mod section;
mod table;
mod xml;

use crate::model::{Api, Session};
use crate::{Diagnostic, Document};

use align::align;
use build::build;
use java::Java;
use layout::Layout;
use sample::Sample;
pub(crate) use section::COPY_ALL;
use section::Sections;
use table::{Side, Table};

/// Reads a page.
///
/// # Errors
/// A notice with the line and what was expected there, for a text that is no page, or a page that is damaged or cut.
pub(crate) fn read(text: &str) -> Result<Document, Diagnostic> {
    let text = layout::clean(text);
    let layout = Layout::of(&text);
    let sections = Sections::of(&layout)?;
    let head = head::read(&layout, sections.head.clone())?;
    let mut api = Api {
        method: head.method,
        title: head.title,
        description: head.description,
        category: head.category,
        session: Session::Unknown,
        request: Vec::new(),
        response: Vec::new(),
    };
    let mut warnings = Vec::new();
    if let Some(java) = request_sample(&layout, &sections, &mut warnings) {
        api.session = java.session;
        api.request = fields(&layout, &sections, Side::Request, Some(&java.sample), &mut warnings)?;
    } else {
        api.request = fields(&layout, &sections, Side::Request, None, &mut warnings)?;
    }
    let reply = reply_sample(&layout, &sections, &api, &mut warnings)?;
    api.response = fields(&layout, &sections, Side::Response, reply.as_ref(), &mut warnings)?;
    warnings.sort_by_key(Diagnostic::line);
    Ok(Document { api, warnings })
}

/// Whether a text has anything that only a page has: a heading, the first line of a table, or the line with the method's name.
pub(crate) fn is_page(text: &str) -> bool {
    let text = layout::clean(text);
    text.lines()
        .map(str::trim)
        .any(|line| section::is_heading(line) || table::header::is_header(line) || head::is_title(line))
}

/// The fields of one table.
fn fields(
    layout: &Layout<'_>,
    sections: &Sections,
    side: Side,
    sample: Option<&Sample>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<crate::model::Field>, Diagnostic> {
    let lines = match side {
        Side::Request => sections.request.clone(),
        Side::Response => sections.response.clone(),
    };
    let table = Table::read(layout, lines, side, sample)?;
    let alignment = align(&table, sample)?;
    build(&table, &alignment, sample, warnings)
}

/// The Java sample, if the page has one.
fn request_sample(layout: &Layout<'_>, sections: &Sections, warnings: &mut Vec<Diagnostic>) -> Option<Java> {
    let heading = sections.response.end;
    let java = sections.java.clone().and_then(|lines| Java::read(layout, lines));
    if java.as_ref().is_none_or(|java| java.session == Session::Unknown) {
        let what = "the Java sample does not say whether a session is needed, or there is none";
        let help = "copy the page with its tab JAVA open; until then the session is left to the caller";
        warnings.push(Diagnostic::at(heading, what).with_help(help));
    }
    java
}

/// The reply's sample, if the page has one.
fn reply_sample(
    layout: &Layout<'_>,
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
    let Some(sample) = xml::read(layout, lines.clone())?.or(json::read(layout, lines)?) else {
        if sections.ends_with_reply {
            let what = "expected a sample of the reply in XML, found the end of the text";
            return Err(Diagnostic::at(layout.len(), what).with_help(COPY_ALL));
        }
        let what = "the sample of the reply is empty: where an object ends is guessed from the table";
        warnings.push(Diagnostic::at(start, what));
        return Ok(None);
    };
    if sample.name() != api.root() {
        let what = format!(
            "the reply's sample is called `{}`, but the replies of `{}` are called `{}`",
            sample.name(),
            api.method,
            api.root()
        );
        warnings.push(
            Diagnostic::at(sample.line(), what)
                .with_help("the method's name decides; is this sample its own?"),
        );
    }
    Ok(Some(sample))
}
