//! Messages with every kind of key, generic messages, and messages as values.

use top_runtime::{DateTime, TopMessage, TopValue};

#[derive(Debug, Clone, TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate", any_of(tid, oid), build)]
struct TradeCreated {
    tid: Option<i64>,
    oid: Option<i64>,
    #[top(rename = "buyer_nick", max_len = 32)]
    buyer: String,
    created: Option<DateTime>,
    orders: Vec<Order>,
}

#[derive(Debug, Clone, TopValue)]
struct Order {
    num_iid: i64,
}

#[derive(TopMessage)]
#[top_message(topic = "my-app.stock_Changed")]
struct Changed<T> {
    content: T,
}

#[derive(TopMessage)]
#[top_message(topic = "my_app_Ping")]
struct Ping;

fn assert_value<T: TopValue>() {}

fn main() {
    assert_value::<TradeCreated>();
    let trade = TradeCreated::new("nick").tid(1).orders([Order { num_iid: 2 }]);
    assert_eq!((trade.tid, trade.orders.len()), (Some(1), 1));
    let topics = [TradeCreated::TOPIC, Changed::<Order>::TOPIC, Ping::TOPIC];
    assert_eq!(topics, ["taobao_trade_TradeCreate", "my-app.stock_Changed", "my_app_Ping"]);
}
