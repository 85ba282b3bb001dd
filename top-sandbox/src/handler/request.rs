//! Decodes parameters into a declared request.

use top_runtime::error::{Issue, IssueKind};
use top_runtime::server::{FromParams, check, check_json_request, read_json_request, read_request};
use top_runtime::{Params, TopApi};

use crate::codes;
use crate::error_response::ErrorResponse;

/// Maximal number of issues in an error response.
const MAX_ISSUES: usize = 5;

/// The form of lists of scalars among the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListForm {
    /// Text with commas, as on TOP.
    Commas,
    /// JSON, as on IOP and in documents.
    Json,
}

/// Decodes a request and checks the rules of its declaration.
pub(crate) fn decode_request<A: TopApi + FromParams>(
    params: &Params,
    lists: ListForm,
) -> Result<A, ErrorResponse> {
    let request = match lists {
        ListForm::Commas => read_request::<A>(params),
        ListForm::Json => read_json_request::<A>(params),
    };
    let request = request.map_err(|issue| error_response(&[issue], params))?;
    let checked = match lists {
        ListForm::Commas => check(&request),
        ListForm::Json => check_json_request(&request),
    };
    checked.map_err(|issues| error_response(&issues, params))?;
    Ok(request)
}

/// Code 40 if the first issue is a missing or empty parameter, otherwise 41.
fn error_response(issues: &[Issue], params: &Params) -> ErrorResponse {
    let mut reasons: Vec<_> = issues.iter().take(MAX_ISSUES).map(ToString::to_string).collect();
    if issues.len() > MAX_ISSUES {
        reasons.push(format!("and {} more", issues.len() - MAX_ISSUES));
    }
    let reason = reasons.join("; ");
    let Some(first) = issues.first() else {
        return ErrorResponse::new(codes::INVALID_ARGUMENTS).with_sub_msg(reason);
    };
    match param_of(&first.path, params) {
        Some(name) if name != first.path || first.kind != IssueKind::Missing => {
            ErrorResponse::invalid_parameter(name, reason)
        }
        _ => ErrorResponse::missing_parameter(&first.path, reason),
    }
}

/// Returns the parameter that contains the element at a path. Names may contain dots, so the
/// longest matching name wins.
fn param_of<'p>(path: &str, params: &'p Params) -> Option<&'p str> {
    let is_inside = |name: &&str| {
        path.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let texts = params.iter().map(|(name, _)| name);
    texts.chain(params.files().map(|(name, _)| name)).filter(is_inside).max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use top_runtime::File;

    use super::*;

    #[test]
    fn longest_matching_parameter_name_wins() {
        let params: Params = [("item", "x"), ("item.price", "y"), ("items", "z")].into_iter().collect();
        let params = params.with_file("photo", File::new("a", "b"));
        for (path, name) in [
            ("item", Some("item")),
            ("item.name", Some("item")),
            ("item.price[0].cents", Some("item.price")),
            ("items[3]", Some("items")),
            ("photo", Some("photo")),
            ("item_id", None),
            ("", None),
        ] {
            assert_eq!(param_of(path, &params), name, "{path}");
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
    fn every_declared_rule_is_checked() {
        let good = [("code", "淘宝"), ("parts", r#"[{"name":"x"}]"#), ("page", "9"), ("b", "1")];
        let probe = |name: &str, value: &str| {
            let params = good.into_iter().filter(|(key, _)| *key != name);
            decode_request::<Probe>(
                &params.chain([(name, value)]).filter(|(_, value)| !value.is_empty()).collect(),
                ListForm::Commas,
            )
        };
        assert!(probe("a", "1").is_ok());
        for (name, value, message) in [
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
            assert_eq!(probe(name, value).unwrap_err().to_string(), message, "{name}={value}");
        }
        let many = [r#"{"name":"xx"}"#; 7].join(",");
        let error = probe("parts", &format!("[{many}]")).unwrap_err();
        let reason = error.sub_msg().unwrap();
        assert!(
            reason.starts_with("`parts`: expected at most 2 elements, found 7; `parts[0].name`: "),
            "{reason}"
        );
        assert!(reason.ends_with("; and 3 more"), "{reason}");
        let params: Params = good.into_iter().collect();
        let error =
            decode_request::<Probe>(&params.with_file("photo", File::new("a", "long")), ListForm::Commas)
                .unwrap_err();
        assert_eq!(error.sub_code(), Some("isv.invalid-parameter:photo"));
    }
}
