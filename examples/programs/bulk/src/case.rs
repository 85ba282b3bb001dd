//! `taobao.rdc.aligenius.identification.case.update` (鉴定工单信息同步)
//!
//! The columns of the CSV file are the members of the request.

use serde::Deserialize;
use top_runtime::{TopApi, TopValue};

/// Columns of the CSV file, in any order.
pub(crate) const COLUMNS: [&str; 6] =
    ["outer_case_id", "refund_id", "detail_order_id", "operate_type", "occur_time", "operate_tips"];

/// 鉴定工单信息同步: updates the authentication case of a refund.
#[derive(Debug, TopApi)]
#[top_api(
    method = "taobao.rdc.aligenius.identification.case.update",
    response = CaseUpdated,
    session = required
)]
pub(crate) struct UpdateCase<'a> {
    /// 请求参数: the case.
    pub(crate) param: &'a Case,
}

/// `SyncIdentifyRefundCaseDto`: an event of a case, and a row of the CSV file.
#[derive(Debug, Deserialize, TopValue)]
pub(crate) struct Case {
    /// 鉴定工单ID: id of the case, assigned by the caller.
    pub(crate) outer_case_id: String,
    /// 退款ID: the refund.
    pub(crate) refund_id: i64,
    /// 子订单ID: the sub-order.
    pub(crate) detail_order_id: i64,
    /// 工单操作类型,1:开启,2:完结: 1 opens the case, 2 closes it.
    #[top(range = 1..=2)]
    pub(crate) operate_type: i64,
    /// 数据发生时间绝对秒数: time of the event, in seconds since 1970.
    pub(crate) occur_time: i64,
    /// 鉴定工单操作备注: remark on the operation.
    pub(crate) operate_tips: String,
}

/// Response to [`UpdateCase`].
#[derive(Debug, TopValue)]
pub(crate) struct CaseUpdated {
    /// `result`: contains the outcome.
    #[top(outcome)]
    pub(crate) result: UpdateResult,
}

/// `Result`: outcome of the update.
#[derive(Debug, TopValue)]
pub(crate) struct UpdateResult {
    /// 是否成功: true if the update succeeded.
    #[top(success)]
    pub(crate) success: Option<bool>,
    /// 错误码: error code.
    #[top(error_code)]
    pub(crate) error_code: Option<String>,
    /// 错误信息: error message.
    #[top(error_message)]
    pub(crate) error_info: Option<String>,
}
