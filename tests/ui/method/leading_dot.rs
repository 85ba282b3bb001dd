use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = ".taobao.time.get")]
struct Ask;

fn main() {}
