use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", session = maybe)]
struct Ask;

fn main() {}
