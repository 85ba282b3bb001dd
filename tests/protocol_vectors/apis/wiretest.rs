//! Made-up APIs that reach every type, and a reply with fields called as those of an error.

use top_runtime::{DateTime, Json, Price, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "taobao.wiretest.all.types", response = AllTypesReply)]
pub(super) struct AllTypes {
    #[top(max_len = 10)]
    str: Option<String>,
    #[top(range = -5..=99)]
    num: Option<i64>,
    flag: Option<bool>,
    at: Option<DateTime>,
    price: Option<Price>,
    ext_json: Option<Json<serde_json::Value>>,
    #[top(max_items = 3)]
    str_list: Option<Vec<String>>,
    #[top(max_items = 3)]
    num_list: Option<Vec<i64>>,
    bool_list: Option<Vec<bool>>,
    date_list: Option<Vec<DateTime>>,
    #[top(rename = "is_3D")]
    is_3_d: Option<String>,
    #[top(rename = "location.city")]
    location_city: Option<String>,
    #[top(rename = "camelCase")]
    camel_case: Option<String>,
    zz_required: String,
    aa_required: i64,
    vo: Option<InnerVo>,
    #[top(max_items = 2)]
    vo_list: Option<Vec<Option<InnerItem>>>,
}

#[derive(TopValue)]
pub(crate) struct InnerVo {
    d_str: Option<String>,
    num: Option<i64>,
    flag: Option<bool>,
    at: Option<DateTime>,
    str_list: Option<Vec<String>>,
    num_list: Option<Vec<i64>>,
    bool_list: Option<Vec<bool>>,
    date_list: Option<Vec<DateTime>>,
    ext: Option<Json<serde_json::Value>>,
    price: Option<Price>,
    child: Option<ChildVo>,
    child_list: Option<Vec<Option<ChildVo>>>,
    #[top(rename = "ownerCode")]
    owner_code: Option<String>,
    #[top(rename = "aBTest")]
    a_b_test: Option<String>,
    level_2: Option<String>,
}

#[derive(TopValue)]
struct ChildVo {
    d_str: Option<String>,
    num: Option<i64>,
    flag: Option<bool>,
    at: Option<DateTime>,
    str_list: Option<Vec<String>>,
    num_list: Option<Vec<i64>>,
    bool_list: Option<Vec<bool>>,
    date_list: Option<Vec<DateTime>>,
    ext: Option<Json<serde_json::Value>>,
    price: Option<Price>,
    leaf_d_o_list: Option<Vec<Option<LeafDO>>>,
}

#[derive(TopValue)]
struct LeafDO {
    x_name: Option<String>,
    value_2: Option<String>,
}

#[derive(TopValue)]
pub(crate) struct InnerItem {
    id: Option<i64>,
    name: Option<String>,
    subs: Option<Vec<Option<SubItem>>>,
}

#[derive(TopValue)]
struct SubItem {
    k: Option<String>,
    v: Option<i64>,
}

#[derive(TopValue)]
pub(super) struct AllTypesReply {
    str: Option<String>,
    num: Option<i64>,
    yes: Option<bool>,
    at: Option<DateTime>,
    price: Option<Price>,
    ext_json: Option<String>,
    str_list: Vec<String>,
    num_list: Vec<i64>,
    bool_list: Vec<bool>,
    date_list: Vec<DateTime>,
    vo: Option<RespVo>,
    vo_list: Vec<RespItemDTO>,
}

#[derive(TopValue)]
struct RespVo {
    id: Option<i64>,
    name: Option<String>,
    ok: Option<bool>,
    at: Option<DateTime>,
    tags: Vec<String>,
    subs: Vec<RespSub>,
    inner: Option<RespInner>,
}

#[derive(TopValue)]
struct RespSub {
    k: Option<String>,
    v: Option<i64>,
}

#[derive(TopValue)]
struct RespInner {
    x_name: Option<String>,
    success: Option<bool>,
}

#[derive(TopValue)]
struct RespItemDTO {
    id: Option<i64>,
    name: Option<String>,
}

#[derive(TopApi)]
#[top_api(method = "taobao.wiretest.code.field", response = CodeFieldReply)]
pub(super) struct CodeField {
    id: Option<i64>,
}

#[derive(TopValue)]
pub(super) struct CodeFieldReply {
    code: Option<String>,
    msg: Option<String>,
    success: Option<bool>,
    data: Option<String>,
}
