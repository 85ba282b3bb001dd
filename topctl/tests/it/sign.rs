//! `topctl sign`.

mod broken;
mod requests;

use std::fs;

use crate::readme::block;
use requests::{AT, Pairs, SECRET, SESSION, iop, iop_path, md5, qimen, top, topctl};

#[test]
fn the_example_of_the_documents_is_explained() {
    let url = "http://gw.api.taobao.com/router/rest?method=taobao.item.seller.get&app_key=12345678&session=test\
               &timestamp=2016-01-01+12%3A00%3A00&format=json&v=2.0&sign_method=md5\
               &fields=num_iid%2Ctitle%2Cnick%2Cprice%2Cnum&num_iid=11223344";
    let ran = topctl(&["sign", url], "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let expected = "\
1. Take the parameters (TOP)
   app_key = 12345678
   fields = num_iid,title,nick,price,num
   format = json
   method = taobao.item.seller.get
   num_iid = 11223344
   session = ***
   sign_method = md5
   timestamp = 2016-01-01 12:00:00
   v = 2.0
2. Sort by name, join names and values without separators (159 bytes of UTF-8)
   app_key12345678fieldsnum_iid,title,nick,price,numformatjsonmethodtaobao.item.seller.getnum_iid11223344session***sign_methodmd5timestamp2016-01-01 12:00:00v2.0
3. MD5 of secret + text + secret, as upper-case hexadecimal digits
   66987CB115214E59E6EC978214934FB8
";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn the_page_about_topctl_shows_the_output() {
    let pairs = top().without("format").with("timestamp", "2026-11-30 04:00:00").with("title", "红色 T恤");
    let pairs = pairs.with("memo", "");
    let request = pairs.url(&md5(&pairs.text()).to_lowercase());
    for (arguments, start) in [(&["sign", "--check", "--at", AT][..], "TOP taobao"), (&["sign"], "1. Take")] {
        assert_eq!(block("docs/topctl.md", start), topctl(arguments, &request).stdout);
    }
}

#[test]
fn examples_of_iop_are_explained() {
    let sync = "https://api-sg.aliexpress.com/sync?access_token=test&aliexpress_category_id=200135143&app_key=123456\
                &method=aliexpress.logistics.redefining.getonlinelogisticsinfo&sign_method=sha256&timestamp=1517820392000";
    let path = "https://api.lazada.sg/rest/order/get?access_token=test&app_key=123456&order_id=1234&sign_method=sha256\
                &timestamp=1517820392000";
    for (url, sign) in [
        (sync, "F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB"),
        (path, "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A"),
    ] {
        let explained = topctl(&["sign", url, "--json"], "").json();
        assert_eq!(
            (explained["protocol"].as_str(), explained["signature"].as_str()),
            (Some("iop"), Some(sign))
        );
    }
}

#[test]
fn right_requests_have_no_mistake() {
    let document = "<request><a>红</a></request>";
    let qimen_text = qimen().text();
    let standard = qimen().curl(
        "http://qimen.api.taobao.com/router/qimen/service",
        &md5(&format!("{qimen_text}{document}")),
        document,
    );
    for request in [top().signed(), iop().signed(), iop_path().signed(), standard] {
        let ran = topctl(&["sign", "--check", "--at", AT, "--file", "-"], &request);
        assert_eq!(ran.code, 0, "{request}\n{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("has no mistake"), "{}", ran.stdout);
    }
}

#[test]
fn each_source_of_a_request_is_read() {
    let pairs = top().without("format");
    let sign = md5(&pairs.text());
    let url = pairs.url(&sign);
    let (address, form) = url.split_once('?').unwrap();
    let object = pairs.0.iter().map(|(name, value)| (name.clone(), value.clone().into()));
    let object: serde_json::Map<String, serde_json::Value> =
        object.chain([("sign".into(), sign.into())]).collect();
    let har = serde_json::json!({"log": {"entries": [{
        "startedDateTime": "2026-11-30T12:00:01.250+08:00",
        "request": {"method": "POST", "url": address, "postData": {"mimeType": "application/x-www-form-urlencoded", "text": form}},
    }]}});
    let sources = [
        format!("2026-11-30 12:00:00 INFO c.t.Client - POST {url} 200 31ms"),
        format!("2026-11-30 12:00:00 DEBUG url={address} body={form}"),
        format!("request: {}", serde_json::Value::from(object)),
        format!(
            "curl -s -X POST '{address}' \\\n  -H 'Content-Type: application/x-www-form-urlencoded' -d '{form}'"
        ),
        har.to_string(),
    ];
    for source in sources {
        let ran = topctl(&["sign", "--check", "--at", AT], &source);
        assert_eq!(ran.code, 0, "{source}\n{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn secrets_and_sessions_are_never_printed() {
    let request = Pairs::signed(&top());
    let wrong = request.replace("sign=", "sign=0");
    for arguments in
        [&["sign"][..], &["sign", "--json"], &["sign", "--check", "--at", AT], &["sign", "--check", "--json"]]
    {
        for request in [&request, &wrong] {
            let ran = topctl(arguments, request);
            for output in [&ran.stdout, &ran.stderr] {
                assert!(!output.contains(SECRET) && !output.contains(SESSION), "{arguments:?}: {output}");
            }
        }
    }
}

#[test]
fn an_unknown_cause_is_reported_as_another_secret() {
    let request = top().url("0123456789ABCDEF0123456789ABCDEF");
    let ran = topctl(&["sign", "--check", "--at", AT], &request);
    assert_eq!(ran.code, 3);
    assert!(ran.stdout.contains("mistake: the signature comes from another secret"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn secret_files_of_others_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    fs::write(&file, format!("{SECRET}\n")).unwrap();
    let arguments = ["sign", "--check", "--at", AT, "--secret-file", file.to_str().unwrap()];
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let ran = topctl(&arguments, &top().signed());
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("(mode 0640)") && ran.stderr.contains("chmod 600"), "{}", ran.stderr);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(topctl(&arguments, &top().signed()).code, 0);
}

#[test]
fn text_without_a_request_is_an_error() {
    for text in ["", "hello", "{}", "curl 'https://"] {
        let ran = topctl(&["sign"], text);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{text}");
        assert!(ran.stderr.contains("pass a URL with its query, a curl line"), "{}", ran.stderr);
    }
}
