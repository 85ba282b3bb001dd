//! A seed: an appeal, whose reply nests three levels deep.

use top_runtime::{TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "taobao.sungari.jgb.open.appeal.achieve", response = AppealAchieved)]
pub(super) struct AchieveAppeal {
    param_query_appeal_d_o: QueryAppealDo,
}

#[derive(TopValue)]
pub(crate) struct QueryAppealDo {
    amount: Option<String>,
    requirement_title: Option<String>,
    title: Option<String>,
    happen_time: Option<i64>,
    id: Option<String>,
    nick: Option<String>,
    order_id: Option<i64>,
    file_url: Option<String>,
    other_file_url: Option<String>,
    report_person: Option<String>,
    report_telephone: Option<String>,
    source_code: Option<String>,
    submit_person: Option<String>,
    appeal_code: Option<String>,
    buyer_nick: Option<String>,
    buyer_name: Option<String>,
    reported_telephone: Option<String>,
    reported_person: Option<String>,
    source: Option<String>,
    requirement_detail: Option<String>,
    org_name: Option<String>,
    org_code: Option<String>,
    register_code: Option<String>,
}

#[derive(TopValue)]
pub(super) struct AppealAchieved {
    result: Option<AppealResult>,
}

#[derive(TopValue)]
struct AppealResult {
    code: Option<i64>,
    data: Option<ResultDo>,
    message: Option<String>,
}

#[derive(TopValue)]
struct ResultDo {
    address: Option<String>,
    ent_corp_name: Option<String>,
    ent_no: Option<String>,
    item_d_o_list: Vec<ResultItemDo>,
    name: Option<String>,
    often_address: Option<String>,
    order_d_o: Option<ResultOrderDo>,
    phone: Option<String>,
    profession_type: Option<String>,
    seller_nick: Option<String>,
    email: Option<String>,
}

#[derive(TopValue)]
struct ResultItemDo {
    item_id: Option<i64>,
    item_name: Option<String>,
    snap_shot_url: Option<String>,
}

#[derive(TopValue)]
struct ResultOrderDo {
    amount: Option<String>,
    buy_time: Option<String>,
    order_id: Option<i64>,
    pay_amount: Option<String>,
    pay_time: Option<String>,
    receive_address: Option<String>,
    receive_time: Option<String>,
    send_time: Option<String>,
}
