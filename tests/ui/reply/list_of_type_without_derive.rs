use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Vec<Reply>)]
struct Ask;

struct Reply;

fn main() {}
