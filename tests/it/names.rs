//! Names of parameters and files: those that the protocol or a part header cannot contain are
//! refused.

use top_runtime::{File, Params, TopApi};

use crate::support::{builder, refused};

#[derive(Debug, TopApi)]
#[top_api(method = "test.upload")]
struct Upload {
    title: String,
    photo: Option<File>,
}

fn upload() -> Upload {
    Upload { title: "t".to_owned(), photo: Some(File::new("a.png", "1")) }
}

const NO_NAMES: [&str; 18] = [
    "",
    " ",
    "a\\",
    "\\a",
    "a\"b",
    "a'b",
    "a\nb",
    "a\r\nX: y",
    "a\0",
    "sign ",
    " sign",
    "a ",
    "a\u{85}",
    "a\u{202e}b",
    "a\u{2028}",
    "\u{feff}a",
    "a\u{200b}",
    "\ta",
];

#[test]
fn unencodable_parameter_names_are_refused() {
    let client = builder().build().unwrap();
    for name in NO_NAMES {
        let texts = [
            refused(client.prepare_call("a.b", &Params::new().with(name, "1"))),
            refused(client.prepare_call("a.b", &Params::new().with_file(name, File::new("a", "1")))),
            refused(client.param(name, "1").prepare(&upload())),
        ];
        for text in texts {
            assert!(
                text.contains("expected the name of a parameter: ") && !text.contains('\n'),
                "{name:?}: {text}"
            );
        }
    }
}

#[test]
fn system_parameter_names_are_refused_in_any_case() {
    let client = builder().build().unwrap();
    for name in
        ["sign", "Sign", "SIGN", "METHOD", "App_Key", "Session", "V", "sign_Method", "Timestamp", "Simplify"]
    {
        let texts = [
            refused(client.prepare_call("a.b", &Params::new().with(name, "1"))),
            refused(client.prepare_call("a.b", &Params::new().with_file(name, File::new("a", "1")))),
            refused(client.param(name, "1").prepare(&upload())),
        ];
        for text in texts {
            assert!(text.contains("expected the name of an API parameter: "), "{name:?}: {text}");
        }
    }
}

#[test]
fn names_of_real_apis_are_accepted() {
    let client = builder().build().unwrap();
    for name in [
        "location.city",
        "is_3D",
        "returnPoint",
        "level_2",
        "a b",
        "a-b",
        "a:b",
        "signs",
        "my_sign",
        "vv",
        "名",
    ] {
        client.prepare_call("a.b", &Params::new().with(name, "1")).unwrap();
        client.prepare_call("a.b", &Params::new().with_file(name, File::new("a", "1"))).unwrap();
        client.param(name, "1").prepare(&upload()).unwrap();
    }
}

#[test]
fn text_and_file_of_one_name_are_refused() {
    let client = builder().build().unwrap();
    let params = Params::new().with("photo", "text").with_file("photo", File::new("a", "1"));
    let text = refused(client.prepare_call("a.b", &params));
    assert_eq!(text, "`photo`: expected a parameter given once, found a text and a file");
    let text = refused(client.param("photo", "text").prepare(&upload()));
    assert_eq!(text, "`photo`: expected a parameter given once, found a text and a file");
    let text = refused(
        client
            .param("photo", "text")
            .prepare_call("a.b", &Params::new().with_file("photo", File::new("a", "1"))),
    );
    assert_eq!(text, "`photo`: expected a parameter given once, found a text and a file");
    // A blank text is not sent, and without a file there is one parameter.
    client
        .prepare_call("a.b", &Params::new().with("photo", "").with_file("photo", File::new("a", "1")))
        .unwrap();
    client.param("photo", "text").prepare(&Upload { photo: None, ..upload() }).unwrap();
}

#[test]
fn file_names_with_line_breaks_or_paths_are_refused() {
    let client = builder().build().unwrap();
    for name in [
        "a\"b.png",
        "a\r\nb",
        "a\nb",
        "a\0",
        "",
        " ",
        "..",
        ".",
        "../a.png",
        "a/b.png",
        "/etc/passwd",
        "C:\\a.png",
        "..\\a",
        "a\\",
        "a\u{202e}gnp.exe",
        "a\u{2028}b",
        "\u{feff}",
    ] {
        let text = refused(client.prepare(&Upload { photo: Some(File::new(name, "1")), ..upload() }));
        assert!(text.starts_with("`photo`: expected a file name without "), "{name:?}: {text}");
        assert!(!text.contains(['\n', '\u{202e}', '\u{2028}']), "{text}");
    }
    for name in ["茶 杯.jpg", "a'b;c=d.txt", "...", "😀", "a%22b", "👨‍👩‍👧.png", ".htaccess", "a..b"]
    {
        client.prepare(&Upload { photo: Some(File::new(name, "1")), ..upload() }).unwrap();
    }
}

#[test]
fn mime_type_needs_type_and_subtype() {
    let client = builder().build().unwrap();
    let with =
        |mime: &str| client.prepare(&Upload { photo: Some(File::new("a", "1").mime(mime)), ..upload() });
    for mime in [
        "",
        "png",
        "image/",
        "/png",
        "image/png\r\nx: y",
        "image /png",
        "图/片",
        "a\"/b",
        "image/png\n",
        "image/png/x",
    ] {
        let text = refused(with(mime));
        assert!(text.starts_with("`photo`: expected a MIME type like `image/jpeg`"), "{mime:?}: {text}");
    }
    for mime in ["image/png", "application/vnd.ms-excel", "text/plain; charset=UTF-8", "image/svg+xml"] {
        with(mime).unwrap();
    }
}
