#[derive(Debug, TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
pub struct TradeCreated {
    pub tid: i64,
    pub buyer_nick: Option<String>,
}
