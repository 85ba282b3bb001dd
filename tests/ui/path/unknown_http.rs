use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/ask", http = "PUT")]
struct Ask;

fn main() {}
