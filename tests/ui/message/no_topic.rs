use top_runtime::TopMessage;

#[derive(TopMessage)]
#[top_message(build)]
struct TradeCreated {
    tid: i64,
}

fn main() {}
