//! Names that an API and its fields can have.

/// What keeps `name` from being the name of an API, if anything.
pub(super) fn method_fault(name: &str) -> Option<String> {
    if name.split('.').any(str::is_empty) {
        return Some(if name.is_empty() { "it is empty" } else { "a part between dots is empty" }.to_owned());
    }
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let odd = name.chars().find(|c| !part(*c))?;
    Some(format!("it has {odd:?}, and names have letters, digits, `_`, `-` and `.`"))
}

/// What keeps `name` from being written on the wire, if anything.
pub(super) fn wire_fault(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    let odd = name.chars().find(|c| !c.is_ascii_graphic() || matches!(c, '"' | '\'' | '\\'))?;
    Some(format!("it has {odd:?}"))
}
