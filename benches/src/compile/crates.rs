//! Writes the crates of the build benchmarks: APIs as modules of a program that calls each of them
//! once.

use std::fmt::Write as _;

use super::draw::{Api, IN_PACKAGE};
use super::scratch_workspace::{ScratchWorkspace, runtime};
use super::source::{Style, calls, packages};

/// Head of each generated file.
pub const HEAD: &str = "//! Written by a generator.\n#![allow(unused)]\n\n";

/// Writes a program that calls each API once. Returns its name.
#[must_use]
pub fn program(workspace: &ScratchWorkspace, style: Style, apis: &[Api]) -> String {
    let name = format!("{}_{}", style.name(), apis.len());
    let mut files = modules(style, apis);
    let mut main = HEAD.to_owned();
    for at in 0..files.len() {
        let _ = writeln!(main, "mod p{at};");
    }
    main.push_str(if style == Style::Ours { OURS } else { SERDE });
    for (at, apis) in apis.chunks(IN_PACKAGE).enumerate() {
        main.push_str(&calls(style, &format!("p{at}"), apis));
    }
    main.push_str("];\n");
    files.push(("main.rs".to_owned(), main));
    workspace.write(&name, &dependencies(style), &files);
    name
}

/// Returns one file for each package.
#[must_use]
pub fn modules(style: Style, apis: &[Api]) -> Vec<(String, String)> {
    let packages = packages(style, apis).into_iter().enumerate();
    packages.map(|(at, text)| (format!("p{at}.rs"), text)).collect()
}

/// Writes a program that does nothing, with the same dependencies.
#[must_use]
pub fn empty(workspace: &ScratchWorkspace, style: Style) -> String {
    let name = format!("{}_empty", style.name());
    workspace.write(&name, &dependencies(style), &[("main.rs".to_owned(), "fn main() {}\n".to_owned())]);
    name
}

/// Returns the dependencies of a crate of this style. The client has no sockets, so that they do
/// not count for the size.
#[must_use]
pub fn dependencies(style: Style) -> String {
    if style == Style::Ours {
        format!("[dependencies]\n{}", runtime(", default-features = false"))
    } else {
        let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
        format!("[dependencies]\n{serde}")
    }
}

/// Calls through a client with an in-memory transport and without an async runtime. Fails if a call
/// fails.
pub const OURS: &str = r#"
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use top_runtime::session::WithSession;
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, Error, ScopedClient, SessionKey};

type Seller = ScopedClient<WithSession>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway = InMemoryTransport::new(|_| Ok(HttpResponse::new("{\"request_id\":\"1\"}")));
    let client = Client::builder("12345678", "secret").simplify(true).check_requests(false).transport(gateway).build()?;
    let seller = client.session(&SessionKey::new("6100a1b2c3d4e5f6"));
    for (method, call) in CALLS {
        call(&client, &seller).map_err(|error| format!("{method}: {error}"))?;
    }
    println!("{}", CALLS.len());
    Ok(())
}

fn wait<T>(reply: impl Future<Output = Result<T, Error>>) -> Result<(), Error> {
    let mut reply = pin!(reply);
    loop {
        if let Poll::Ready(reply) = reply.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return reply.map(|reply| drop(black_box(reply)));
        }
    }
}

static CALLS: &[(&str, fn(&Client, &Seller) -> Result<(), Error>)] = &[
"#;

/// Decodes from an empty reader and encodes the result.
const SERDE: &str = r#"
use std::hint::black_box;

fn main() {
    let reply = std::env::args().next().unwrap_or_default();
    for (method, call) in CALLS {
        println!("{method}: {:?}", call(reply.as_bytes()));
    }
}

static CALLS: &[(&str, fn(&[u8]) -> Result<String, serde_json::Error>)] = &[
"#;
