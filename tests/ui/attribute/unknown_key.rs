use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", wait = 3)]
struct Ask;

fn main() {}
