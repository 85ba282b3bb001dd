use top_runtime::TopValue;

#[derive(TopValue)]
struct Buyer {
    nick: String,
    #[top(rename = "nick")]
    name: String,
}

fn main() {}
