use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    #[top(rename = "tid")]
    trade: i64,
    tid: i64,
}

fn main() {}
