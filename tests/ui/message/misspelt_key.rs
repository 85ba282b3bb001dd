use top_runtime::TopMessage;

#[derive(TopMessage)]
#[top_message(topc = "taobao_trade_TradeCreate", method = "taobao.time.get")]
struct TradeCreated {
    tid: i64,
}

fn main() {}
