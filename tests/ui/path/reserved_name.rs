use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(path = "/ask")]
struct Ask {
    access_token: String,
    format: String,
}

#[derive(TopValue)]
struct Inner {
    sign: String,
}

#[derive(TopApi)]
#[top_api(path = "/ask")]
struct Flattened {
    #[top(flatten)]
    inner: Inner,
}

fn main() {}
