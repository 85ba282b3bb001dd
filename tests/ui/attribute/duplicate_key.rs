use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", method = "test.again")]
struct Ask;

fn main() {}
