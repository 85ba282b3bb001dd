use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/ask", body = json)]
struct Ask;

fn main() {}
