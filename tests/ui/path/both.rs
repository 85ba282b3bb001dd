use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", path = "/ask")]
struct Ask;

fn main() {}
