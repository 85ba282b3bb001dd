use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", http = "GET")]
struct Ask;

fn main() {}
