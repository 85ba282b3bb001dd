//! `alibaba.niaochao.complaintticket.create` (创建投诉工单), as far as the shop uses it.

use top_runtime::{TopApi, TopValue};

/// 创建投诉工单: opens a complaint ticket.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "alibaba.niaochao.complaintticket.create", response = TicketCreated, session = required)]
pub struct CreateComplaintTicket {
    /// 请求参数: the ticket.
    pub create_request: ComplaintTicket,
}

/// `ComplaintTicketCreateTopRequest`: a complaint ticket.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ComplaintTicket {
    /// 交易单号: number of the trade.
    pub source_order_id: String,
    /// 商家编码: code of the merchant.
    pub merchant_code: String,
    /// 用户评论内容: comment of the customer.
    pub user_comment: Option<String>,
    /// 投入一级原因编码: code of the general reason.
    pub reason_type_code_level1: String,
    /// 投入二级原因编码: code of the detailed reason.
    #[top(rename = "reason_type_code_level2")]
    pub reason_detail: String,
    /// 商品信息: goods of the complaint.
    #[top(required)]
    pub items: Vec<TicketItem>,
}

/// `TicketItemInfoTop`: one of the goods.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TicketItem {
    /// 投诉数量: number of pieces of the complaint.
    pub amount: i64,
    /// 投诉金额(单位:分): amount of the complaint, in 1/100 yuan.
    pub price: i64,
    /// 交易子单号: number of the sub-order.
    pub sub_source_order_id: String,
}

/// Response to [`CreateComplaintTicket`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct TicketCreated {
    /// 响应结果: contains the outcome.
    #[top(outcome)]
    pub ifp_result: IfpResult,
}

/// `IfpResult`: whether the ticket was opened.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct IfpResult {
    /// 错误码: error code.
    #[top(error_code)]
    pub ifp_code: Option<String>,
    /// 工单号: number of the ticket.
    pub ifp_data: Option<String>,
    /// 是否成功: true if the ticket was opened.
    #[top(success)]
    pub ifp_success: Option<bool>,
    /// 错误描述: error message.
    #[top(error_message)]
    pub desc: Option<String>,
}
