use top_runtime::TopMessage;

struct Plain;

#[derive(TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
struct TradeCreated {
    payment: f64,
    #[top(max_len = 3)]
    tid: i64,
}

#[derive(TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
struct WithoutDerive {
    plain: Plain,
}

fn main() {}
