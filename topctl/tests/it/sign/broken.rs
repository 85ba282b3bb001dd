//! Requests with the mistakes that users of the platform report, and the causes that are found.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::{Digest as _, Md5};
use sha1::Sha1;

use super::requests::{
    AT, Pairs, SECRET, encode, hex, hmac_sha256, iop, iop_path, md5, qimen, qimen_cloud, top, topctl,
};

/// A request, and the beginnings of all mistakes that are found in it, in their order.
type Row = (String, &'static [&'static str]);

const JSON: &str = r#"{"id":1,"名":"a/b"}"#;
const XML: &str = "<?xml version=\"1.0\"?><request><orderCode>1</orderCode></request>";

/// Signs a changed list of parameters, but sends the right one.
fn signed_as(sent: &Pairs, signed: &Pairs) -> String {
    sent.url(&if sent.0.iter().any(|(_, value)| value == "sha256") {
        hmac_sha256(&signed.text())
    } else {
        md5(&signed.text())
    })
}

/// Joins the sorted parameters.
fn joined(pairs: &Pairs, pair: impl Fn(&str, &str) -> String, separator: &str) -> String {
    let mut sorted = pairs.0.clone();
    sorted.sort();
    sorted.iter().map(|(name, value)| pair(name, value)).collect::<Vec<_>>().join(separator)
}

fn unsorted(pairs: &Pairs) -> String {
    pairs.0.iter().flat_map(|(name, value)| [name.as_str(), value]).collect()
}

fn hash(text: &str) -> String {
    hex(&Md5::digest(text))
}

fn parameters_of_top() -> Vec<Row> {
    let (plain, json) = (top(), top().with("item", JSON));
    let blank = top().with("memo", "");
    let list = top().with("ids", "1,2");
    vec![
        (signed_as(&plain, &plain.clone().without("session")), &["session: `session` was not signed"]),
        (signed_as(&plain, &plain.clone().without("sign_method")), &["`sign_method` was not signed"]),
        (signed_as(&plain, &plain.clone().without("title")), &["`title` was not signed"]),
        (
            signed_as(&plain.clone().without("format"), &plain),
            &["`format` was signed as `json`, but not sent"],
        ),
        (
            signed_as(&plain, &plain.clone().with("partner_id", "top-apitools")),
            &["`partner_id` was signed as `top-apitools`"],
        ),
        (signed_as(&blank, &blank), &["blank values were signed"]),
        (
            signed_as(&blank, &blank.clone().with("memo", "null")),
            &["a blank value was signed as the word `null`"],
        ),
        (signed_as(&json, &json.clone().with("item", "Array")), &["an array was signed as the word `Array`"]),
        (
            signed_as(&json, &json.clone().with("item", "[object Object]")),
            &["an object was signed as `[object Object]`"],
        ),
        (
            signed_as(&json, &json.clone().with("item", r#"{"id": 1, "名": "a/b"}"#)),
            &["JSON was signed with spaces"],
        ),
        (
            signed_as(&json, &json.clone().with("item", r#"{"id":1,"\u540d":"a/b"}"#)),
            &["JSON was signed with `\\u` escapes"],
        ),
        (
            signed_as(&json, &json.clone().with("item", r#"{"id":1,"名":"a\/b"}"#)),
            &["JSON was signed with `\\/`"],
        ),
        (signed_as(&list, &list.clone().with("ids", "[1,2]")), &["a list was signed as JSON"]),
        (
            signed_as(&plain, &plain.clone().with("method", "item.update")),
            &["wrong method name: `item.update` was signed"],
        ),
        (top().with("on", "0").url(&md5(&plain.text())), &["`0` and `false` were taken for blank"]),
        (
            top().with("file", "@./a.png").url(&md5(&plain.text())),
            &["values that begin with `@` were not signed", "`file` is the path of a file"],
        ),
    ]
}

fn text_of_top() -> Vec<Row> {
    let plain = top();
    let text = plain.text();
    let encoded = joined(&plain, |name, value| format!("{name}{}", encode(value)), "");
    let rfc = joined(&plain, |name, value| format!("{name}{}", encode(value).replace('+', "%20")), "");
    let query = joined(&plain, |name, value| format!("{name}={value}"), "&");
    let encoded_query = joined(&plain, |name, value| format!("{name}={}", encode(value)), "&");
    let values = joined(&plain, |_, value| value.to_owned(), "");
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    let gbk = hex(&Md5::digest([SECRET.as_bytes(), &gbk, SECRET.as_bytes()].concat()));
    let hmac = plain.clone().with("sign_method", "hmac");
    let around = format!("{SECRET}{}{SECRET}", hmac.text());
    let mut mac = Hmac::<Md5>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(around.as_bytes());
    let around = hex(&mac.finalize().into_bytes());
    let mixed = top().with("SkuId", "1");
    let ignoring_case = {
        let mut sorted = mixed.0.clone();
        sorted.sort_by_key(|(name, _)| name.to_lowercase());
        md5(&unsorted(&Pairs(sorted, "")))
    };
    vec![
        (plain.url(&md5(&encoded)), &["values were encoded before signing"]),
        (plain.url(&md5(&rfc)), &["values were encoded before signing, with `%20`"]),
        (plain.url(&md5(&query)), &["separators: the string to sign has `=` and `&`"]),
        (plain.url(&md5(&values)), &["only the values were signed"]),
        (plain.url(&md5(&unsorted(&plain))), &["order: the parameters were not sorted"]),
        (mixed.url(&ignoring_case), &["order: the names were sorted without regard to case"]),
        (plain.url(&gbk), &["charset: the string to sign was encoded as GBK"]),
        (plain.url(&md5(&text.to_lowercase())), &["the string to sign was converted to lower case"]),
        (plain.url(&md5(&text).to_lowercase()), &["lower case: the signature has lower-case digits"]),
        (plain.url(&md5(&text)[8..24]), &["the signature is cut to 16 digits"]),
        (plain.url(&hash(&format!("{text}{SECRET}"))), &["secret: it stands after the text only"]),
        (plain.url(&hash(&format!("{SECRET}{text}"))), &["secret: it stands before the text only"]),
        (plain.url(&hash(&format!("\"{SECRET}\"{text}\"{SECRET}\""))), &["secret: it has quotes around it"]),
        (plain.url(&hash(&format!("{SECRET}\n{text}{SECRET}\n"))), &["secret: it ends with a line break"]),
        (hmac.url(&around), &["secret: it is the key of the HMAC, and also around the text"]),
        (hmac.url(&md5(&hmac.text())), &["algorithm: signed with MD5"]),
        // Pairs and triples of mistakes.
        (
            plain.url(&hex(&Sha1::digest(format!("{encoded_query}{SECRET}")))),
            &["values were encoded", "separators", "secret", "algorithm"],
        ),
        (
            plain.url(&hash(&format!("{encoded_query}{SECRET}"))),
            &["values were encoded", "separators", "secret"],
        ),
        (
            plain.url(&hash(&format!("{query}{SECRET}")).to_lowercase()),
            &["separators", "secret", "lower case"],
        ),
        (signed_as(&plain, &plain.clone().without("session")).replace("sign=", "memo=&sign="), &["session"]),
    ]
}

fn sending_to_top() -> Vec<Row> {
    let plain = top();
    let at = |timestamp: &str| top().with("timestamp", timestamp);
    let right = |pairs: Pairs| pairs.signed();
    let twice = signed_as(&plain, &at("2026-11-30 11:59:59"));
    let (system, business) = (top().without("num_iid").without("title"), "num_iid=11223344&title=a");
    let both = top().with("title", "a");
    let address = plain.1;
    vec![
        (right(at("2026-11-30 04:00:00")), &["local time: the timestamp is -8 hours"]),
        (right(at("2026-11-29 23:00:00")), &["local time: the timestamp is -13 hours"]),
        (right(at("2026-11-30 11:46:40")), &["stale clock: the timestamp differs by 800 s"]),
        (right(at("2026-11-30T12:00:00")), &["the timestamp `2026-11-30T12:00:00` has a format"]),
        (right(at("1796011200000")), &["the timestamp `1796011200000` has a format"]),
        (twice, &["the clock was read twice"]),
        (
            system.curl(address, &md5(&system.text()), business),
            &["body and query: only the query was signed"],
        ),
        (
            system.curl(address, &md5("num_iid11223344titlea"), business),
            &["body and query: only the body was signed"],
        ),
        (
            both.curl(address, &md5(&both.text()), "title=a"),
            &["a parameter is sent twice", "`title` is sent more than once"],
        ),
        (
            format!(
                "curl {address}?{}&sign={} -F image=@/home/me/a.png",
                plain.form().replace('&', "\\&"),
                md5(&plain.clone().with("image", "a.png").text())
            ),
            &["the file `image` was signed with its name"],
        ),
        (right(plain.clone().with("sign_method", "MD5")), &["`sign_method` has a value"]),
        (
            right(plain.clone().with("method", "TaobaoItemUpdateRequest")),
            &["wrong method name: `TaobaoItemUpdateRequest`"],
        ),
        (
            right(plain.clone().without("app_key").with("appKey", "12345678")),
            &["wrong name: `appKey` in place of `app_key`"],
        ),
        (
            right(plain.clone().without("session").with("access_token", "6100e1f2a3b4")),
            &["the session is sent as `access_token`"],
        ),
        (right(plain.clone().with("format", "6100e1f2a3b4")), &["`format` is neither `json` nor `xml`"]),
        (right(plain.clone().without("v")), &["the system parameter `v` is missing"]),
        (
            right(plain.clone().with("ids[0]", "1").with("ids[1]", "2")),
            &["an array was sent as `ids[0]`", "an array was sent as `ids[1]`"],
        ),
        (
            plain
                .clone()
                .with("title", &encode("红色"))
                .url(&md5(&plain.clone().with("title", "红色").text())),
            &["values were sent encoded twice"],
        ),
        (
            plain.signed().replace(&encode("红色 T恤/大码"), "%BA%EC%C9%AB+T%D0%F4%2F%B4%F3%C2%EB"),
            &["charset: the values were sent as GBK", "charset: `title` is not UTF-8"],
        ),
        (
            right(plain.with("method", "aliexpress.ds.product.get")),
            &["wrong gateway: the method is one of AliExpress"],
        ),
    ]
}

fn iop_and_qimen() -> Vec<Row> {
    let (sync, path, standard, cloud) = (iop(), iop_path(), qimen(), qimen_cloud());
    let pairs = joined(&path, |name, value| format!("{name}{value}"), "");
    let text = standard.text();
    let document = |sign: String| standard.curl(standard.1, &sign, XML);
    vec![
        (path.url(&hmac_sha256(&pairs)), &["IOP: the path of the API is missing"]),
        (
            path.url(&hmac_sha256(&format!("/rest/order/get{pairs}"))),
            &["IOP: the string to sign begins with `/rest`"],
        ),
        (path.url(&hmac_sha256(&format!("order/get{pairs}"))), &["IOP: the path lacks its first `/`"]),
        (
            signed_as(&path, &path.clone().without("access_token")),
            &["session: `access_token` was not signed"],
        ),
        (
            path.clone().without("access_token").with("session", "6100e1f2a3b4").signed(),
            &["the session is sent as `session`"],
        ),
        (path.url(&hmac_sha256(&path.text()).to_lowercase()), &["lower case"]),
        (
            path.url(&hmac_sha256(&pairs).to_lowercase()),
            &["IOP: the path of the API is missing", "lower case"],
        ),
        (sync.url(&hmac_sha256(&format!("/sync{}", sync.text()))), &["the path of the gateway was signed"]),
        (
            sync.url(&hmac_sha256(&format!("{SECRET}{}{SECRET}", sync.text()))),
            &["secret: it is the key of the HMAC"],
        ),
        (sync.url(&md5(&sync.text())), &["algorithm: signed with MD5"]),
        (sync.clone().with("sign_method", "hmac-sha256").signed(), &["`sign_method` has a value"]),
        (sync.clone().with("timestamp", "1796011200").signed(), &["the timestamp `1796011200` has a format"]),
        (
            sync.clone().with("timestamp", "1796001200000").signed(),
            &["stale clock: the timestamp differs by 10000 s"],
        ),
        (signed_as(&sync, &sync.clone().with("timestamp", "1796011199877")), &["the clock was read twice"]),
        (signed_as(&sync, &sync.clone().without("session")), &["session: `session` was not signed"]),
        (document(md5(&text)), &["the body was not signed"]),
        (document(md5(&format!("{XML}{text}"))), &["the body was signed before the parameters"]),
        (document(hash(&format!("{text}{XML}{SECRET}"))), &["secret: it stands after the text only"]),
        (
            document(md5(&format!("{}{XML}", standard.clone().without("customerId").text()))),
            &["`customerId` was not signed"],
        ),
        (signed_as(&cloud, &cloud.clone().without("target_app_key")), &["`target_app_key` was not signed"]),
        (
            cloud.clone().without("target_app_key").signed(),
            &["the system parameter `target_app_key` is missing"],
        ),
    ]
}

fn check(rows: Vec<Row>) {
    for (request, expected) in rows {
        let ran = topctl(&["sign", "--check", "--json", "--at", AT], &request);
        assert_eq!(ran.code, 3, "{expected:?}\n{request}\n{}{}", ran.stdout, ran.stderr);
        let report = ran.json();
        let findings =
            report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "mistake");
        let titles: Vec<_> = findings.map(|finding| finding["title"].as_str().unwrap()).collect();
        let matches = titles.len() == expected.len()
            && titles.iter().zip(expected).all(|(title, start)| title.starts_with(start));
        assert!(matches, "expected {expected:#?}, found {titles:#?}\n{request}");
    }
}

#[test]
fn parameters_that_differ_are_found() {
    check(parameters_of_top());
}

#[test]
fn strings_to_sign_that_differ_are_found() {
    check(text_of_top());
}

#[test]
fn mistakes_in_sending_are_found() {
    check(sending_to_top());
}

#[test]
fn mistakes_of_iop_and_qimen_are_found() {
    check(iop_and_qimen());
}

#[test]
fn values_that_the_platform_takes_but_misreads_are_noted() {
    for (title, note) in [
        ("???", "charset: the characters of `title` were lost"),
        ("%E7%BA%A2", "`title` was encoded twice"),
        (" ", "`title` is blank"),
    ] {
        let signed = if title == " " { top().without("title") } else { top().with("title", title) };
        let ran =
            topctl(&["sign", "--check", "--at", AT], &top().with("title", title).url(&md5(&signed.text())));
        assert_eq!(ran.code, 0, "{}", ran.stdout);
        assert!(ran.stdout.contains(&format!("note: {note}")), "{}", ran.stdout);
    }
}
