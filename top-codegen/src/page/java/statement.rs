//! Statements of a Java sample.

use std::ops::Range;

use super::super::lines::Lines;

/// Maximum length of a string with line breaks, in bytes. A longer one is an unclosed quote.
const LONGEST: usize = 4096;

/// A statement about the request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Statement {
    /// `T obj1 = new T();`
    Create { variable: String, list: bool, request: bool },
    /// `obj1.setName(value);`
    Set { variable: String, name: String, value: String },
    /// `list1.add(obj1);`
    Add { variable: String, value: String },
    /// `client.execute(req, sessionKey);`
    Execute { session: bool },
    /// Any other statement.
    Other,
}

/// Lists the statements in a range of lines, each with its first line. A statement ends at the end
/// of its line, unless a string is open and the next line is not a statement.
pub(super) fn statements(page: &Lines<'_>, lines: Range<usize>) -> Vec<(usize, Statement)> {
    let mut statements = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in page.filled(lines) {
        if page.cell(line).is_some() {
            continue;
        }
        let (at, text) = match open.take() {
            Some((at, head))
                if head.len() < LONGEST && split(line).all(|part| read(part) == Statement::Other) =>
            {
                (at, format!("{head}\n{line}"))
            }
            Some((at, head)) => {
                statements.push((at, read(&head)));
                (number, line.to_owned())
            }
            None => (number, line.to_owned()),
        };
        for part in split(&text) {
            if ends_in_string(part) {
                open = Some((at, part.to_owned()));
            } else {
                statements.push((at, read(part)));
            }
        }
    }
    statements.extend(open.map(|(at, text)| (at, read(&text))));
    statements
}

/// Splits a text at each `;` outside of strings.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let ends = move |char: char| {
        let ends = char == ';' && !quoted;
        quoted ^= char == '"' && !escaped;
        escaped = char == '\\' && quoted && !escaped;
        ends
    };
    text.split(ends).map(str::trim).filter(|part| !part.is_empty())
}

/// Returns `true` if the statement has an unclosed string.
fn ends_in_string(text: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for char in text.chars() {
        quoted ^= char == '"' && !escaped;
        escaped = char == '\\' && quoted && !escaped;
    }
    quoted
}

fn read(text: &str) -> Statement {
    creation(text).or_else(|| call(text)).unwrap_or(Statement::Other)
}

/// Parses `T name = new T()`.
fn creation(text: &str) -> Option<Statement> {
    let (target, value) = text.split_once('=')?;
    let class = value.trim().strip_prefix("new ")?;
    let (class, _) = class.split_once('(')?;
    let (_, variable) = target.trim().rsplit_once(char::is_whitespace)?;
    let class = class.split('<').next()?.trim();
    let list = class.ends_with("List") && value.contains('<');
    let request = class.ends_with("Request") && !class.contains('.');
    Some(Statement::Create { variable: variable.to_owned(), list, request })
}

/// Parses `name.method(arguments)`, with or without an assignment.
fn call(text: &str) -> Option<Statement> {
    if let Some((_, arguments)) = text.split_once(".execute(") {
        return Some(Statement::Execute { session: arguments.trim_end_matches([')', ' ']).contains(',') });
    }
    let (variable, rest) = text.split_once('.')?;
    let (method, arguments) = rest.split_once('(')?;
    if !variable.chars().all(|char| char.is_ascii_alphanumeric() || char == '_') {
        return None;
    }
    // An incomplete statement continues on a line outside of the range.
    let value = arguments.strip_suffix(')').unwrap_or(arguments).to_owned();
    let variable = variable.to_owned();
    match method {
        "add" => Some(Statement::Add { variable, value }),
        _ => Some(Statement::Set { variable, name: method.strip_prefix("set")?.to_owned(), value }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::Lines;
    use super::{Statement, statements};

    fn read(text: &str) -> Vec<(usize, Statement)> {
        let page = Lines::of(text);
        statements(&page, 1..page.len() + 1)
    }

    fn set(value: &str) -> Statement {
        Statement::Set { variable: "obj1".into(), name: "Name".into(), value: value.into() }
    }

    #[test]
    fn strings_may_contain_semicolons() {
        let text = r#"obj1.setName("a;b\\");obj1.setName("{\"k\":\"v;\"}");"#;
        assert_eq!(read(text), [(1, set(r#""a;b\\""#)), (1, set(r#""{\"k\":\"v;\"}""#))]);
    }

    #[test]
    fn strings_may_contain_line_breaks() {
        assert_eq!(read("obj1.setName(\"a\n b\");"), [(1, set("\"a\nb\""))]);
    }

    #[test]
    fn unclosed_string_ends_at_the_next_statement() {
        let statements = read("obj1.setName(\"a);\nobj1.setName(1L);");
        assert_eq!(statements[1], (2, set("1L")));
    }

    #[test]
    fn sample_call_defines_the_session() {
        let statements = read("R rsp = client.execute(req, sessionKey);\nR rsp = client.execute(req);");
        assert_eq!(statements[0].1, Statement::Execute { session: true });
        assert_eq!(statements[1].1, Statement::Execute { session: false });
    }

    #[test]
    fn lists_and_objects_are_distinguished() {
        let statements =
            read("List<XRequest.T> list2 = new ArrayList<XRequest.T>();\nXRequest req = new XRequest();");
        assert_eq!(
            statements[0].1,
            Statement::Create { variable: "list2".into(), list: true, request: false }
        );
        assert_eq!(statements[1].1, Statement::Create { variable: "req".into(), list: false, request: true });
    }
}
