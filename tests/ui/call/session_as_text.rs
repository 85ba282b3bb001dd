use top_runtime::Client;

fn call(client: &Client) {
    let _ = client.session("6100a1b2c3");
}

fn main() {}
