//! Decodes queries and forms independently, with `form_urlencoded`.

use std::collections::BTreeMap;

/// Decoded pairs.
pub(super) type Pairs = BTreeMap<String, String>;

/// Returns the query of a URL after the gateway's own.
pub(super) fn query<'u>(url: &'u str, gateway: &str) -> Result<&'u str, String> {
    let added = url.strip_prefix(gateway).ok_or_else(|| format!("{url} does not begin with {gateway}"))?;
    Ok(added.trim_start_matches(['?', '&']))
}

/// Decodes pairs, and asserts that the names are unique.
pub(super) fn decoded(form: &[u8]) -> Result<Pairs, String> {
    let mut pairs = Pairs::new();
    for (name, value) in form_urlencoded::parse(form).into_owned() {
        if pairs.contains_key(&name) {
            return Err(format!("`{name}` is sent twice"));
        }
        pairs.insert(name, value);
    }
    Ok(pairs)
}
