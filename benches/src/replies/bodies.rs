//! Writes reply bodies from values.

use top_runtime::server::{plain_json, root_name, wrapped_json};

use super::{Order, Trade, TradesSold};
use crate::xml::Root;

/// API of the replies.
pub const METHOD: &str = "taobao.trades.sold.get";

const REQUEST_ID: &str = "\"request_id\":\"16a7kdf9s2qlp\"}";

/// Returns a simplified JSON reply of about `size` bytes, with at least one order.
#[must_use]
pub fn simplified(size: usize) -> String {
    large(size, |page| {
        let json = plain_json(page).expect("can be written");
        escaped(&format!("{},{REQUEST_ID}", json.strip_suffix('}').unwrap_or_default()))
    })
}

/// Returns a JSON reply with root and list wrappers.
#[must_use]
pub fn wrapped(size: usize) -> String {
    large(size, |page| {
        let json = wrapped_json(page).expect("can be written");
        let content = json.strip_suffix('}').unwrap_or_default();
        escaped(&format!("{{\"{}\":{content},{REQUEST_ID}}}", root_name(METHOD)))
    })
}

/// Returns an XML reply.
#[must_use]
pub fn xml(size: usize) -> String {
    large(size, |page| {
        let root = Root::from(page.clone());
        quick_xml::se::to_string_with_root(&root_name(METHOD), &root).expect("can be written")
    })
}

/// Escapes slashes, as the gateway does.
fn escaped(json: &str) -> String {
    json.replace('/', "\\/")
}

/// Returns the body with the size nearest to `size`.
fn large(size: usize, write: impl Fn(&TradesSold) -> String) -> String {
    let one = write(&page(1)).len();
    let two = write(&page(2)).len();
    let step = two - one;
    let more = (size.saturating_sub(one) + step / 2) / step;
    write(&page(1 + i64::try_from(more).unwrap_or_default()))
}

fn page(trades: i64) -> TradesSold {
    TradesSold { total_results: trades, has_next: false, trades: (0..trades).map(trade).collect() }
}

fn trade(at: i64) -> Trade {
    // As in real replies, a part of the optional members is missing.
    let some = |text: &str, every: i64| (at % every == 0).then(|| text.to_owned());
    Trade {
        tid: 1_100_085_056_548_470_636 + at,
        status: "WAIT_BUYER_CONFIRM_GOODS".to_owned(),
        title: "旗舰店秋季新款男士外套".to_owned(),
        seller_nick: "商家测试帐号17".to_owned(),
        buyer_nick: some("我在测试", 1),
        created: "2025-11-17 00:00:00".to_owned(),
        pay_time: some("2025-11-17 00:01:12", 1),
        consign_time: some("2025-11-18 09:30:00", 2),
        num: 1 + at % 3,
        price: "200.07".to_owned(),
        payment: "185.00".to_owned(),
        post_fee: some("5.00", 3),
        has_post_fee: at % 2 == 0,
        receiver_name: "东方不败".to_owned(),
        receiver_state: "浙江省".to_owned(),
        receiver_address: "淘宝城911号 3/F".to_owned(),
        receiver_mobile: some("13512501826", 2),
        buyer_message: some("要送的\n\"快\"一点", 4),
        orders: (0..=at % 2).map(order).collect(),
    }
}

fn order(at: i64) -> Order {
    Order {
        oid: 2_231_958_349 + at,
        num_iid: 1_234_567 + at,
        title: "山寨版测试机器".to_owned(),
        pic_path: "https://img08.example.com/bao/uploaded/i8/T1jVXXXePbXXaoPB6a_091917.jpg".to_owned(),
        price: "200.07".to_owned(),
        num: 1,
        status: "TRADE_NO_CREATE_PAY".to_owned(),
        sku_properties_name: (at == 0).then(|| "颜色:桔色;尺码:M".to_owned()),
    }
}
