//! A reply of about 5 kB with every XML feature.

use top_runtime::{Error, Reply};

use crate::apis::trade::{GetSoldTrades, SoldTrades};
use crate::gateway::Gateway;

/// Content of one trade: entities, character data, comments, a processing instruction, all lengths
/// of UTF-8, list wrappers.
const TRADE: &str = "<trade><tid>30000000000000001</tid><status>TRADE_FINISHED</status><modified>2025-11-17 00:00:00</modified>\
    <buyer_message><![CDATA[<急> & 谢谢]]> 茶&amp;杯 &le; 3 😀 &#x4e2d;&nbsp;é</buyer_message><!-- a comment --><?a pi?>\
    <orders list=\"true\"><order><oid>1</oid><title>一</title></order>\n  <order><oid>2</oid><payment>8.50</payment></order>\
    </orders>\
    <service_tags><logistics_tag><order_id>3</order_id><logistic_service_tag_list/></logistics_tag></service_tags></trade>\n";

/// Number of trades.
pub(super) const TRADES: usize = 11;

/// Returns the whole reply, with the gateway's comment after its root.
pub(super) fn xml() -> String {
    let trades = TRADE.repeat(TRADES);
    let content = format!(
        "<total_results>{TRADES}</total_results><trades>\n{trades}</trades><request_id>r1</request_id>"
    );
    format!("<?xml version=\"1.0\" encoding=\"utf-8\" ?>{}<!--top010.na61-->", root(&content))
}

/// Decodes a body as this reply.
pub(super) fn read(body: impl Into<Vec<u8>>) -> Result<Reply<SoldTrades>, Error> {
    Gateway::with_reply(body).ask(&GetSoldTrades)
}

/// Returns a reply with this content.
pub(super) fn root(content: &str) -> String {
    format!("<trades_sold_get_response>{content}</trades_sold_get_response>")
}

/// Returns a reply with one trade of number 1 and these elements.
pub(super) fn trade(elements: &str) -> String {
    root(&format!("<trades><trade><tid>1</tid>{elements}</trade></trades>"))
}
