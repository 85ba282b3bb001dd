use top_runtime::TopValue;

#[derive(TopValue)]
#[top(any_of(buyer_nick, id))]
struct Appeal {
    #[top(rename = "buyer_nick")]
    nick: Option<String>,
    id: Option<i64>,
}

fn main() {}
