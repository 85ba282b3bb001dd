use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = test.ask, response = "Reply", version = 2.0, idempotent = true, any_of = nick)]
struct Ask {
    nick: Option<String>,
}

fn main() {}
