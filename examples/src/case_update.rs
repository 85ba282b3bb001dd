//! `taobao.rdc.aligenius.identification.case.update` (鉴定工单信息同步)
//!
//! A seller's system reports that the authentication case of a refund was opened or closed.

use top_runtime::{Json, Seconds, TopApi, TopValue};

/// 鉴定工单信息同步: updates the authentication case of a refund.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(
    method = "taobao.rdc.aligenius.identification.case.update",
    response = IdentificationCaseUpdated,
    session = required
)]
pub struct UpdateIdentificationCase {
    /// 请求参数: the case.
    pub param: IdentificationCase,
}

/// `SyncIdentifyRefundCaseDto`: an event of a case.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct IdentificationCase {
    /// 子订单ID: the sub-order.
    pub detail_order_id: i64,
    /// 数据发生时间绝对秒数,如鉴定工单创建时间、鉴定工单完结时间: time of the event, in seconds since 1970.
    pub occur_time: Seconds,
    /// 工单操作类型,1:开启,2:完结: operation on the case.
    pub operate_type: OperateType,
    /// 鉴定工单操作备注: remark on the operation.
    pub operate_tips: String,
    /// 鉴定工单ID: id of the case, assigned by the caller.
    pub outer_case_id: String,
    /// 退款ID: the refund.
    pub refund_id: i64,
    /// 扩展属性,json格式: further attributes, as JSON text.
    pub ext_attrs: Option<Json<serde_json::Value>>,
}

/// 工单操作类型: operation on a case.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum OperateType {
    /// 1: 开启, opened.
    #[top(1)]
    Open,
    /// 2: 完结, closed.
    #[top(2)]
    Close,
    /// A code the page does not list.
    #[top(other)]
    Other(i64),
}

/// Response to [`UpdateIdentificationCase`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct IdentificationCaseUpdated {
    /// `result`: contains the outcome.
    #[top(outcome)]
    pub result: UpdateResult,
}

/// `Result`: outcome of the update.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct UpdateResult {
    /// `resultData`: result of the data consumption.
    pub result_data: Option<Consumption>,
    /// 是否成功: true if the update succeeded.
    #[top(success)]
    pub success: Option<bool>,
    /// 错误码: error code.
    #[top(error_code)]
    pub error_code: Option<String>,
    /// 错误信息: error message.
    #[top(error_message)]
    pub error_info: Option<String>,
}

/// `Resultdata`: result of the data consumption.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Consumption {
    /// 数据消费结果提示信息: message for display.
    pub result_tips: Option<String>,
    /// 数据消费结果编码: code of the result, such as `CONSUME_FINISH_SUCCESS` (the page has
    /// example and description exchanged).
    pub result_code: Option<String>,
    /// 数据消费状态: state, `SUCCESS` in the page's example.
    pub consume_status: Option<String>,
}

/// Returns the request of the page's Java sample.
#[must_use]
pub fn sample() -> UpdateIdentificationCase {
    UpdateIdentificationCase {
        param: IdentificationCase {
            detail_order_id: 194_467_217_119_131,
            occur_time: Seconds(1_571_121_255),
            operate_type: OperateType::Open,
            operate_tips: "创建鉴定工单".to_owned(),
            outer_case_id: "1".to_owned(),
            refund_id: 147_822_831_913_191,
            ext_attrs: Some(Json(serde_json::json!({ "key": "value" }))),
        },
    }
}
