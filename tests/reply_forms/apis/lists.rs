//! Lists of scalars of every type, and lists in lists.

use serde_json::Value as Any;
use top_runtime::{DateTime, Json, Millis, TopApi};

use super::hold;
use crate::draw::values;

#[derive(TopApi)]
#[top_api(method = "alibaba.campus.guard.timeperiod.listdatetemplate", response = DateTemplates)]
struct ListDateTemplates;

values! {
    struct DateTemplates { result: Option<PojoResult> }
    struct PojoResult {
        api_error_msg: Option<String>,
        #[top(success)]
        api_success: Option<bool>,
        api_error_code: Option<String>,
        content: Vec<CalendarTemplateDTO>,
    }
    struct CalendarTemplateDTO { name: Option<String>, date_list: Vec<DateTime>, template_id: Option<i64> }
}

#[derive(TopApi)]
#[top_api(method = "alibaba.seaking.diagnosistitle", response = TitleDiagnosis)]
struct DiagnoseTitle;

values! {
    struct TitleDiagnosis {
        all_uppercase_words: Vec<String>,
        contain_core_classes: Option<bool>,
        disable_word_list: Vec<String>,
        duplicate_word_list: Option<Vec<String>>,
        language_quality_score: Option<String>,
        no_first_uppercase_word_list: Vec<String>,
        over_length_limit: Option<bool>,
        total_score: Option<i64>,
        spell_error_word_list: Vec<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "tmall.ascp.pricing.scm.tof", response = Pricing)]
struct SetPrices;

values! {
    struct Pricing {
        result_msg: Option<String>,
        reasons_for_part_succ_list: Vec<Json<Any>>,
        result_code: Option<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.qianniu.cloudkefu.onlinestatuslog.get", response = StatusLog)]
struct GetStatusLog;

values! {
    struct StatusLog {
        record_list: Vec<RecordList>,
        cause: Option<Json<Any>>,
        error_map: Option<Json<Any>>,
        attachment: Option<Json<Any>>,
        solution: Option<String>,
        version: Option<i64>,
    }
    struct RecordList {
        main_account_id: Option<i64>,
        status: Option<i32>,
        r#type: Option<i32>,
        account_id: Option<i64>,
        change_time_ts: Option<Millis>,
        change_time: Option<DateTime>,
        domain: Option<String>,
        gmt_create: Option<DateTime>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.simba.searchtagtemplate.get", response = TagTemplates)]
struct GetTagTemplates;

values! {
    struct TagTemplates {
        #[top(item = "result")]
        template_list: Vec<TagTemplate>,
    }
    struct TagTemplate { dim_list: Vec<DimDtOs>, id: Option<i64>, name: Option<String>, r#type: Option<i64> }
    struct DimDtOs { tag_list: Vec<TagOptions>, name: Option<String>, id: Option<i64> }
    struct TagOptions {
        tag_name: Option<String>,
        option_group_id: Option<i64>,
        dim_id: Option<i64>,
        tag_id: Option<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.openim.chatlogs.get", response = ChatLogs)]
struct GetChatLogs;

values! {
    struct ChatLogs { result: Option<RoamingMessageResult> }
    struct RoamingMessageResult { next_key: Option<String>, messages: Vec<RoamingMessage> }
    struct RoamingMessage {
        content_list: Vec<RoamingMessageItem>,
        time: Option<i64>,
        direction: Option<i64>,
        uuid: Option<i64>,
        r#type: Option<i64>,
    }
    struct RoamingMessageItem { r#type: Option<String>, value: Option<String> }
}

hold! {
    dates: ListDateTemplates;
    texts: DiagnoseTitle;
    json_in_texts: SetPrices;
    json_beside_times: GetStatusLog;
    three_levels: GetTagTemplates;
    lists_of_elements_with_lists: GetChatLogs;
}
