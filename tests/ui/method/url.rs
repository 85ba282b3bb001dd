use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "https://gw.api.taobao.com/router/rest")]
struct Ask;

fn main() {}
