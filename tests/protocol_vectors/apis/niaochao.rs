//! A seed: a complaint with attachments and items.

use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "alibaba.niaochao.complaintticket.create", response = ComplaintTicketCreated)]
pub(super) struct CreateComplaintTicket {
    create_request: ComplaintTicketCreateTopRequest,
}

#[derive(TopValue)]
pub(crate) struct ComplaintTicketCreateTopRequest {
    source_order_id: Option<String>,
    merchant_code: Option<String>,
    user_comment: Option<String>,
    attachments: Option<Vec<TopAttachment>>,
    reason_type_code_level2: Option<String>,
    reason_type_code_level1: Option<String>,
    items: Option<Vec<TicketItemInfoTop>>,
    customer_complaint_type: Option<String>,
}

#[derive(TopValue)]
struct TopAttachment {
    name: Option<String>,
    url: Option<String>,
    file_type: Option<String>,
    desc: Option<String>,
}

#[derive(TopValue)]
struct TicketItemInfoTop {
    amount: Option<i64>,
    price: Option<i64>,
    sub_source_order_id: Option<String>,
}

#[derive(TopValue)]
pub(super) struct ComplaintTicketCreated {
    ifp_result: Option<IfpResult>,
}

#[derive(TopValue)]
struct IfpResult {
    ifp_code: Option<String>,
    ifp_data: Option<String>,
    ifp_success: Option<bool>,
    desc: Option<String>,
}
