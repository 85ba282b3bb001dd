use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    #[top(flatten)]
    page: Page,
}

#[derive(TopValue)]
struct Page {
    v: i64,
}

fn main() {}
