use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "/order/get")]
struct Ask;

fn main() {}
