//! `alibaba.jym.servicecenter.mediation.result.push` (调解结果推送)
//!
//! A mediator tells the game trading market (交易猫) how a dispute ended.

use top_runtime::{DateTime, TopApi, TopValue};

/// 调解结果推送: pushes the result of a mediation.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "alibaba.jym.servicecenter.mediation.result.push", response = MediationResultPushed)]
pub struct PushMediationResult {
    /// 请求体: the result to push.
    pub req: Option<MediationResult>,
}

/// `PushMediationResultRequest`: how a mediation ended.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct MediationResult {
    /// 调解结果: result of the mediation, `success` in the page's example.
    pub result: String,
    /// 投诉工单号: number of the complaint ticket.
    pub work_number: Option<String>,
    /// 结束时间: when the mediation ended.
    pub completed_time: Option<DateTime>,
    /// 调解员姓名: name of the mediator.
    pub mediator_name: Option<String>,
    /// 调解案件ID: the mediation case.
    pub mediation_case_id: String,
    /// 联系电话: the mediator's telephone.
    pub mediator_phone: Option<String>,
    /// 沟通情况: record of the communication.
    pub content: Option<String>,
}

/// Response to [`PushMediationResult`]. The outcome is at its root.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct MediationResultPushed {
    /// 处理结果: result of the processing.
    pub result: Option<bool>,
    /// 是否成功: true if the call succeeded.
    #[top(success)]
    pub is_success: Option<bool>,
    /// 错误码: error code.
    #[top(error_code)]
    pub state_code: Option<String>,
    /// 错误描述: error message.
    #[top(error_message)]
    pub extra_err_msg: Option<String>,
}

/// Returns the request of the page's Java sample.
#[must_use]
pub fn sample() -> PushMediationResult {
    PushMediationResult {
        req: Some(MediationResult {
            result: "success".to_owned(),
            work_number: Some("123123".to_owned()),
            // 2025-11-17 00:00:00 in GMT+8
            completed_time: Some(DateTime::from_unix(1_763_308_800)),
            mediator_name: Some("张三".to_owned()),
            mediation_case_id: "1290293148910".to_owned(),
            mediator_phone: Some("13812345678".to_owned()),
            content: Some("沟通内容".to_owned()),
        }),
    }
}
