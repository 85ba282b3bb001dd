//! Ticket refunds.

use top_runtime::{TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "taobao.alitrip.refundticket.refundapply", response = RefundApplied)]
pub(crate) struct ApplyForRefund;

#[derive(Debug, TopValue)]
pub(crate) struct RefundApplied {
    #[top(success)]
    pub(crate) is_success: Option<bool>,
    pub(crate) apply_id: Option<i64>,
}

#[derive(Default, TopApi)]
#[top_api(method = "taobao.alitrip.orderrefundinfo.get", response = RefundInfos)]
pub(crate) struct GetRefundInfo;

#[derive(Debug, TopValue)]
pub(crate) struct RefundInfos {
    pub(crate) refund_money: Option<i64>,
    pub(crate) refund_info_list: Vec<AtsrOrderRefundInfo>,
}

#[derive(Debug, TopValue)]
pub(crate) struct AtsrOrderRefundInfo {
    pub(crate) passenger_name: Option<String>,
    pub(crate) refund_segment: Option<String>,
    pub(crate) refund_status: Option<RefundStatus>,
    pub(crate) refund_type: Option<String>,
    pub(crate) ticket_no: Option<String>,
}

#[derive(Debug, PartialEq, TopValue)]
pub(crate) enum RefundStatus {
    #[top(1)]
    Applied,
    #[top(2)]
    Refused,
    #[top(other)]
    Other(i64),
}
