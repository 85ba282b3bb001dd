//! Gateway URLs: an invalid one is an error of one line with the remedy, without secrets.

use top_runtime::Gateway;

use crate::support::builder;

fn refusal(gateway: &str) -> String {
    let text = builder().gateway(gateway).build().unwrap_err().to_string();
    assert!(!text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{202e}')), "{text:?}");
    assert!(text.len() < 400, "{text}");
    text
}

#[test]
fn url_without_a_scheme_is_refused_with_the_remedy() {
    for gateway in [
        "gw.api.taobao.com/router/rest",
        "gw.api.taobao.com",
        "gw.api.taobao.com:443/router/rest",
        "x.example/a?b=https://y",
    ] {
        assert_eq!(
            refusal(gateway),
            format!(
                "the gateway `{}` has no scheme: write `https://` before it",
                gateway.replace("b=https://y", "***")
            )
        );
    }
    for gateway in ["localhost:8080", "localhost:8080/router/rest", "127.0.0.1:80/r", "[::1]:8080/r"] {
        assert_eq!(
            refusal(gateway),
            format!("the gateway `{gateway}` has no scheme: write `http://` before it")
        );
    }
    assert!(refusal("//gw.api.taobao.com/router/rest").ends_with("has no scheme: write `https:` before it"));
    assert!(refusal("://gw.api.taobao.com/r").contains("has no scheme"));
    assert!(
        refusal("/router/rest")
            .ends_with("has no host: expected an address like `https://gw.api.taobao.com/router/rest`")
    );
}

#[test]
fn misspelt_scheme_is_named() {
    for scheme in ["htps", "htp", "ftp", "ws", "https-"] {
        let text = refusal(&format!("{scheme}://gw.api.taobao.com/router/rest"));
        assert!(text.ends_with(&format!("has the scheme `{scheme}`: write `https://`")), "{text}");
    }
    for gateway in [
        "https:gw.api.taobao.com/router/rest",
        "https:/gw.api.taobao.com/router/rest",
        "https;//x.example/r",
        "https//x.example/r",
    ] {
        assert!(refusal(gateway).ends_with("write `https://` before the host"), "{}", refusal(gateway));
    }
    for good in ["HTTPS://x.example/r", "Https://x.example/r"] {
        builder().gateway(good).build().unwrap();
    }
}

#[test]
fn plain_http_to_another_host_is_refused_with_the_remedy() {
    let text = refusal("http://gw.api.taobao.com/router/rest");
    assert!(text.contains("is plain http: write `https://`") && text.contains("localhost"), "{text}");
}

#[test]
fn characters_around_a_url_are_named() {
    for (gateway, fault) in [
        ("", "is blank"),
        (" \n", "is blank"),
        ("https://x.example/r\n", "ends with a line break"),
        (" https://x.example/r", "begins with a blank"),
        ("\u{feff}https://x.example/r", "begins with an invisible character"),
        ("\"https://x.example/r\"", "is in quotes"),
        ("https://x.example/a b", "has a blank inside"),
        ("https://x.example/a\nb", "has a line break inside"),
        ("https://x.example/\u{202e}r", "has an invisible character inside"),
    ] {
        let text = refusal(gateway);
        assert!(text.contains(fault) && text.starts_with("the gateway"), "{gateway:?}: {text}");
    }
    assert!(refusal("https://例子.example/r").contains("ASCII"));
}

#[test]
fn missing_or_superfluous_url_parts_are_named() {
    for gateway in [
        "https://gw.api.taobao.com",
        "https://gw.api.taobao.com/",
        "https://eco.taobao.com",
        "https://gw.api.tbsandbox.com/",
    ] {
        assert!(
            refusal(gateway).ends_with("has no path: write `/router/rest` after the host"),
            "{}",
            refusal(gateway)
        );
    }
    for good in
        ["https://proxy.example", "https://proxy.example/", "https://x.example/r?to=1", "http://127.0.0.1:1"]
    {
        builder().gateway(good).build().unwrap();
    }
    assert!(refusal("https:///router/rest").contains("has no host"));
    assert!(refusal("https://x.example/r#top").contains("has a fragment"));
    assert!(refusal("https://https://x.example/r").ends_with("has two schemes: write `https://` once"));
    assert!(refusal("https://x.example:99999/r").contains("port"));
    for query in ["session=6100abcdefgh", "a=1&app_key=1", "SIGN=x"] {
        let text = refusal(&format!("https://x.example/r?{query}"));
        assert!(text.contains("which the client sets itself"), "{text}");
    }
}

#[test]
fn password_and_query_of_a_url_are_not_printed() {
    for gateway in [
        "https://user:hunter2@x.example/r",
        "https://hunter2@x.example/r",
        "user:hunter2@x.example/r",
        "user:hunter2//@x.example/r",
        "https://user:hunter2/@x.example/r",
        "https://user:hunter2?@x.example/r",
        "https://x.example/r?token=hunter2&sign=1",
        "http://x.example/r?hunter2",
        "https://user:hunter2@x.example/r\n",
    ] {
        assert!(!refusal(gateway).contains("hunter2"), "{}", refusal(gateway));
        let debug = format!("{:?} {:?}", Gateway::from(gateway), builder().gateway(gateway));
        assert!(!debug.contains("hunter2"), "{debug}");
    }
    let client = builder().gateway("https://x.example/r?token=hunter2").build().unwrap();
    assert!(!format!("{client:?}").contains("hunter2"));
}

#[test]
fn multi_line_url_makes_a_one_line_error() {
    for gateway in [
        "https://x.example/r\nsign = forged".to_owned(),
        "https://x\u{2028}.example/r".to_owned(),
        format!("htps://{}", "x".repeat(100_000)),
    ] {
        refusal(&gateway);
    }
}
