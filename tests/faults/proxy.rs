//! Proxies from the environment, and the settings that replace them. The environment is global, so each test runs itself as a child
//! process with the variables set.

use std::process::{Command, Stdio};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use top_runtime::Client;

use crate::raw_server::{GOOD, LONG, RawServer, call};
use crate::tls::{Authority, Gateway};

/// Variables with the gateway and the root certificate for the child process.
const GATEWAY: &str = "TOP_TEST_GATEWAY";
const ROOT: &str = "TOP_TEST_ROOT";

/// Variable with a setting of the client: `direct`, or the URL of a proxy.
const SETTING: &str = "TOP_TEST_PROXY_SETTING";

/// Starts a proxy that connects every host to this machine. It reports the heads of requests.
pub(crate) async fn proxy(response: &'static str, to: u16) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (asked, asks) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let asked = asked.clone();
            tokio::spawn(async move { tunnel(stream, response, to, &asked).await });
        }
    });
    (address, asks)
}

async fn tunnel(
    mut stream: TcpStream,
    response: &str,
    to: u16,
    asked: &mpsc::UnboundedSender<String>,
) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    asked.send(String::from_utf8_lossy(&head).into_owned()).ok()?;
    stream.write_all(response.as_bytes()).await.ok()?;
    if response.starts_with("HTTP/1.1 200") {
        let mut gateway = TcpStream::connect(("127.0.0.1", to)).await.ok()?;
        tokio::io::copy_bidirectional(&mut stream, &mut gateway).await.ok()?;
    }
    Some(())
}

/// Runs the child process with these variables. Returns whether it passed, and its output.
async fn child(variables: Vec<(&'static str, String)>) -> (bool, String) {
    let run = move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "proxy::call_in_a_child_process", "--ignored", "--nocapture"]);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_ascii_lowercase());
        }
        command.envs(variables).stdin(Stdio::null());
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// Makes the call in the child process and prints its result.
#[tokio::test]
#[ignore = "run by the other tests here, with the variables set"]
async fn call_in_a_child_process() {
    let client =
        Client::builder("12345678", "helloworld").gateway(std::env::var(GATEWAY).unwrap()).timeout(LONG);
    let client = client.root_certificate(std::env::var(ROOT).unwrap());
    let client = match std::env::var(SETTING).as_deref() {
        Ok("direct") => client.no_proxy(),
        Ok(url) => client.proxy(url),
        Err(_) => client,
    };
    let client = client.build().unwrap();
    match call(&client).await {
        Ok(_) => println!("answered"),
        Err(error) => println!("may_have_executed {}: {error}", error.may_have_executed()),
    }
}

const HOST: &str = "https://gw.example/router/rest";

async fn through(response: &'static str, host: &str) -> (String, String, usize) {
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity(host, 2100)).await;
    let (address, mut asks) = proxy(response, gateway.port).await;
    let variables = vec![("HTTPS_PROXY", address), (GATEWAY, HOST.to_owned()), (ROOT, authority.pem())];
    let (passed, output) = child(variables).await;
    assert!(passed, "{output}");
    let head = asks.recv().await.unwrap();
    (head.lines().next().unwrap().to_owned(), output, gateway.requests())
}

#[tokio::test]
async fn proxied_gateway_is_verified_by_the_client() {
    let (asked, output, requests) = through("HTTP/1.1 200 OK\r\n\r\n", "gw.example").await;
    assert_eq!(asked, "CONNECT gw.example:443 HTTP/1.1");
    assert!(output.contains("answered"), "{output}");
    assert_eq!(requests, 1);
}

#[tokio::test]
async fn proxy_to_another_host_receives_no_request() {
    let (_, output, requests) = through("HTTP/1.1 200 OK\r\n\r\n", "elsewhere.example").await;
    assert!(output.contains("may_have_executed false") && output.contains("not valid for name"), "{output}");
    assert_eq!(requests, 0);
}

#[tokio::test]
async fn proxy_refusal_is_in_the_error() {
    for (response, why) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy authorization required"),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", "unsuccessful"),
    ] {
        let (_, output, requests) = through(response, "gw.example").await;
        assert!(output.contains("may_have_executed false") && output.contains(why), "{output}");
        assert_eq!(requests, 0);
    }
}

#[tokio::test]
async fn no_proxy_hosts_are_reached_directly() {
    let (address, mut asks) = proxy("HTTP/1.1 200 OK\r\n\r\n", 9).await;
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("localhost", 2100)).await;
    let variables = vec![
        ("HTTPS_PROXY", address),
        ("NO_PROXY", "localhost".to_owned()),
        (GATEWAY, format!("https://localhost:{}/router/rest", gateway.port)),
        (ROOT, authority.pem()),
    ];
    let (_, output) = child(variables).await;
    assert!(output.contains("answered"), "{output}");
    assert!(asks.try_recv().is_err());
}

#[tokio::test]
async fn client_without_a_proxy_ignores_the_environment() {
    let (address, mut asks) = proxy("HTTP/1.1 200 OK\r\n\r\n", 9).await;
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("localhost", 2100)).await;
    let variables = vec![
        ("HTTPS_PROXY", address.clone()),
        ("ALL_PROXY", address),
        (SETTING, "direct".to_owned()),
        (GATEWAY, format!("https://localhost:{}/router/rest", gateway.port)),
        (ROOT, authority.pem()),
    ];
    let (_, output) = child(variables).await;
    assert!(output.contains("answered"), "{output}");
    assert!(asks.try_recv().is_err());
}

#[tokio::test]
async fn proxy_of_a_client_replaces_those_of_the_environment() {
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("gw.example", 2100)).await;
    let (of_environment, mut unused) = proxy("HTTP/1.1 200 OK\r\n\r\n", gateway.port).await;
    let (own, mut asks) = proxy("HTTP/1.1 200 OK\r\n\r\n", gateway.port).await;
    let variables = vec![
        ("HTTPS_PROXY", of_environment),
        ("NO_PROXY", "gw.example".to_owned()),
        (SETTING, own),
        (GATEWAY, HOST.to_owned()),
        (ROOT, authority.pem()),
    ];
    let (_, output) = child(variables).await;
    assert!(output.contains("answered"), "{output}");
    assert!(asks.recv().await.unwrap().starts_with("CONNECT gw.example:443"));
    assert!(unused.try_recv().is_err());
}

/// Plain http is allowed for this machine only. A proxy would send the request over the network in plain text.
#[tokio::test]
async fn loopback_gateway_is_reached_directly() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.write(GOOD).await;
    })
    .await;
    let (address, mut asks) = proxy("HTTP/1.1 200 OK\r\n\r\n", 9).await;
    let root = Authority::new().pem();
    let all = ["HTTP_PROXY", "http_proxy", "ALL_PROXY"].map(|name| (name, address.clone()));
    let variables = all.into_iter().chain([(GATEWAY, server.url.clone()), (ROOT, root)]);
    let (_, output) = child(variables.collect()).await;
    assert!(output.contains("answered"), "{output}");
    assert!(asks.try_recv().is_err());
}
