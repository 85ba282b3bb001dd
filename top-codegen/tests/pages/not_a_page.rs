//! Files that are not pages: the error names the file type and the remedy.

use top_codegen::read;

/// Encodes a text in UTF-16 with a byte order mark.
fn utf_16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn other_file_types_are_named_in_the_error() {
    let english =
        "taobao.time.get\n\nRequest Parameters\n\nName Type Required Description\n\nResponse Parameters\n";
    // 请求参数 and 响应参数
    let gbk = b"taobao.time.get (\xca\xb1\xbc\xe4)\n\n\xc7\xeb\xc7\xf3\xb2\xce\xca\xfd\n\n\xcf\xec\xd3\xa6\xb2\xce\xca\xfd\n";
    let without_mark: Vec<u8> = utf_16("taobao.time.get\nRequest").split_off(2);
    let cases: &[(&[u8], &str, &str)] = &[
        (b"<!DOCTYPE html>\n<html><head></head></html>", "found HTML", "copy"),
        ("<html><body><h2>请求参数</h2></body></html>".as_bytes(), "found HTML", "copy"),
        (b"  <div class=\"api\"><table><tr><td>a</td></tr></table></div>", "found HTML", "copy"),
        (b"<!-- saved from url=(0042)https://open.taobao.com/ -->\n<HTML>", "found HTML", "copy"),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x\n", "found a web archive", "copy"),
        (b"<?xml version=\"1.0\"?><a/>", "found XML", "copy the page"),
        (b"{\\rtf1\\ansi hello}", "found RTF", "plain text"),
        (
            b"https://open.taobao.com/api.htm?docId=285&docType=2\n",
            "found its address",
            "open it in a browser",
        ),
        (b"http://a.b/\nhttp://a.b/c\n", "found its address", "open it in a browser"),
        (
            b"[InternetShortcut]\r\nURL=https://open.taobao.com/\r\n",
            "found its address",
            "open it in a browser",
        ),
        (english.as_bytes(), "found one in English", "Chinese"),
        (b"| Name | Type | Required | Description |\n|---|---|---|---|\n", "found one in English", "Chinese"),
        (gbk, "found what is most likely GBK", "iconv"),
        (&utf_16("taobao.time.get (时间)"), "found UTF-16", "iconv"),
        (&without_mark, "found UTF-16", "iconv"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "found a PDF document", "copy its text"),
        (b"PK\x03\x04\x14\0\x06\0\xff", "found a ZIP archive", "copy its text"),
        (b"\x89PNG\r\n\x1a\n", "found a PNG image", "copy its text"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "found a JPEG image", "copy its text"),
        (b"ab\0cd", "found a binary file", "copy its text"),
        (b"ab\xffcd", "found the byte 0xff", "UTF-8"),
        (b"", "the file is empty", "copy the text"),
        (
            b"// Made by topctl 0.1.0 from a.txt; checksum 0\n",
            "found code that topctl made",
            "what the code was made from",
        ),
        (b"{\"openapi\": \"3.1.0\"}", "found an OpenAPI document", "page"),
        ("一个记录".as_bytes(), "without the headings of a page", "copy"),
    ];
    for (bytes, what, help) in cases {
        let error = read("file", bytes).expect_err(what);
        assert!(error.is_not_a_document(), "{error}");
        let diagnostic = error.diagnostic();
        assert!(diagnostic.message().contains(what), "expected {what}, found {error}");
        assert!(
            diagnostic.help().is_some_and(|found| found.contains(help)),
            "expected {help}, found {error}"
        );
        assert!(error.to_string().lines().count() == 1 && error.to_string().chars().count() < 300, "{error}");
    }
}

#[test]
fn descriptions_do_not_affect_page_detection() {
    let page = include_str!("example.txt");
    for text in ["<div>粗体</div>", "https://a.b/c", "<!DOCTYPE html>", "Request Parameters", "{\"a\": 1}"]
    {
        let changed = page.replace("按条件查询示例订单", text);
        let document = read("page.txt", changed.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(document.api.description, text);
    }
    let cut = read("page.txt", &page.as_bytes()[..page.find("响应参数").expect("a heading")])
        .expect_err("it is cut");
    assert!(!cut.is_not_a_document(), "{cut}");
}
