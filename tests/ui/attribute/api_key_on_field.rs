use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    #[top(session = required)]
    nick: String,
    #[top_api(method = "x")]
    tid: i64,
}

fn main() {}
