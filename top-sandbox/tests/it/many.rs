//! Requests with many parameters: the run time must be linear. A quadratic one would take minutes.

use std::fmt::Write as _;

use top_sandbox::Sandbox;

use crate::http::{exchange, post};

async fn sandbox() -> Sandbox {
    crate::apis::builder().start().await.unwrap()
}

#[tokio::test]
async fn form_with_100_000_names_is_read() {
    let sandbox = sandbox().await;
    let mut form = String::from("last=0");
    (0..100_000).for_each(|at| write!(form, "&n{at}={at}").unwrap());
    form.push_str("&last=1");
    exchange(&sandbox, &post("/router/rest", "application/x-www-form-urlencoded", &form)).await;
    let seen = &sandbox.requests()[0];
    assert_eq!(seen.params().iter().count(), 100_001);
    assert_eq!(seen.params().iter().next(), Some(("last", "1")));
}

#[tokio::test]
async fn multipart_form_with_40_000_files_is_read() {
    let sandbox = sandbox().await;
    let mut body = String::new();
    for at in 0..40_000 {
        let head = "Content-Disposition:form-data;name=";
        write!(body, "--b\r\n{head}\"f{at}\";filename=\"f\"\r\n\r\n{at}\r\n").unwrap();
    }
    body.push_str("--b--\r\n");
    exchange(&sandbox, &post("/router/rest", "multipart/form-data;boundary=b", &body)).await;
    let seen = &sandbox.requests()[0];
    assert_eq!(seen.params().files().count(), 40_000);
    assert_eq!(
        seen.params().file("f39999").and_then(|file| file.bytes()).map(|bytes| &bytes[..]),
        Some(&b"39999"[..])
    );
}
