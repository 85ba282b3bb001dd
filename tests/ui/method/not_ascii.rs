use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "taobao.时间.get")]
struct Ask;

fn main() {}
