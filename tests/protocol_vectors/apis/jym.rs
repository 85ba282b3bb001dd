//! A seed: the result of a mediation.

use top_runtime::{DateTime, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "alibaba.jym.servicecenter.mediation.result.push", response = MediationResultPushed)]
pub(super) struct PushMediationResult {
    req: Option<PushMediationResultRequest>,
}

#[derive(TopValue)]
struct PushMediationResultRequest {
    result: Option<String>,
    work_number: Option<String>,
    completed_time: Option<DateTime>,
    mediator_name: Option<String>,
    mediation_case_id: Option<String>,
    mediator_phone: Option<String>,
    content: Option<String>,
}

#[derive(TopValue)]
pub(super) struct MediationResultPushed {
    result: Option<bool>,
    is_success: Option<bool>,
    state_code: Option<String>,
    extra_err_msg: Option<String>,
}
