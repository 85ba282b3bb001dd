use top_runtime::TopValue;

#[derive(TopValue)]
#[top(any_of(nick, id))]
struct Appeal {
    nick: Option<String>,
    id: i64,
}

fn main() {}
