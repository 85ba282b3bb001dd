use top_runtime::TopMessage;

#[derive(TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
struct TradeCreated<'a> {
    buyer_nick: Option<&'a str>,
}

fn main() {}
