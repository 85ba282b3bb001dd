use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "taobao.time.get")]
struct GetTime;

#[derive(TopApi)]
#[top_api(method = "taobao.time.get", response = ())]
struct GetNothing {}

fn main() {
    let _ = (GetTime, GetNothing {});
}
