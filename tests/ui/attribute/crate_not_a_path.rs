use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", crate = "my_sdk::top")]
struct Ask;

fn main() {}
