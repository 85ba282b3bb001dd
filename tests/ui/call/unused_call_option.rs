#![deny(unused_must_use)]

use top_runtime::{Client, Params};

fn call(client: &Client) {
    Client::builder("key", "secret").simplify(true);
    client.header("k", "v");
    client.session(&"key".into());
    Params::new().with("k", "v");
}

fn main() {}
