//! A machine without root certificates. They are global, so each test runs itself as a child
//! process.

use std::process::{Command, Stdio};

use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use top_runtime::Client;

use crate::raw_server::{LONG, RawServer, call};
use crate::tls::{Authority, Gateway};

const GATEWAY: &str = "TOP_TEST_GATEWAY";
const ROOT: &str = "TOP_TEST_ROOT";

/// Output of a child process without certificates.
async fn child(variables: Vec<(&'static str, String)>) -> String {
    child_test("call_in_a_child_process", variables).await
}

/// Output of a test that runs in a child process, by default without certificates.
async fn child_test(name: &'static str, variables: Vec<(&'static str, String)>) -> String {
    let run = move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let name = format!("root_certificates::{name}");
        command.args(["--exact", &name, "--ignored", "--nocapture"]);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_ascii_lowercase());
        }
        command.env("SSL_CERT_FILE", "/dev/null").env_remove("SSL_CERT_DIR");
        let output = command.envs(variables).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// Makes the call in the child process and prints its result.
#[tokio::test]
#[ignore = "run by the other tests here, with the variables set"]
async fn call_in_a_child_process() {
    let client =
        Client::builder("12345678", "helloworld").gateway(std::env::var(GATEWAY).unwrap()).timeout(LONG);
    let client = match std::env::var(ROOT) {
        Ok(root) => client.root_certificate(root),
        Err(_) => client,
    };
    match client.build() {
        Ok(client) => match call(&client).await {
            Ok(_) => println!("answered"),
            Err(error) => println!("{error}"),
        },
        Err(error) => println!("not built: {error}"),
    }
}

/// Makes calls with three clients in the child process. The file of root certificates exists only
/// while the second client is built.
#[tokio::test]
#[ignore = "run by another test here, with the variables set"]
async fn calls_with_a_file_that_comes_and_goes() {
    let file = std::env::var("SSL_CERT_FILE").unwrap();
    let build = || Client::builder("12345678", "helloworld").gateway(std::env::var(GATEWAY).unwrap()).build();
    build().unwrap_err();
    std::fs::write(&file, std::env::var(ROOT).unwrap()).unwrap();
    let second = build().unwrap();
    std::fs::remove_file(&file).unwrap();
    let third = build().unwrap();
    for client in [second, third] {
        call(&client).await.unwrap();
    }
    println!("answered");
}

/// Builds a client in the child process after the installation of a crypto provider without cipher
/// suites.
#[test]
#[ignore = "run by another test here, with the variables set"]
fn build_with_an_installed_provider() {
    let provider = CryptoProvider { cipher_suites: Vec::new(), ..ring::default_provider() };
    provider.install_default().unwrap();
    let client = Client::builder("12345678", "helloworld").gateway(std::env::var(GATEWAY).unwrap());
    println!("not built: {}", client.build().unwrap_err());
}

#[tokio::test]
async fn plain_http_works_without_root_certificates() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.write(crate::raw_server::GOOD).await;
        connection.hold().await;
    })
    .await;
    let output = child(vec![(GATEWAY, server.url.clone())]).await;
    assert!(output.contains("answered"), "{output}");
}

#[tokio::test]
async fn https_without_root_certificates_fails_with_the_remedy() {
    let output = child(vec![(GATEWAY, "https://gw.example/router/rest".to_owned())]).await;
    assert!(output.contains("not built: the HTTP client cannot be set up"), "{output}");
    assert!(output.contains("`ca-certificates`") && output.contains("`root_certificate`"), "{output}");
}

#[tokio::test]
async fn an_added_root_certificate_is_sufficient() {
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("localhost", 2100)).await;
    let url = format!("https://localhost:{}/router/rest", gateway.port);
    let output = child(vec![(GATEWAY, url), (ROOT, authority.pem())]).await;
    assert!(output.contains("answered"), "{output}");
}

#[tokio::test]
async fn certificates_of_the_system_are_read_once_unless_reading_fails() {
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("localhost", 2100)).await;
    let url = format!("https://localhost:{}/router/rest", gateway.port);
    let file = std::env::temp_dir().join(format!("top-test-roots-{}.pem", std::process::id()));
    let file = file.to_str().unwrap().to_owned();
    let variables = vec![(GATEWAY, url), (ROOT, authority.pem()), ("SSL_CERT_FILE", file)];
    let output = child_test("calls_with_a_file_that_comes_and_goes", variables).await;
    assert!(output.contains("answered"), "{output}");
    assert_eq!(gateway.requests(), 2);
}

#[tokio::test]
async fn an_installed_crypto_provider_is_used() {
    let url = "https://gw.example/router/rest".to_owned();
    let variables = vec![(GATEWAY, url), ("SSL_CERT_FILE", String::new())];
    let output = child_test("build_with_an_installed_provider", variables).await;
    assert!(output.contains("not built: the HTTP client cannot be set up"), "{output}");
    assert!(output.contains("cipher suites"), "{output}");
}
