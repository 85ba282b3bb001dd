//! `alibaba.niaochao.complaintticket.create` (创建投诉工单)
//!
//! A merchant opens a complaint ticket with the warehouse logistics (鸟潮物流).

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
    /// 附件信息: attachments.
    pub attachments: Vec<Attachment>,
    /// 投入二级原因编码: code of the detailed reason.
    #[top(rename = "reason_type_code_level2")]
    pub reason_detail: String,
    /// 投入一级原因编码: code of the general reason.
    pub reason_type_code_level1: String,
    /// 商品信息: goods of the complaint.
    #[top(required)]
    pub items: Vec<TicketItem>,
    /// 客诉类型 1-客诉 2-差评: kind of complaint.
    pub customer_complaint_type: Option<ComplaintType>,
}

/// `TopAttachment`: a file that supports the complaint.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Attachment {
    /// 附件名称: name of the file.
    pub name: String,
    /// 附件地址: URL of the file.
    pub url: String,
    /// 附件类型(IMAGE:图片,VIDEO:视频,AUDIO:音频): type of the file.
    pub file_type: FileType,
    /// 附件描述: description of the file.
    pub desc: Option<String>,
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

/// 附件类型: type of an attachment.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum FileType {
    /// 图片: picture.
    #[top("IMAGE")]
    Image,
    /// 视频: video.
    #[top("VIDEO")]
    Video,
    /// 音频: sound.
    #[top("AUDIO")]
    Audio,
    /// A code the page does not list.
    #[top(other)]
    Other(String),
}

/// 客诉类型: kind of complaint.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum ComplaintType {
    /// 1: 客诉, complaint of a customer.
    #[top("1")]
    Complaint,
    /// 2: 差评, bad review.
    #[top("2")]
    BadReview,
    /// A code the page does not list.
    #[top(other)]
    Other(String),
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

/// Returns the request of the page's Java sample, with realistic values.
///
/// The page has the placeholders `{}` for texts and 0 for numbers.
#[must_use]
pub fn sample() -> CreateComplaintTicket {
    CreateComplaintTicket {
        create_request: ComplaintTicket {
            source_order_id: "1100085056548470636".to_owned(),
            merchant_code: "M10001".to_owned(),
            user_comment: Some("外包装破损,商品有划痕".to_owned()),
            attachments: vec![Attachment {
                name: "破损照片.jpg".to_owned(),
                url: "https://files.example.com/tickets/damage.jpg".to_owned(),
                file_type: FileType::Image,
                desc: Some("收货时拍摄".to_owned()),
            }],
            reason_detail: "R0102".to_owned(),
            reason_type_code_level1: "R01".to_owned(),
            items: vec![TicketItem {
                amount: 1,
                price: 1999,
                sub_source_order_id: "1100085056548470637".to_owned(),
            }],
            customer_complaint_type: Some(ComplaintType::Complaint),
        },
    }
}
