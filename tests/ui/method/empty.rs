use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "")]
struct Ask;

fn main() {}
