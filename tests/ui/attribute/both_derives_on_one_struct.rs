use top_runtime::{TopApi, TopValue};

#[derive(TopApi, TopValue)]
#[top_api(method = "test.ask")]
struct Both {
    v: i64,
}

fn main() {}
