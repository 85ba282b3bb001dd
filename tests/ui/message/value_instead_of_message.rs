use top_runtime::{TopMessage, TopValue};

#[derive(TopValue)]
struct TradeCreated {
    tid: i64,
}

fn subscribe<T: TopMessage>() {}

fn main() {
    subscribe::<TradeCreated>();
}
