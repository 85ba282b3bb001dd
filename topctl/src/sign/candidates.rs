//! The mistakes that are tried for a request, the most likely ones first.

use super::args::Protocol;
use super::mistake::{Edit, Group, Mistake};
use super::plan::{Algorithm, Case, Charset, Document, Form, Join, Order, SecretUse};
use super::request::{Request, is_blank};
use super::rewrite::Rewrite;
use super::time::{PLATFORM_OFFSET, format_text, parse_text};

const PARAMS: &str = "sign the parameters that are sent: all of them except `sign`, files and blank values";
const ONE_LIST: &str = "build one list of parameters, and both sign and send that list";
const TEXT: &str = "sort by name, then join names and values without any separator";
const SECRET: &str = "MD5: secret + text + secret; HMAC: the secret is the key, and the text stays as it is";

/// Largest difference in seconds between a timestamp that is signed and the one that is sent.
const CLOCK_READ_TWICE: i64 = 5;

pub(super) fn candidates(request: &Request, protocol: Protocol) -> Vec<Mistake> {
    let mut all = Vec::new();
    encodings(&mut all);
    selection(request, protocol, &mut all);
    fixed(&mut all);
    path(request, protocol, &mut all);
    document(request, protocol, &mut all);
    method(request, &mut all);
    timestamp(request, protocol, &mut all);
    omissions(request, &mut all);
    all
}

fn encodings(all: &mut Vec<Mistake>) {
    let help = "sign values as text, before they are encoded for the URL or the form";
    for (form, title) in [
        (Form::AsSent, "values were encoded before signing"),
        (Form::Encoded, "values were encoded before signing, as forms are"),
        (Form::EncodedRfc3986, "values were encoded before signing, with `%20` for spaces"),
        (Form::EncodedLower, "values were encoded before signing, with lower-case digits"),
        (Form::TextEncoded, "the whole string to sign was encoded before signing"),
        (Form::HtmlEscaped, "values were signed with HTML entities such as `&amp;`"),
    ] {
        all.push(Mistake::new(Edit::Form(form), title, help));
    }
    let help = "encode each value once, when it is sent";
    all.push(Mistake::new(Edit::Form(Form::DecodedTwice), "values were sent encoded twice", help));
    let help = "sign and send UTF-8";
    for (charset, title) in [
        (Charset::Gbk, "charset: the string to sign was encoded as GBK"),
        (Charset::FromGbk, "charset: the values were sent as GBK, but signed as UTF-8"),
        (
            Charset::Latin1,
            "charset: the string to sign was encoded as ISO-8859-1, which has no Chinese characters",
        ),
        (Charset::LowBytes, "charset: only the low byte of each character was signed"),
        (Charset::Utf16, "charset: the string to sign was encoded as UTF-16"),
    ] {
        all.push(Mistake::new(Edit::Charset(charset), title, help));
    }
}

fn selection(request: &Request, protocol: Protocol, all: &mut Vec<Mistake>) {
    let blank = "a parameter with a blank value is neither signed nor sent: leave it out first";
    all.push(Mistake::new(Edit::Blank, "blank values were signed", blank));
    for word in ["null", "undefined", "None", "nil"] {
        all.push(Mistake::new(
            Edit::BlankAs(word),
            format!("a blank value was signed as the word `{word}`"),
            blank,
        ));
    }
    let twice = "send each parameter once";
    all.push(Mistake::new(
        Edit::LastOfEach,
        "a parameter is sent twice, and only the last one was signed",
        twice,
    ));
    all.push(Mistake::new(
        Edit::FirstOfEach,
        "a parameter is sent twice, and only the first one was signed",
        twice,
    ));
    for (group, title) in [
        (Group::Body, "body and query: only the query was signed, not the body"),
        (Group::Query, "body and query: only the body was signed, not the query"),
        (Group::System, "only the business parameters were signed, not the system parameters"),
        (Group::Business, "only the system parameters were signed, not the business parameters"),
        (Group::AtSigns, "values that begin with `@` were not signed"),
        (Group::Numbers, "numbers were not signed"),
        (Group::Falsy, "`0` and `false` were taken for blank and not signed"),
    ] {
        all.push(Mistake::new(Edit::OmitGroup(group), title, PARAMS));
    }
    for (rewrite, title) in Rewrite::ALL {
        all.push(Mistake::new(
            Edit::Rewrite(rewrite),
            title,
            "convert each value to text once, and both sign and send that text",
        ));
    }
    let file = "files are not signed, neither their names nor their contents";
    for param in request.params.iter().filter(|param| param.is_file) {
        let (name, text) = (&param.name, param.text());
        for value in [text.clone().into_owned(), format!("@{text}")] {
            all.push(Mistake::new(
                Edit::Insert(name.clone(), value),
                format!("the file `{name}` was signed with its name"),
                file,
            ));
        }
    }
    for (name, value) in defaults(protocol).iter().filter(|(name, _)| request.param(name).is_none()) {
        let title = format!("`{name}` was signed as `{value}`, but not sent");
        all.push(Mistake::new(Edit::Insert((*name).to_owned(), (*value).to_owned()), title, ONE_LIST));
    }
}

/// System parameters that programs sign and forget to send.
fn defaults(protocol: Protocol) -> &'static [(&'static str, &'static str)] {
    match protocol {
        Protocol::Iop => &[
            ("sign_method", "sha256"),
            ("format", "json"),
            ("v", "2.0"),
            ("simplify", "true"),
            ("simplify", "false"),
            ("debug", "false"),
        ],
        Protocol::Top | Protocol::Qimen => &[
            ("sign_method", "md5"),
            ("sign_method", "hmac"),
            ("sign_method", "hmac-sha256"),
            ("format", "json"),
            ("format", "xml"),
            ("v", "2.0"),
            ("simplify", "true"),
            ("simplify", "false"),
            ("partner_id", "top-apitools"),
        ],
    }
}

fn fixed(all: &mut Vec<Mistake>) {
    for (order, title) in [
        (Order::AsSent, "order: the parameters were not sorted"),
        (Order::IgnoringCase, "order: the names were sorted without regard to case"),
        (Order::Descending, "order: the names were sorted in descending order"),
        (Order::QueryThenBody, "order: query and body were sorted apart from each other"),
    ] {
        all.push(Mistake::new(
            Edit::Order(order),
            title,
            "sort all parameters together by the bytes of their names",
        ));
    }
    for (join, title) in [
        (Join::Query, "separators: the string to sign has `=` and `&`"),
        (Join::EqualSigns, "separators: the string to sign has `=`"),
        (Join::Ampersands, "separators: the string to sign has `&`"),
        (Join::Values, "only the values were signed, without their names"),
    ] {
        all.push(Mistake::new(Edit::Join(join), title, TEXT));
    }
    for (secret, title) in [
        (SecretUse::Before, "secret: it stands before the text only"),
        (SecretUse::After, "secret: it stands after the text only"),
        (SecretUse::Nowhere, "secret: it does not take part"),
        (SecretUse::KeyAndAround, "secret: it is the key of the HMAC, and also around the text"),
        (SecretUse::WithAmpersand, "secret: `&` was appended to it"),
        (SecretUse::WithLineBreak, "secret: it ends with a line break"),
        (SecretUse::InQuotes, "secret: it has quotes around it"),
        (SecretUse::LowerCase, "secret: it was converted to lower case"),
        (SecretUse::UpperCase, "secret: it was converted to upper case"),
        (SecretUse::AppKey, "secret: the app key was used in its place"),
    ] {
        all.push(Mistake::new(Edit::Secret(secret), title, SECRET));
    }
    for (algorithm, title) in [
        (Algorithm::Md5, "algorithm: signed with MD5, which is not that of `sign_method`"),
        (Algorithm::HmacMd5, "algorithm: signed with HMAC-MD5, which is not that of `sign_method`"),
        (Algorithm::HmacSha256, "algorithm: signed with HMAC-SHA256, which is not that of `sign_method`"),
        (Algorithm::HmacSha1, "algorithm: signed with HMAC-SHA1"),
        (Algorithm::Sha1, "algorithm: signed with SHA-1"),
        (Algorithm::Sha256, "algorithm: signed with SHA-256 in place of HMAC-SHA256"),
        (Algorithm::Md5Twice, "algorithm: MD5 was applied twice"),
    ] {
        let help = "sign with the algorithm that `sign_method` names: md5, hmac or hmac-sha256; sha256 at gateways of IOP";
        all.push(Mistake::new(Edit::Algorithm(algorithm), title, help));
    }
    for (case, title) in [
        (Case::Lower, "the string to sign was converted to lower case"),
        (Case::Upper, "the string to sign was converted to upper case"),
    ] {
        all.push(Mistake::new(
            Edit::Case(case),
            title,
            "convert the digits of the result to upper case, not the text",
        ));
    }
}

fn path(request: &Request, protocol: Protocol, all: &mut Vec<Mistake>) {
    let mut add = |path: &str, title: &str, help: &str| {
        all.push(Mistake::new(Edit::Path(path.to_owned()), title, help));
    };
    match (protocol, request.api_path()) {
        (Protocol::Iop, Some(api)) => {
            let help = format!("the string to sign begins with the path of the API: `{api}`");
            add("", "IOP: the path of the API is missing in the string to sign", &help);
            add(request.path(), "IOP: the string to sign begins with `/rest`", &help);
            add(
                api.trim_start_matches('/'),
                "IOP: the path lacks its first `/` in the string to sign",
                &help,
            );
            add(&format!("{api}/"), "IOP: the path has a `/` at its end in the string to sign", &help);
            add(&request.address, "IOP: the string to sign begins with the whole address", &help);
        }
        _ if !request.path().is_empty() => {
            let help = "the path is signed only for APIs with a path, at `/rest` of a gateway of IOP";
            add(request.path(), "the path of the gateway was signed", help);
            add(&request.address, "the address of the gateway was signed", help);
            if let Some(method) = request.text("method") {
                add(&format!("/{method}"), "the method was signed as a path", help);
                add(&method, "the method was signed as a path", help);
            }
        }
        _ => {}
    }
}

fn document(request: &Request, protocol: Protocol, all: &mut Vec<Mistake>) {
    if request.document.is_none() {
        return;
    }
    let help = "append the body, byte for byte, to the sorted names and values";
    for (document, title) in [
        (Document::Omitted, "the body was not signed"),
        (Document::Prepended, "the body was signed before the parameters"),
        (Document::Trimmed, "the body was signed without the blanks around it"),
    ] {
        all.push(Mistake::new(Edit::Document(document), title, help));
    }
    if protocol == Protocol::Iop {
        let help = "a JSON body is not signed at gateways of IOP";
        all.push(Mistake::new(Edit::Document(Document::Appended), "the body was signed", help));
    }
}

fn method(request: &Request, all: &mut Vec<Mistake>) {
    let Some(method) = request.text("method") else { return };
    let help = "sign and send the name that the API's page shows";
    let short = method.strip_prefix("taobao.").map_or_else(|| format!("taobao.{method}"), str::to_owned);
    let others = [
        short,
        method.to_lowercase(),
        method.trim().to_owned(),
        method.replace('.', "_"),
        method.replace('_', "."),
    ];
    for other in others.into_iter().filter(|other| *other != method) {
        let title = format!("wrong method name: `{other}` was signed, `{}` was sent", method.trim());
        all.push(Mistake::new(Edit::Replace("method".to_owned(), other), title, help));
    }
}

fn timestamp(request: &Request, protocol: Protocol, all: &mut Vec<Mistake>) {
    let Some(sent) = request.text("timestamp") else { return };
    let mut add = |other: String, title: &str| {
        if other != sent {
            let help = "read the clock once per attempt, and both sign and send that text";
            all.push(Mistake::new(Edit::Replace("timestamp".to_owned(), other), title, help));
        }
    };
    let twice = "the clock was read twice: the timestamp that is signed differs from the one that is sent";
    let format = "the timestamp was signed in another format than it was sent in";
    let zone = "the timestamp was signed in another time zone than it was sent in";
    if let Some(time) = parse_text(&sent, PLATFORM_OFFSET) {
        for seconds in 1..=CLOCK_READ_TWICE {
            add(format_text(time - seconds, PLATFORM_OFFSET), twice);
            add(format_text(time + seconds, PLATFORM_OFFSET), twice);
        }
        for hours in [-8, 8] {
            add(format_text(time + hours * 3600, PLATFORM_OFFSET), zone);
        }
        for real in [time, time + PLATFORM_OFFSET] {
            add(real.to_string(), format);
            add((real.saturating_mul(1000)).to_string(), format);
        }
        add(format_text(time, PLATFORM_OFFSET).replace(' ', "T"), format);
        add(format_text(time, PLATFORM_OFFSET).replace('-', "/"), format);
    } else if let Ok(number) = sent.parse::<i64>() {
        let seconds =
            if protocol == Protocol::Iop || number > 99_999_999_999 { number / 1000 } else { number };
        add(seconds.to_string(), format);
        add(seconds.saturating_mul(1000).to_string(), format);
        add(format_text(seconds, PLATFORM_OFFSET), format);
        add(format_text(seconds, 0), format);
        for difference in 1..=2000 {
            add(number.saturating_sub(difference).to_string(), twice);
        }
    }
}

fn omissions(request: &Request, all: &mut Vec<Mistake>) {
    let mut names: Vec<&str> = request
        .params
        .iter()
        .filter(|param| !param.is_file && !is_blank(&param.value))
        .map(|param| param.name.as_str())
        .collect();
    names.sort_by_key(|name| !matches!(*name, "session" | "access_token"));
    names.retain(|name| *name != "sign");
    names.dedup();
    for name in names.into_iter().take(500) {
        let title = match name {
            "session" | "access_token" => format!("session: `{name}` was not signed"),
            name => format!("`{name}` was not signed"),
        };
        all.push(Mistake::new(
            Edit::Omit(name.to_owned()),
            title,
            format!("add `{name}` before signing: {PARAMS}"),
        ));
    }
}
