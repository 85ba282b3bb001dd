use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", crate = ::std::collections)]
struct Ask {
    nick: String,
}

fn main() {}
