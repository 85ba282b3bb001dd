//! `alibaba.niaochao.complaintticket.create` (创建投诉工单)
//!
//! The complaint that the service receives as JSON is the object that it sends.

use serde::Deserialize;
use top_runtime::{TopApi, TopValue};

/// 创建投诉工单: opens a complaint ticket.
#[derive(Debug, TopApi)]
#[top_api(method = "alibaba.niaochao.complaintticket.create", response = TicketCreated, session = required)]
pub(crate) struct CreateComplaintTicket {
    /// 请求参数: the ticket.
    pub(crate) create_request: ComplaintTicket,
}

/// `ComplaintTicketCreateTopRequest`: a complaint ticket.
#[derive(Debug, Deserialize, TopValue)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComplaintTicket {
    /// 交易单号: number of the trade.
    source_order_id: String,
    /// 商家编码: code of the merchant.
    merchant_code: String,
    /// 用户评论内容: comment of the customer.
    user_comment: Option<String>,
    /// 附件信息: attachments.
    #[serde(default)]
    attachments: Vec<Attachment>,
    /// 投入二级原因编码: code of the detailed reason.
    reason_type_code_level2: String,
    /// 投入一级原因编码: code of the general reason.
    reason_type_code_level1: String,
    /// 商品信息: goods of the complaint.
    #[top(required)]
    items: Vec<TicketItem>,
    /// 客诉类型 1-客诉 2-差评: kind of complaint.
    customer_complaint_type: Option<ComplaintType>,
}

/// `TopAttachment`: a file that supports the complaint.
#[derive(Debug, Deserialize, TopValue)]
#[serde(deny_unknown_fields)]
struct Attachment {
    /// 附件名称: name of the file.
    name: String,
    /// 附件地址: URL of the file.
    url: String,
    /// 附件类型: type of the file.
    file_type: FileType,
    /// 附件描述: description of the file.
    desc: Option<String>,
}

/// `TicketItemInfoTop`: one of the goods.
#[derive(Debug, Deserialize, TopValue)]
#[serde(deny_unknown_fields)]
struct TicketItem {
    /// 投诉数量: number of pieces of the complaint.
    amount: i64,
    /// 投诉金额(单位:分): amount of the complaint, in 1/100 yuan.
    price: i64,
    /// 交易子单号: number of the sub-order.
    sub_source_order_id: String,
}

/// 附件类型: type of an attachment. Its codes are those of the JSON, too.
#[derive(Debug, TopValue)]
#[top(serde)]
enum FileType {
    /// 图片: picture.
    #[top("IMAGE")]
    Image,
    /// 视频: video.
    #[top("VIDEO")]
    Video,
    /// 音频: sound.
    #[top("AUDIO")]
    Audio,
}

/// 客诉类型: kind of complaint.
#[derive(Debug, TopValue)]
#[top(serde)]
enum ComplaintType {
    /// 1: 客诉, complaint of a customer.
    #[top("1")]
    Complaint,
    /// 2: 差评, bad review.
    #[top("2")]
    BadReview,
}

/// Response to [`CreateComplaintTicket`].
#[derive(Debug, TopValue)]
pub(crate) struct TicketCreated {
    /// 响应结果: contains the outcome.
    #[top(outcome)]
    pub(crate) ifp_result: IfpResult,
}

/// `IfpResult`: whether the ticket was opened.
#[derive(Debug, TopValue)]
pub(crate) struct IfpResult {
    /// 错误码: error code.
    #[top(error_code)]
    ifp_code: Option<String>,
    /// 工单号: number of the ticket.
    pub(crate) ifp_data: Option<String>,
    /// 是否成功: true if the ticket was opened.
    #[top(success)]
    ifp_success: Option<bool>,
    /// 错误描述: error message.
    #[top(error_message)]
    desc: Option<String>,
}
