use top_runtime::TopMessage;

#[derive(TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
struct Tuple(i64);

#[derive(TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
enum Choice {
    A,
}

fn main() {}
