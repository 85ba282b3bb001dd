use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(metod = "taobao.time.get")]
struct GetTime;

fn main() {}
