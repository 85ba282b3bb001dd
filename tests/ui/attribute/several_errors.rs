use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(metod = "test.ask", session = always, any_of(nick, tid))]
struct Ask {
    #[top(max_len = 3)]
    sign: i64,
    #[top(required)]
    nick: Option<String>,
    price: f64,
    lines: Vec<Line>,
}

#[derive(TopValue)]
struct Line {
    #[top(range = 9..=1)]
    amount: i64,
    #[top(success)]
    ok: bool,
    #[top(success)]
    good: bool,
}

fn main() {
    let client = top_runtime::Client::builder("key", "secret").build().unwrap();
    let _ = client.prepare(&Ask { sign: 1, nick: None, price: 0.5, lines: Vec::new() });
}
