//! Proxies that are set on a client: http and SOCKS 5.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, ClientBuilder, Error, Reply, Value};

use crate::proxy::proxy;
use crate::raw_server::{GOOD, LONG, RawServer, call};
use crate::tls::{Authority, Gateway};

const HOST: &str = "https://gw.example/router/rest";

/// Returns a gateway named `gw.example`, which no name server knows, and a client of it.
async fn gateway() -> (Gateway, ClientBuilder) {
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("gw.example", 2100)).await;
    let client = Client::builder("12345678", "helloworld").gateway(HOST).timeout(LONG);
    (gateway, client.root_certificate(authority.pem()))
}

#[tokio::test]
async fn request_goes_through_the_proxy_of_the_client() {
    let (gateway, client) = gateway().await;
    let (address, mut asks) = proxy("HTTP/1.1 200 OK\r\n\r\n", gateway.port).await;
    call(&client.proxy(address).build().unwrap()).await.unwrap();
    assert_eq!(asks.recv().await.unwrap().lines().next(), Some("CONNECT gw.example:443 HTTP/1.1"));
    assert_eq!(gateway.requests(), 1);
}

#[tokio::test]
async fn password_is_sent_to_the_proxy_and_in_no_text() {
    let (gateway, client) = gateway().await;
    let (address, mut asks) = proxy("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", gateway.port).await;
    let client = client.proxy(address.replace("://", "://user:hunt%40er2@"));
    let printed = format!("{client:?}");
    let error = call(&client.build().unwrap()).await.unwrap_err();
    // `user:hunt@er2` in base64.
    let credentials = "dXNlcjpodW50QGVyMg==";
    let ask = asks.recv().await.unwrap();
    assert!(ask.contains(&format!("Proxy-Authorization: Basic {credentials}")), "{ask}");
    let texts = format!("{printed} {error} {error:?} {:?}", error.kind());
    assert!(texts.contains("proxy authorization required") && !error.may_have_executed(), "{texts}");
    for secret in ["hunt", "er2", credentials] {
        assert!(!texts.contains(secret), "{texts}");
    }
}

/// Starts a SOCKS 5 proxy that connects every host to this machine. It reports user, password and
/// target of each connection.
async fn socks(to: u16) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (asked, asks) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let asked = asked.clone();
            tokio::spawn(async move { greet(stream, to, &asked).await });
        }
    });
    (address, asks)
}

/// Reads a text with its length in one byte before it.
async fn text(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut text = vec![0; usize::from(stream.read_u8().await?)];
    stream.read_exact(&mut text).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Speaks SOCKS 5 (RFC 1928), with user and password (RFC 1929) if the client offers them.
async fn greet(mut stream: TcpStream, to: u16, asked: &mpsc::UnboundedSender<String>) -> std::io::Result<()> {
    assert_eq!(stream.read_u8().await?, 5);
    let mut ask = String::new();
    if text(&mut stream).await?.contains('\u{2}') {
        stream.write_all(&[5, 2]).await?;
        assert_eq!(stream.read_u8().await?, 1);
        ask = format!("{}/{} ", text(&mut stream).await?, text(&mut stream).await?);
        stream.write_all(&[1, 0]).await?;
    } else {
        stream.write_all(&[5, 0]).await?;
    }
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    ask += &match head {
        [5, 1, 0, 3] => text(&mut stream).await?,
        [5, 1, 0, 1] => std::net::Ipv4Addr::from(stream.read_u32().await?).to_string(),
        other => panic!("{other:?}"),
    };
    let port = stream.read_u16().await?;
    let _ = asked.send(format!("{ask}:{port}"));
    stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0]).await?;
    let mut gateway = TcpStream::connect(("127.0.0.1", to)).await?;
    tokio::io::copy_bidirectional(&mut stream, &mut gateway).await.map(drop)
}

#[tokio::test]
async fn socks_proxy_looks_the_name_up() {
    let (gateway, client) = gateway().await;
    let (address, mut asks) = socks(gateway.port).await;
    call(&client.proxy(format!("socks5h://user:secret@{address}")).build().unwrap()).await.unwrap();
    assert_eq!(asks.recv().await.unwrap(), "user/secret gw.example:443");
    assert_eq!(gateway.requests(), 1);
}

#[tokio::test]
async fn failed_socks_proxy_received_no_request() {
    let (gateway, client) = gateway().await;
    let proxy = RawServer::start(|connection, _| async move { connection.close() }).await;
    let address = proxy.url.split('/').nth(2).unwrap();
    let client = client.retry(RetryPolicy::never()).proxy(format!("socks5h://user:hunter2@{address}"));
    let error = call(&client.build().unwrap()).await.unwrap_err();
    assert!(!error.may_have_executed(), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    assert_eq!(gateway.requests(), 0);
}

async fn plain() -> RawServer {
    RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            connection.write(GOOD).await;
        }
    })
    .await
}

/// Calls a plain-http gateway through a proxy on this machine.
async fn call_plain(server: &RawServer, proxy: String) -> Result<Reply<Value>, Error> {
    call(&server.builder().proxy(proxy).build().unwrap()).await
}

#[tokio::test]
async fn plain_gateway_accepts_a_proxy_on_this_machine() {
    let server = plain().await;
    let port = server.url.split([':', '/']).nth(4).unwrap().parse().unwrap();
    let (address, mut asks) = socks(port).await;
    call_plain(&server, format!("socks5://{address}")).await.unwrap();
    assert_eq!(asks.recv().await.unwrap(), format!("127.0.0.1:{port}"));
}

#[test]
fn unusable_proxies_are_refused_with_the_reason() {
    let build = |url: &str| Client::builder("1", "s").proxy(url).build().map(drop).map_err(|e| e.to_string());
    for (url, text) in [
        ("", "the proxy `` is blank"),
        ("http://proxy.example:8080\n", "ends with a line break"),
        ("proxy.example:8080", "the proxy `proxy.example:8080` has no scheme: write `http://` before it"),
        ("user:hunter2@proxy.example:8080", "the proxy `***` has no scheme"),
        ("http://user:hunter2@", "the proxy `http://***` is not a URL: empty host"),
        ("http://user:hunter2@proxy.example:x", "the proxy `http://***` is not a URL: invalid port number"),
        ("http://user:hunter2", "the proxy `http://***` is not a URL: invalid port number"),
        ("user:hunter2", "the proxy `***` has no scheme"),
        ("http://proxy.example?token=hunter2", "the proxy `http://***` has text after the host"),
        ("http://[::1]:8080/a", "the proxy `http://[::1]:8080/a` has text after the host"),
        ("ftp://proxy.example", "has the scheme `ftp`: expected http, https, socks5 or socks5h"),
        ("socks4://proxy.example", "has the scheme `socks4`: expected http"),
        ("socks5://", "has no host"),
        ("http://proxy.example/path", "has text after the host"),
        ("http://proxy.example?a=b", "has text after the host"),
        ("https://user:hunter2@proxy.example/#x", "the proxy `https://***` has text after the host"),
    ] {
        let error = build(url).unwrap_err();
        assert!(error.contains(text) && !error.contains("hunter2"), "{url:?}: {error}");
    }
    for url in [
        "http://proxy.example",
        "https://proxy.example:8443/",
        "socks5://10.0.0.1",
        "socks5h://user:a%2Fb@proxy.example",
        "http://[::1]:8080",
        "HTTP://user@proxy.example",
    ] {
        build(url).unwrap();
    }
    let plain = Client::builder("1", "s").gateway("http://127.0.0.1:9/").proxy("http://proxy.example");
    let error = plain.build().unwrap_err().to_string();
    assert!(error.contains("would receive the session in plain text"), "{error}");
}
