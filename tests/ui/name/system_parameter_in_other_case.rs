use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    #[top(rename = "Sign")]
    mark: String,
    #[top(rename = "METHOD")]
    way: i64,
    #[top(rename = "App_Key")]
    app: Option<String>,
}

fn main() {}
