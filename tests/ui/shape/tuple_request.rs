use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask(i64);

fn main() {}
