use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(session = required)]
struct Ask;

fn main() {}
