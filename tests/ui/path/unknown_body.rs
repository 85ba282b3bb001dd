use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", body = yaml)]
struct Ask;

fn main() {}
