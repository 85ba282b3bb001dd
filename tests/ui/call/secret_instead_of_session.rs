use top_runtime::{AppSecret, Client};

fn call(client: &Client, secret: &AppSecret) {
    let _ = client.session(secret);
}

fn main() {}
