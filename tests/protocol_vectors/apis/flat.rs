//! Real APIs whose parameters are scalars and lists of scalars.

use top_runtime::{DateTime, Json, Price, TopApi};

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get")]
pub(super) struct GetSeller {
    #[top(required, max_items = 200)]
    fields: Vec<String>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.fenxiao.refund.query")]
pub(super) struct QueryRefunds {
    start_date: DateTime,
    end_date: DateTime,
    page_no: Option<i64>,
    page_size: Option<i64>,
    query_seller_refund: Option<bool>,
    #[top(max_items = 999)]
    trade_types: Option<Vec<i64>>,
    user_role_type: Option<i64>,
    #[top(max_items = 999)]
    channel_codes: Option<Vec<i64>>,
    refund_flow_types: Option<i64>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.crm.grade.set")]
pub(super) struct SetGrades {
    #[top(max_items = 4)]
    amount: Option<Vec<i64>>,
    #[top(required, max_items = 4)]
    grade: Vec<i64>,
    #[top(max_items = 4)]
    count: Option<Vec<i64>>,
    #[top(required, max_items = 4)]
    discount: Vec<i64>,
    #[top(required, max_items = 4)]
    hierarchy: Vec<bool>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.xhotel.quota.update")]
pub(super) struct UpdateQuota {
    quota_type: i64,
    use_room_inventory: Option<bool>,
    gid: Option<i64>,
    quota: i64,
    quota_num_type: i64,
    #[top(required, max_items = 20)]
    dates: Vec<DateTime>,
    rate_id: Option<i64>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.item.sku.add")]
pub(super) struct AddSku {
    num_iid: i64,
    properties: String,
    quantity: i64,
    price: Price,
    outer_id: Option<String>,
    lang: Option<String>,
    item_price: Option<Price>,
    ignorewarning: Option<String>,
}

#[derive(TopApi)]
#[top_api(method = "alibaba.aliqin.fc.sms.num.send")]
pub(super) struct SendSms {
    rec_num: String,
    sms_template_code: String,
    extend: Option<String>,
    sms_free_sign_name: String,
    sms_param: Option<Json<serde_json::Value>>,
    sms_type: String,
}

#[derive(TopApi)]
#[top_api(method = "taobao.top.auth.token.create")]
pub(super) struct CreateToken {
    code: String,
    uuid: Option<String>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.time.get")]
pub(super) struct GetTime;
