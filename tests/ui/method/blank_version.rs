use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", version = " ")]
struct Ask;

fn main() {}
