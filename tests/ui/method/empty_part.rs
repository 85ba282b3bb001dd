use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "taobao..get")]
struct Ask;

fn main() {}
