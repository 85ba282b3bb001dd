use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Other)]
struct Ask;

#[derive(TopApi)]
#[top_api(method = "test.other")]
struct Other;

fn main() {}
