use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    sign: String,
    #[top(rename = "v")]
    version: i64,
    session: Option<String>,
}

fn main() {}
