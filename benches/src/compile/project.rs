//! Budget: `cargo check` from nothing of a project with five APIs, compared with reqwest and serde
//! by hand, each with default features.

use super::crates::{HEAD, modules};
use super::draw::{Api, draw};
use super::row::{Row, Unit};
use super::scratch_workspace::{ScratchWorkspace, runtime};
use super::source::{Style, calls};

/// Number of checks of each.
const ROUNDS: usize = 3;

/// Number of APIs.
const APIS: usize = 5;

const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";

/// Dependencies of the calls by hand: signature, form, timestamp, JSON, HTTP.
const BY_HAND: &str = "\
base16ct = { version = \"1\", features = [\"alloc\"] }
chrono = \"0.4\"
form_urlencoded = \"1\"
hmac = \"0.13\"
reqwest = \"0.13\"
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
sha2 = \"0.11\"
";

/// Measures checks of both.
#[must_use]
pub fn measure() -> Row {
    let apis = draw(APIS);
    let ours = format!("{}{TOKIO}", runtime(""));
    let ours = Project::write("project_ours", &ours, Style::Ours, &apis, OURS);
    let by_hand = format!("{BY_HAND}{TOKIO}");
    let by_hand = Project::write("project_by_hand", &by_hand, Style::SerdeBoth, &apis, SERDE);
    let pairs = (0..ROUNDS).map(|_| (ours.check(), by_hand.check())).collect();
    let name = format!("check from nothing, {APIS} APIs, reqwest and serde by hand");
    Row::new(name, Unit::Seconds, pairs).at_most(0.6)
}

/// A program in its own workspace.
struct Project {
    workspace: ScratchWorkspace,
    name: &'static str,
}

impl Project {
    fn write(name: &'static str, dependencies: &str, style: Style, apis: &[Api], main: &str) -> Self {
        let workspace = ScratchWorkspace::open(name);
        let mut files = modules(style, apis);
        let main = format!("{HEAD}mod p0;\n{main}{}];\n", calls(style, "p0", apis));
        files.push(("main.rs".to_owned(), main));
        workspace.write(name, &format!("[dependencies]\n{dependencies}"), &files);
        workspace.fetch();
        Self { workspace, name }
    }

    fn check(&self) -> f64 {
        self.workspace.clear();
        self.workspace.cargo(&["check"], self.name).cpu
    }
}

/// Calls each API over HTTP.
const OURS: &str = r#"
use std::hint::black_box;
use std::pin::Pin;

use top_runtime::session::WithSession;
use top_runtime::{Client, Error, Reply, ReplyFuture, ScopedClient, SessionKey};

type Seller = ScopedClient<WithSession>;
type Called = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("12345678", "secret").build()?;
    let seller = client.session(&SessionKey::new("6100a1b2c3d4e5f6"));
    for (method, call) in CALLS {
        call(&client, &seller).await?;
    }
    Ok(())
}

fn wait<T: 'static>(reply: ReplyFuture<T>) -> Called
where
    ReplyFuture<T>: Future<Output = Result<Reply<T>, Error>>,
{
    Box::pin(async move { reply.await.map(|reply| drop(black_box(reply))) })
}

static CALLS: &[(&str, fn(&Client, &Seller) -> Called)] = &[
"#;

/// Signs and sends each request, and decodes its reply.
const SERDE: &str = r#"
use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;

use hmac::{Hmac, KeyInit, Mac};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = reqwest::Client::new();
    for (method, call) in CALLS {
        let reply = post(&client, method, call(b"{}")?).await?;
        call(&reply)?;
    }
    Ok(())
}

async fn post(client: &reqwest::Client, method: &str, request: String) -> Result<Vec<u8>, Box<dyn Error>> {
    let now = chrono::Utc::now() + chrono::Duration::hours(8);
    let mut params = BTreeMap::from([
        ("app_key", "12345678".to_owned()),
        ("format", "json".to_owned()),
        ("method", method.to_owned()),
        ("request", request),
        ("session", "6100a1b2c3d4e5f6".to_owned()),
        ("sign_method", "hmac-sha256".to_owned()),
        ("timestamp", now.format("%Y-%m-%d %H:%M:%S").to_string()),
        ("v", "2.0".to_owned()),
    ]);
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"secret")?;
    for (name, value) in &params {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    params.insert("sign", base16ct::upper::encode_string(&mac.finalize().into_bytes()));
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&params).finish();
    let reply = client.post("https://eco.taobao.com/router/rest").body(body).send().await?;
    Ok(reply.bytes().await?.to_vec())
}

static CALLS: &[(&str, fn(&[u8]) -> Result<String, serde_json::Error>)] = &[
"#;
