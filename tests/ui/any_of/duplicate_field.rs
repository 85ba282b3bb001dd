use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(method = "test.ask", any_of(nick, nick))]
struct Ask {
    nick: Option<String>,
}

fn main() {}
