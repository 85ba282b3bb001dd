//! Reads a command line of curl.

use crate::sign::request::{Param, Place, Request, form_params};

/// Options of curl with a value, besides those that are read.
const WITH_VALUE: [&str; 16] = [
    "-A",
    "-b",
    "-c",
    "-e",
    "-m",
    "-o",
    "-u",
    "-x",
    "--cacert",
    "--connect-timeout",
    "--cookie",
    "--max-time",
    "--output",
    "--proxy",
    "--user",
    "--user-agent",
];

pub(super) fn parse(line: &str) -> Result<Request, String> {
    let words = shlex::split(line).ok_or("the curl line ends within quotes or after a backslash")?;
    let mut words = words.into_iter().skip(1);
    let (mut url, mut data, mut params) = (None, Vec::new(), Vec::new());
    let (mut content_type, mut is_get) = (None, false);
    while let Some(word) = words.next() {
        let (option, attached) = split_option(&word);
        let mut value = || attached.map(str::to_owned).or_else(|| words.next()).unwrap_or_default();
        match option {
            "-d" | "--data" | "--data-raw" | "--data-ascii" | "--data-binary" => data.push(value()),
            "--data-urlencode" => data.push(encoded(&value())),
            "--json" => {
                content_type = Some("application/json".to_owned());
                data.push(value());
            }
            "-F" | "--form" | "--form-string" => params.push(form_part(&value(), option == "--form-string")),
            "-H" | "--header" => {
                let header = value();
                let (name, text) = header.split_once(':').unwrap_or_default();
                if name.eq_ignore_ascii_case("content-type") {
                    content_type = Some(text.trim().to_owned());
                }
            }
            "-G" | "--get" => is_get = true,
            "--url" => url = Some(value()),
            "-X" | "--request" => drop(value()),
            _ if WITH_VALUE.contains(&option) => drop(value()),
            _ if option.starts_with('-') => {}
            _ => url = url.or(Some(word)),
        }
    }
    let url = url.filter(|url| url.contains('/')).ok_or("the curl line has no URL")?;
    if let Some(file) = data.iter().find(|data| data.starts_with('@')) {
        return Err(format!("the body is in the file {}: put its text into the curl line", &file[1..]));
    }
    let mut request = Request::from_url(&url);
    let body = data.join("&");
    if is_get {
        request.params.extend(form_params(&body, Place::Query));
    } else {
        request.add_body(&body);
    }
    request.params.extend(params);
    request.content_type = content_type;
    Ok(request)
}

/// Splits `-Xvalue` and `--option=value`.
fn split_option(word: &str) -> (&str, Option<&str>) {
    if word.starts_with("--") {
        return word.split_once('=').map_or((word, None), |(option, value)| (option, Some(value)));
    }
    match word.split_at_checked(2) {
        Some((option, value)) if matches!(option, "-d" | "-F" | "-H" | "-X") && !value.is_empty() => {
            (option, Some(value))
        }
        _ => (word, None),
    }
}

/// Encodes the value of `--data-urlencode`: `name=value`, or a text without a name.
fn encoded(data: &str) -> String {
    let encode = |text: &str| crate::sign::plan::encode_form(text.as_bytes());
    data.split_once('=').map_or_else(|| encode(data), |(name, value)| format!("{name}={}", encode(value)))
}

/// Reads a part of a multipart form. Its value is not encoded.
fn form_part(part: &str, is_text: bool) -> Param {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    match value.strip_prefix('@').filter(|_| !is_text) {
        Some(file) => {
            let path = file.split(';').next().unwrap_or_default();
            Param::file(name, path.rsplit(['/', '\\']).next().unwrap_or_default())
        }
        None => Param::from_text(name, value, Place::Body),
    }
}
