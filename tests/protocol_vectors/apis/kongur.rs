//! A seed: a message of a mediation, with two lists of attachments.

use top_runtime::{DateTime, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "alibaba.kongur.compromisecommunicate.pushcompromisecommunicate", response = CompromiseCommunicatePushed)]
pub(super) struct PushCompromiseCommunicate {
    kongur_app_key: Option<String>,
    communicate_vo: Option<CompromiseCommunicateVo>,
}

#[derive(TopValue)]
struct CompromiseCommunicateVo {
    supplier_code: Option<String>,
    compromise_id: Option<i64>,
    entrust_id: Option<i64>,
    suit_id: Option<i64>,
    calling_time: Option<DateTime>,
    updater: Option<String>,
    update_time: Option<DateTime>,
    feedback_id: Option<i64>,
    feedback_content: Option<String>,
    feedback_attachment_list: Option<Vec<Option<AttachmentBaseVo>>>,
    feedback_attachment_count: Option<i64>,
    memo: Option<String>,
    communicate_record: Option<String>,
    phone: Option<String>,
    contact: Option<String>,
    reason: Option<String>,
    solution: Option<String>,
    amount_currency: Option<String>,
    amount: Option<String>,
    result: Option<String>,
    success: Option<String>,
    mediate_state: Option<String>,
    demand_response: Option<String>,
    record_attachment_list: Option<Vec<Option<AttachmentBaseVo>>>,
    record_attachment_count: Option<i64>,
}

#[derive(TopValue)]
struct AttachmentBaseVo {
    file_id: Option<String>,
    file_name: Option<String>,
    file_path: Option<String>,
    file_type: Option<String>,
    is_deleted: Option<String>,
    storage_type: Option<String>,
    remark: Option<String>,
}

#[derive(TopValue)]
pub(super) struct CompromiseCommunicatePushed {
    kongur_result_do: Option<KongurResultDo>,
}

#[derive(TopValue)]
struct KongurResultDo {
    success: Option<bool>,
    errors: Vec<ResultDataDo>,
}

#[derive(TopValue)]
struct ResultDataDo {
    business_id: Option<String>,
    biz_type: Option<String>,
    field_name_en: Option<String>,
    return_error_code: Option<String>,
    error_msg: Option<String>,
}
