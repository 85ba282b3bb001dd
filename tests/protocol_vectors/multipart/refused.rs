//! Cases without a vector: names that break a header, files that are too long, and files that
//! contain the boundary.

use libtest_mimic::Trial;
use top_runtime::clock::FixedClock;
use top_runtime::error::ErrorKind;
use top_runtime::transport::ParamPlacement;
use top_runtime::{Client, Error, File, Params, Prepared};

use super::apis::UploadChecked;
use super::sent::Sent;
use crate::check::{Checked, ensure, same};

pub(super) fn trials() -> Vec<Trial> {
    vec![
        trial("names_that_break_a_header", names_that_break_a_header),
        trial("mime_types_that_break_a_header", mime_types_that_break_a_header),
        trial("names_that_do_not", names_that_do_not),
        trial("longer_than_allowed", longer_than_allowed),
        trial("boundary_in_the_content", boundary_in_the_content),
        trial("files_are_not_signed", files_are_not_signed),
        trial("undeclared_api", undeclared_api),
    ]
}

fn trial(name: &str, test: fn() -> Checked) -> Trial {
    Trial::test(format!("multipart::{name}"), move || test().map_err(Into::into))
}

fn upload(title: &str, file_a: File, file_b: Option<File>) -> Result<Prepared, Error> {
    client().prepare(&UploadChecked { title: title.to_owned(), file_a, file_b })
}

fn client() -> Client {
    let clock = FixedClock::at_unix(1_763_308_800);
    let client = Client::builder("12345678", "helloworld").clock(clock).system_params(ParamPlacement::Query);
    client.build().unwrap()
}

/// Asserts that a request is refused with issues at these paths.
fn refused(prepared: &Result<Prepared, Error>, paths: &[&str]) -> Checked {
    match prepared {
        Err(error) if matches!(error.kind(), ErrorKind::Invalid(_)) => {
            let found: Vec<_> = error.issues().iter().map(|issue| issue.path.as_str()).collect();
            same("paths", found.as_slice(), paths)
        }
        other => Err(format!("it is not refused: {other:?}")),
    }
}

fn names_that_break_a_header() -> Checked {
    for name in [
        "a\"b",
        "a\rb",
        "a\nb",
        "a\r\nContent-Type: text/html\r\n\r\n",
        "a\0",
        "\u{85}",
        "a\"; x=\"y",
        "",
        "..",
        "a/b",
        "a\\",
    ] {
        refused(&upload("t", File::new(name, "1"), None), &["file_a"])?;
        refused(&upload("t", File::new("a", "1"), Some(File::new(name, "1"))), &["file_b"])?;
    }
    Ok(())
}

fn mime_types_that_break_a_header() -> Checked {
    for mime in ["", "a\r\nb: c", "text/plain\n", "图片", "a\"b"] {
        refused(&upload("t", File::new("a", "1").mime(mime), None), &["file_a"])?;
    }
    Ok(())
}

/// Names with blanks, dots and other scripts are sent unchanged, in UTF-8.
fn names_that_do_not() -> Checked {
    for name in ["茶 杯.jpg", "a'b;c=d.txt", "a..b", "😀", "a%22b"] {
        let sent = Sent::from(&upload("t", File::new(name, "1"), None).map_err(|error| error.to_string())?);
        let names: Vec<_> = sent.files().map(|part| part.file_name.as_deref()).collect();
        same("name", names, vec![Some(name)])?;
    }
    Ok(())
}

fn longer_than_allowed() -> Checked {
    let file = |len| File::new("a", vec![0_u8; len]);
    ensure("as long as allowed", upload("t", file(1_000_000), None).is_ok())?;
    refused(&upload("t", file(1_000_001), None), &["file_a"])?;
    // An empty file violates `required`, and is valid for an optional parameter.
    refused(&upload("t", file(0), None), &["file_a"])?;
    let sent = Sent::from(&upload("t", file(1), Some(file(0))).map_err(|error| error.to_string())?);
    same("files", sent.files().count(), 2)
}

/// The first boundary candidates occur in a file, in a text, and across the end of a file.
fn boundary_in_the_content() -> Checked {
    let tried = |number: u32| format!("--top-runtime-form-{number:08}");
    let lines: Vec<_> = (0..50).map(tried).collect();
    let contents = [
        tried(0),
        format!("\r\n{}--\r\n", tried(0)),
        lines.join(
            "
",
        ),
        tried(0).trim_end_matches('0').to_owned(),
        "\r\n--".to_owned(),
        "\r\n--top-runtime-form-0000000".to_owned(),
    ];
    for content in contents {
        let prepared = upload(&format!("t{content}"), File::new("a", content.clone()), None);
        let prepared = prepared.map_err(|error| error.to_string())?;
        let (_, boundary) = prepared.content_type().split_once("boundary=").ok_or("no boundary")?;
        ensure("the boundary is in the content", !content.contains(boundary))?;
        let sent = Sent::from(&prepared);
        same("parts", sent.parts.len(), 2)?;
        let file = sent.files().next().ok_or("no file")?;
        same("content", file.content.as_slice(), content.as_bytes())?;
        let title = sent.parts.iter().find(|part| part.name == "title").ok_or("no title")?;
        same("title", title.content.as_slice(), format!("t{content}").as_bytes())?;
    }
    Ok(())
}

/// Neither the name nor the content of a file changes the signature.
fn files_are_not_signed() -> Checked {
    let sign = |file| upload("t", file, None).map(|prepared| prepared.sign().to_owned());
    let signs: Result<Vec<_>, _> =
        [File::new("a", "1"), File::new("b", "22"), File::new("a", "1").mime("image/png")]
            .map(sign)
            .into_iter()
            .collect();
    let signs = signs.map_err(|error| error.to_string())?;
    ensure("the signature depends on the file", signs.iter().all(|sign| *sign == signs[0]))
}

fn undeclared_api() -> Checked {
    let params = |name: &str, file_name: &str| {
        Params::new().with("title", "t").with_file(name, File::new(file_name, "1").mime("image/png"))
    };
    let prepare = |params: &Params| client().prepare_call("alibaba.wiretest.multi.upload", params);
    let sent = Sent::from(&prepare(&params("file_a", "a.png")).map_err(|error| error.to_string())?);
    let file = sent.files().next().ok_or("no file")?;
    same("file", (file.name.as_str(), file.mime.as_str()), ("file_a", "image/png"))?;
    refused(&prepare(&params("file_a", "a\"b")), &["file_a"])?;
    for name in ["a\"b", "a\r\nb"] {
        ensure("the name of the parameter is sent", prepare(&params(name, "a")).is_err())?;
    }
    Ok(())
}
