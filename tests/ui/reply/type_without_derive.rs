use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", response = Reply)]
struct Ask;

struct Reply {
    nick: String,
}

fn main() {}
