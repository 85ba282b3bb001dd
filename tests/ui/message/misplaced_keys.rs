use top_runtime::{TopMessage, TopValue};

#[derive(TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
#[top(any_of(tid, oid))]
struct TradeCreated {
    tid: Option<i64>,
    #[top_message(topic = "x")]
    oid: Option<i64>,
    #[top(success)]
    ok: bool,
}

#[derive(TopValue)]
#[top(topic = "taobao_trade_TradeCreate")]
struct Order {
    oid: i64,
}

fn main() {}
