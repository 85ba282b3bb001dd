//! Sections of a page without headings, such as an edited copy: tables are found by their headers,
//! samples by their first line.

use crate::Diagnostic;

use super::super::lines::Lines;
use super::super::table::header::{has_requiredness, is_header};
use super::{COPY_ALL, Sections};

/// Finds the sections without headings.
pub(super) fn sections(page: &Lines<'_>) -> Result<Sections, Diagnostic> {
    let end = page.len() + 1;
    let filled: Vec<(usize, &str)> = page.filled(1..end).collect();
    let headers: Vec<(usize, bool)> = filled
        .iter()
        .filter(|(_, line)| is_header(line))
        .map(|(number, line)| (*number, has_requiredness(line)))
        .collect();
    // Some pages list the system parameters in a similar table before the parameters of the API.
    let response = headers.iter().position(|(_, has_requiredness)| !has_requiredness);
    let request = response.and_then(|at| at.checked_sub(1));
    let (Some(request), Some(response)) = (request, response) else {
        return Err(missing(page, headers.len()));
    };
    let (head, request, response) = (headers[0].0, headers[request].0, headers[response].0);
    let first = |wanted: fn(&str) -> bool| {
        let behind = filled.iter().find(|(number, line)| *number > response && wanted(line));
        behind.map(|(number, _)| *number)
    };
    let Some(reply) = first(starts_reply) else {
        let what = "expected a sample of the reply behind the tables, `<..._response>` or the same as JSON, found none";
        return Err(Diagnostic::at(page.len().max(1), what).with_help(COPY_ALL));
    };
    // The language tabs precede a sample and look like cells.
    let java = first(starts_java).filter(|java| *java < reply);
    let names =
        |(number, line): &&(usize, &str)| *number > response && is_language(page.cell(line).unwrap_or(line));
    let languages = filled.iter().find(names).map_or(reply, |(number, _)| *number);
    Ok(Sections {
        head: 1..head,
        request: request..response,
        response: response..java.unwrap_or(reply).min(languages),
        java: java.map(|java| java..reply),
        reply: Some(reply..end),
        ends_with_reply: true,
    })
}

fn missing(page: &Lines<'_>, tables: usize) -> Diagnostic {
    let what = match tables {
        0 => "expected the heading `请求参数` after the method's name, found the end of the text".to_owned(),
        _ => format!(
            "expected the headings `请求参数` and `响应参数` above the tables, or a table with the column `是否必须` \
             before one without it, found {tables} table{} without headings",
            if tables == 1 { "" } else { "s" }
        ),
    };
    let help =
        if tables == 0 { COPY_ALL } else { "write the headings above the tables, as the page has them" };
    Diagnostic::at(page.len().max(1), what).with_help(help)
}

/// Returns `true` if a text is the name of a language that samples are in.
fn is_language(text: &str) -> bool {
    ["JAVA", "Java", ".NET", "PHP", "CURL", "Python", "C/C++", "NodeJS", "XML示例", "JSON示例"]
        .contains(&text)
}

fn starts_java(line: &str) -> bool {
    line.starts_with("TaobaoClient ") || line.contains("Request req = new ")
}

fn starts_reply(line: &str) -> bool {
    let name = line.strip_prefix('<').or_else(|| line.strip_prefix("{\"")).unwrap_or_default();
    let name = name.split(['>', '"']).next().unwrap_or_default();
    name.ends_with("_response") && name != "error_response"
}
