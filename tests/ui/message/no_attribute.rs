use top_runtime::TopMessage;

#[derive(TopMessage)]
struct TradeCreated {
    tid: i64,
}

fn main() {}
