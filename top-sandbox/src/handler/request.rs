//! A declared request, from the parameters that came.

use top_runtime::error::{Issue, IssueKind};
use top_runtime::server::{FromParams, check, read_request};
use top_runtime::{Params, TopApi};

use crate::refusal::ErrorResponse;

/// How many broken rules a refusal names.
const NAMED: usize = 5;

/// The request, if it can be read and keeps the rules of its declaration.
pub(crate) fn read<A: TopApi + FromParams>(given: &Params) -> Result<A, ErrorResponse> {
    let request = read_request::<A>(given).map_err(|issue| refuse(&[issue], given))?;
    check(&request).map_err(|issues| refuse(&issues, given))?;
    Ok(request)
}

/// Code 40 where the first issue is that the parameter was not given, or given empty; 41 where it is what was given.
fn refuse(issues: &[Issue], given: &Params) -> ErrorResponse {
    let mut why: Vec<_> = issues.iter().take(NAMED).map(ToString::to_string).collect();
    if issues.len() > NAMED {
        why.push(format!("and {} more", issues.len() - NAMED));
    }
    let why = why.join("; ");
    let Some(first) = issues.first() else {
        return ErrorResponse::new(41).with_sub_msg(why);
    };
    match parameter(&first.path, given) {
        Some(name) if name != first.path || first.kind != IssueKind::Missing => {
            ErrorResponse::invalid_parameter(name, why)
        }
        _ => ErrorResponse::missing_parameter(&first.path, why),
    }
}

/// The parameter that a path leads into. A name may hold dots, so the path alone does not tell where the parameter's name ends.
fn parameter<'p>(path: &str, given: &'p Params) -> Option<&'p str> {
    let is_inside = |name: &&str| {
        path.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let texts = given.iter().map(|(name, _)| name);
    texts.chain(given.files().map(|(name, _)| name)).filter(is_inside).max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use top_runtime::File;

    use super::*;

    #[test]
    fn the_parameter_is_the_longest_name_that_the_path_begins_with() {
        let given: Params = [("item", "x"), ("item.price", "y"), ("items", "z")].into_iter().collect();
        let given = given.with_file("photo", File::new("a", "b"));
        for (path, name) in [
            ("item", Some("item")),
            ("item.name", Some("item")),
            ("item.price[0].cents", Some("item.price")),
            ("items[3]", Some("items")),
            ("photo", Some("photo")),
            ("item_id", None),
            ("", None),
        ] {
            assert_eq!(parameter(path, &given), name, "{path}");
        }
    }

    #[derive(Debug, top_runtime::TopApi)]
    #[top_api(method = "example.probe", any_of(a, b))]
    struct Probe {
        #[top(max_len = 2)]
        code: String,
        #[top(required, max_items = 2)]
        parts: Vec<Part>,
        #[top(range = 1..=9)]
        page: Option<i64>,
        a: Option<String>,
        b: Option<String>,
        #[top(max_bytes = 3)]
        photo: Option<File>,
    }

    #[derive(Debug, top_runtime::TopValue)]
    struct Part {
        #[top(required, max_len = 1)]
        name: String,
    }

    #[test]
    fn every_rule_is_checked() {
        let good = [("code", "淘宝"), ("parts", r#"[{"name":"x"}]"#), ("page", "9"), ("b", "1")];
        let probe = |name: &str, value: &str| {
            let given = good.into_iter().filter(|(known, _)| *known != name);
            read::<Probe>(&given.chain([(name, value)]).filter(|(_, value)| !value.is_empty()).collect())
        };
        assert!(probe("a", "1").is_ok());
        for (name, value, shown) in [
            (
                "code",
                "淘宝网",
                "41 Invalid Arguments: isv.invalid-parameter:code: `code`: expected at most 2 characters, found 3: `淘宝网`",
            ),
            (
                "parts",
                "[]",
                "40 Missing Required Arguments: isv.missing-parameter:parts: `parts`: expected a value: it is required, found nothing",
            ),
            (
                "parts",
                "",
                "40 Missing Required Arguments: isv.missing-parameter:parts: `parts`: expected a value: it is required, found nothing",
            ),
            (
                "parts",
                r#"[{"name":" "}]"#,
                "41 Invalid Arguments: isv.invalid-parameter:parts: `parts[0].name`: expected a value: it is required, found blank text",
            ),
            (
                "page",
                "10",
                "41 Invalid Arguments: isv.invalid-parameter:page: `page`: expected a number from 1 to 9, found 10",
            ),
            (
                "b",
                "",
                "40 Missing Required Arguments: isv.missing-parameter: expected at least one of `a`, `b`, found none",
            ),
        ] {
            assert_eq!(probe(name, value).unwrap_err().to_string(), shown, "{name}={value}");
        }
        let many = [r#"{"name":"xx"}"#; 7].join(",");
        let refusal = probe("parts", &format!("[{many}]")).unwrap_err();
        let why = refusal.sub_msg().unwrap();
        assert!(why.starts_with("`parts`: expected at most 2 elements, found 7; `parts[0].name`: "), "{why}");
        assert!(why.ends_with("; and 3 more"), "{why}");
        let given: Params = good.into_iter().collect();
        let refusal = read::<Probe>(&given.with_file("photo", File::new("a", "long"))).unwrap_err();
        assert_eq!(refusal.sub_code(), Some("isv.invalid-parameter:photo"));
    }
}
