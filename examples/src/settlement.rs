//! `alibaba.kongur.compromisecommunicate.pushcompromisecommunicate` (推送和解沟通)
//!
//! A supplier of the legal affairs service pushes the record of a settlement talk.

use top_runtime::{DateTime, TopApi, TopValue};

/// 推送和解沟通: pushes the record of a settlement talk.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(
    method = "alibaba.kongur.compromisecommunicate.pushcompromisecommunicate",
    response = CommunicationPushed
)]
pub struct PushCommunication {
    /// `kongurAppKey`: the caller's key at the legal affairs service, not the app key of the
    /// platform.
    pub kongur_app_key: Option<String>,
    /// `communicateVo`: the talk itself.
    #[top(rename = "communicate_vo")]
    pub communication: Option<Communication>,
}

/// `CompromiseCommunicateVo`: one settlement talk.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Communication {
    /// `supplierCode`: code of the supplier that held the talk.
    pub supplier_code: Option<String>,
    /// 和解沟通id: the talk.
    pub compromise_id: Option<i64>,
    /// 委托id: the mandate.
    pub entrust_id: Option<i64>,
    /// 案件id: the case.
    pub suit_id: Option<i64>,
    /// 接口调用时间: time of the call.
    pub calling_time: Option<DateTime>,
    /// 更新人: person who made the update.
    pub updater: Option<String>,
    /// 更新时间: time of the update.
    pub update_time: Option<DateTime>,
    /// 反馈ID: the feedback.
    pub feedback_id: Option<i64>,
    /// 反馈内容: text of the feedback.
    pub feedback_content: Option<String>,
    /// 反馈附件: attachments of the feedback.
    pub feedback_attachment_list: Vec<Attachment>,
    /// 反馈附件数量: number of attachments of the feedback.
    pub feedback_attachment_count: Option<i64>,
    /// 备注: remark.
    pub memo: Option<String>,
    /// 沟通记录: record of the talk.
    pub communicate_record: Option<String>,
    /// 联系的电话号码: telephone number of the contact.
    pub phone: Option<String>,
    /// 联系人: person who was contacted.
    pub contact: Option<String>,
    /// 原因: reason.
    pub reason: Option<String>,
    /// 解决方案: proposed solution.
    pub solution: Option<String>,
    /// 和解金额币种: currency of the settlement amount.
    pub amount_currency: Option<String>,
    /// 和解金额: settlement amount; the page gives no format.
    pub amount: Option<String>,
    /// 和解结果: outcome of the settlement.
    pub result: Option<String>,
    /// 和解状态(废弃,用调解状态兼容): settlement state. Deprecated by the platform: use `mediate_state`.
    pub success: Option<String>,
    /// 调解状态: mediation state.
    pub mediate_state: Option<String>,
    /// 卖家要求积极应诉: the seller asks to contest the suit.
    pub demand_response: Option<String>,
    /// 录音附件列表: recordings of the talk.
    pub record_attachment_list: Vec<Attachment>,
    /// 录音附件数量: number of recordings.
    pub record_attachment_count: Option<i64>,
}

/// `AttachmentBaseVo`: a stored file.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Attachment {
    /// 附件ID(oss上附件名称): name of the file in OSS.
    pub file_id: Option<String>,
    /// 附件名称: display name.
    pub file_name: Option<String>,
    /// 附件完整下载路径: complete download path.
    pub file_path: Option<String>,
    /// 附件类型: type of the file; the page lists no codes.
    pub file_type: Option<String>,
    /// 附件是否被删除: whether the file was deleted. A text; the page lists no codes.
    pub is_deleted: Option<String>,
    /// 存储类型: kind of storage.
    pub storage_type: Option<String>,
    /// 备注: remark.
    pub remark: Option<String>,
}

/// Response to [`PushCommunication`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct CommunicationPushed {
    /// `kongurResultDo`: contains the outcome.
    #[top(rename = "kongur_result_do", outcome)]
    pub result: PushResult,
}

/// `KongurResultDo`: whether the push was accepted, and the errors if not.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct PushResult {
    /// 是否成功: true if the call succeeded.
    #[top(success)]
    pub success: Option<bool>,
    /// 错误信息列表: list of errors.
    #[top(outcome)]
    pub errors: Vec<ResultDataDo>,
}

/// `ResultDataDo`: one error. The type has its name on the page, so the list needs no `item`
/// attribute.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ResultDataDo {
    /// 业务id: business object of the error.
    pub business_id: Option<String>,
    /// 业务类型: kind of the business object.
    pub biz_type: Option<String>,
    /// 变量英文名: English name of the invalid field.
    pub field_name_en: Option<String>,
    /// 错误码: error code.
    #[top(error_code)]
    pub return_error_code: Option<String>,
    /// 错误信息: error message.
    #[top(error_message)]
    pub error_msg: Option<String>,
}

/// Returns the request of the page's Java sample.
#[must_use]
pub fn sample() -> PushCommunication {
    let text = || Some("xxxxx".to_owned());
    // 2012-12-12 12:12:12 in GMT+8
    let time = || Some(DateTime::from_unix(1_355_285_532));
    let attachment = || Attachment {
        file_id: text(),
        file_name: text(),
        file_path: text(),
        file_type: text(),
        is_deleted: text(),
        storage_type: text(),
        remark: text(),
    };
    PushCommunication {
        kongur_app_key: text(),
        communication: Some(Communication {
            supplier_code: text(),
            compromise_id: Some(3),
            entrust_id: Some(3),
            suit_id: Some(3),
            calling_time: time(),
            updater: text(),
            update_time: time(),
            feedback_id: Some(3),
            feedback_content: text(),
            feedback_attachment_list: vec![attachment()],
            feedback_attachment_count: Some(10),
            memo: text(),
            communicate_record: text(),
            phone: text(),
            contact: text(),
            reason: text(),
            solution: text(),
            amount_currency: text(),
            amount: text(),
            result: text(),
            success: text(),
            mediate_state: text(),
            demand_response: text(),
            record_attachment_list: vec![attachment()],
            record_attachment_count: Some(10),
        }),
    }
}
