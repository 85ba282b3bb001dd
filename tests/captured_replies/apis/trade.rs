//! Trades and refunds.

use top_runtime::{DateTime, Price, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "taobao.trades.sold.get", response = SoldTrades)]
pub(crate) struct GetSoldTrades;

#[derive(Debug, TopValue)]
pub(crate) struct SoldTrades {
    pub(crate) total_results: Option<i64>,
    pub(crate) trades: Vec<Trade>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.trade.fullinfo.get", response = FullTrade)]
pub(crate) struct GetFullTrade;

#[derive(Debug, TopValue)]
pub(crate) struct FullTrade {
    pub(crate) trade: Trade,
}

#[derive(Debug, TopValue)]
pub(crate) struct Trade {
    pub(crate) tid: i64,
    pub(crate) status: Option<TradeStatus>,
    pub(crate) r#type: Option<String>,
    pub(crate) created: Option<DateTime>,
    pub(crate) modified: Option<DateTime>,
    pub(crate) pay_time: Option<DateTime>,
    pub(crate) payment: Option<Price>,
    pub(crate) post_fee: Option<Price>,
    pub(crate) total_fee: Option<Price>,
    pub(crate) adjust_fee: Option<Price>,
    pub(crate) available_confirm_fee: Option<Price>,
    pub(crate) alipay_id: Option<i64>,
    pub(crate) alipay_no: Option<String>,
    pub(crate) alipay_point: Option<i64>,
    pub(crate) pcc_af: Option<i64>,
    pub(crate) buyer_area: Option<String>,
    pub(crate) buyer_message: Option<String>,
    pub(crate) buyer_nick: Option<String>,
    pub(crate) buyer_rate: Option<bool>,
    #[top(rename = "is_3D")]
    pub(crate) is_3_d: Option<bool>,
    pub(crate) is_sh_ship: Option<bool>,
    pub(crate) receiver_name: Option<String>,
    pub(crate) receiver_mobile: Option<String>,
    pub(crate) receiver_address: Option<String>,
    pub(crate) receiver_zip: Option<String>,
    pub(crate) seller_flag: Option<i64>,
    pub(crate) shipping_type: Option<String>,
    pub(crate) trade_from: Option<String>,
    pub(crate) orders: Vec<Order>,
    pub(crate) promotion_details: Vec<PromotionDetail>,
    pub(crate) service_tags: Vec<LogisticsTag>,
}

#[derive(Debug, PartialEq, TopValue)]
pub(crate) enum TradeStatus {
    #[top("WAIT_SELLER_SEND_GOODS")]
    Paid,
    #[top("TRADE_FINISHED")]
    Finished,
    #[top(other)]
    Other(String),
}

#[derive(Debug, TopValue)]
pub(crate) struct Order {
    pub(crate) oid: i64,
    pub(crate) num_iid: Option<i64>,
    pub(crate) sku_id: Option<String>,
    pub(crate) cid: Option<i64>,
    pub(crate) num: Option<i64>,
    pub(crate) title: Option<String>,
    pub(crate) status: Option<TradeStatus>,
    pub(crate) refund_status: Option<String>,
    pub(crate) price: Option<Price>,
    pub(crate) payment: Option<Price>,
    pub(crate) total_fee: Option<Price>,
    pub(crate) adjust_fee: Option<Price>,
    pub(crate) discount_fee: Option<Price>,
    pub(crate) divide_order_fee: Option<Price>,
    pub(crate) consign_time: Option<DateTime>,
    pub(crate) end_time: Option<DateTime>,
    pub(crate) invoice_no: Option<String>,
    pub(crate) logistics_company: Option<String>,
    pub(crate) shipping_type: Option<String>,
    pub(crate) order_from: Option<String>,
    pub(crate) outer_iid: Option<String>,
    pub(crate) pic_path: Option<String>,
    pub(crate) sku_properties_name: Option<String>,
    pub(crate) seller_type: Option<String>,
    pub(crate) is_daixiao: Option<bool>,
    pub(crate) buyer_rate: Option<bool>,
    pub(crate) seller_rate: Option<bool>,
}

#[derive(Debug, TopValue)]
pub(crate) struct PromotionDetail {
    pub(crate) id: Option<i64>,
    pub(crate) promotion_id: Option<String>,
    pub(crate) promotion_name: Option<String>,
    pub(crate) promotion_desc: Option<String>,
    pub(crate) discount_fee: Option<Price>,
}

#[derive(Debug, TopValue)]
pub(crate) struct LogisticsTag {
    pub(crate) order_id: Option<String>,
    pub(crate) logistic_service_tag_list: Vec<LogisticServiceTag>,
}

#[derive(Debug, TopValue)]
pub(crate) struct LogisticServiceTag {
    pub(crate) service_tag: Option<String>,
    pub(crate) service_type: Option<String>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.refunds.receive.get", response = ReceivedRefunds)]
pub(crate) struct GetReceivedRefunds;

#[derive(Debug, TopValue)]
pub(crate) struct ReceivedRefunds {
    pub(crate) refunds: Vec<Refund>,
}

#[derive(Debug, TopValue)]
pub(crate) struct Refund {
    pub(crate) refund_id: i64,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.rp.refunds.agree", response = RefundsAgreed)]
pub(crate) struct AgreeRefunds;

#[derive(Debug, TopValue)]
pub(crate) struct RefundsAgreed {
    #[top(success)]
    pub(crate) succ: Option<bool>,
    pub(crate) msg_code: Option<String>,
    pub(crate) results: Vec<RefundMappingResult>,
}

#[derive(Debug, TopValue)]
pub(crate) struct RefundMappingResult {
    pub(crate) refund_id: i64,
    pub(crate) succ: Option<bool>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.rp.refund.review", response = RefundReviewed)]
pub(crate) struct ReviewRefund;

#[derive(Debug, TopValue)]
pub(crate) struct RefundReviewed {
    #[top(success)]
    pub(crate) is_success: bool,
}
