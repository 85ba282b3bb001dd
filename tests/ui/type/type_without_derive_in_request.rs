use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask")]
struct Ask {
    nick: String,
    att: Vec<Att>,
}

struct Att;

fn main() {}
