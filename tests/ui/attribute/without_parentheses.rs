use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api = "test.ask"]
struct Ask {
    #[top]
    nick: String,
}

fn main() {}
