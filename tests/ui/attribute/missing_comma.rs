use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask" session = required)]
struct Ask;

fn main() {}
