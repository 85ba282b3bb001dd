//! A seed: the state of a case, with JSON inside a text.

use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "taobao.rdc.aligenius.identification.case.update", response = CaseUpdated)]
pub(super) struct UpdateCase {
    param: SyncIdentifyRefundCaseDto,
}

#[derive(TopValue)]
struct SyncIdentifyRefundCaseDto {
    detail_order_id: Option<i64>,
    occur_time: Option<i64>,
    operate_type: Option<i64>,
    operate_tips: Option<String>,
    outer_case_id: Option<String>,
    refund_id: Option<i64>,
    ext_attrs: Option<String>,
}

#[derive(TopValue)]
pub(super) struct CaseUpdated {
    result: Option<CaseResult>,
}

#[derive(TopValue)]
struct CaseResult {
    result_data: Option<Resultdata>,
    success: Option<bool>,
    error_code: Option<String>,
    error_info: Option<String>,
}

#[derive(TopValue)]
struct Resultdata {
    result_tips: Option<String>,
    result_code: Option<String>,
    consume_status: Option<String>,
}
