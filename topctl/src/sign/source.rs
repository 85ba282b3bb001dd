//! Recognises the form in which a request is shown.

mod curl;
mod har;

use serde_json::Value;

use super::request::{Param, Place, Request, form_params};

/// Reads a request from a URL, a curl line, a HAR entry, a JSON object or a line of a log.
pub(super) fn parse(text: &str) -> Result<Request, String> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.is_empty() {
        return Err("expected a request, found nothing".to_owned());
    }
    if text == "curl" || text.starts_with("curl ") {
        return curl::parse(text);
    }
    if text.starts_with('{')
        && let Ok(json) = serde_json::from_str::<Value>(text)
    {
        return har::parse(&json).unwrap_or_else(|| from_object(&json));
    }
    from_log(text)
}

/// Reads a JSON object of parameters.
fn from_object(json: &Value) -> Result<Request, String> {
    let params = params_of(json);
    if params.iter().any(|param| param.name == "sign" || param.name == "app_key") {
        Ok(Request { params, ..Request::default() })
    } else {
        Err("expected an entry of a HAR file or an object with the parameters, found another JSON object"
            .to_owned())
    }
}

fn params_of(json: &Value) -> Vec<Param> {
    let members = json.as_object().into_iter().flatten();
    members
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Param::from_text(name, &text, Place::Body)
        })
        .collect()
}

/// Reads a line of a log: its first URL, and its first form or object with parameters.
fn from_log(text: &str) -> Result<Request, String> {
    let url = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min();
    let (mut request, rest) = match url {
        Some(start) => {
            let end = text[start..].find(is_end_of_url).map_or(text.len(), |length| start + length);
            (Request::from_url(&text[start..end]), [&text[..start], &text[end..]])
        }
        None => (Request::default(), [text, ""]),
    };
    for part in rest {
        if let Some(json) = object_in(part) {
            request.params.extend(params_of(&json));
        } else if let Some(document) = xml_in(part) {
            request.document = Some(document.to_owned());
        } else if let Some(form) = part.split(is_end_of_url).map(trim_label).find(|word| is_form(word)) {
            request.params.extend(form_params(form, if url.is_some() { Place::Body } else { Place::Query }));
        }
    }
    if request.params.is_empty() {
        Err("expected a URL, a curl line, a HAR entry or a line with parameters, found none".to_owned())
    } else {
        Ok(request)
    }
}

fn is_end_of_url(char: char) -> bool {
    char.is_whitespace() || matches!(char, '"' | '\'' | '<' | '>' | '`' | '|')
}

/// Cuts what stands before the form: `body=method=..`, `data:method=..`, brackets.
fn trim_label(word: &str) -> &str {
    let word = word.trim_matches(['(', ')', '[', ']', '{', '}', ',', ';']);
    let first = word.split('&').next().unwrap_or_default();
    match first.rsplitn(3, '=').collect::<Vec<_>>().as_slice() {
        [_, _, label] if label.len() < 12 => &word[label.len() + 1..],
        _ => first
            .split_once(':')
            .filter(|(label, _)| !label.contains('='))
            .map_or(word, |(label, _)| &word[label.len() + 1..]),
    }
}

fn is_form(word: &str) -> bool {
    word.contains('&') && word.split('&').filter(|pair| pair.contains('=')).count() > 1
}

/// Returns the object of parameters in a text, if it has one.
fn object_in(text: &str) -> Option<Value> {
    let mut starts = text.match_indices('{').map(|(start, _)| start).take(16);
    starts.find_map(|start| {
        let first = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>().next();
        first?.ok().filter(|json| json.get("sign").is_some() || json.get("app_key").is_some())
    })
}

fn xml_in(text: &str) -> Option<&str> {
    let start = text.find("<?xml").or_else(|| text.find("<request"))?;
    let end = text.rfind('>')? + 1;
    text.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn each_form_gives_the_same_parameters() {
        let curl =
            "curl -X POST 'https://gw.api.taobao.com/router/rest?app_key=1&sign=AB' \\\n --data 'memo=a%20b'";
        let har = r#"{"request":{"url":"https://gw.api.taobao.com/router/rest?app_key=1&sign=AB","postData":{"text":"memo=a+b"}}}"#;
        let log = "12:00 INFO POST https://gw.api.taobao.com/router/rest?app_key=1&sign=AB body=memo=a+b&x=";
        let object = r#"12:00 DEBUG {"app_key": "1", "sign": "AB", "memo": "a b"}"#;
        for source in [curl, har, log, object] {
            let request = parse(source).unwrap();
            let text = |name: &str| request.text(name).unwrap().into_owned();
            assert_eq!(
                (text("app_key"), text("sign"), text("memo")),
                ("1".into(), "AB".into(), "a b".into()),
                "{source}"
            );
        }
    }

    #[test]
    fn text_without_a_request_is_an_error() {
        for text in ["", " ", "hello", "{}", "curl", "curl 'https://", "{\"log\":{\"entries\":[]}}", "时间={"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
