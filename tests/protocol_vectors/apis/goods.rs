//! Real APIs whose parameters are objects of many members.

use top_runtime::{Json, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(method = "cainiao.merchant.inventory.adjust")]
pub(super) struct AdjustInventory {
    #[top(required, max_items = 20)]
    adjust_request: Vec<MerStoreInvAdjustDto>,
    app_name: String,
    operation: Option<String>,
}

#[derive(TopValue)]
struct MerStoreInvAdjustDto {
    inventory_type: Option<i64>,
    attribute: Option<String>,
    quantity: Option<i64>,
    out_biz_code: Option<String>,
    store_code: Option<String>,
    sc_item_id: Option<i64>,
}

#[derive(TopApi)]
#[top_api(method = "alibaba.ascp.cnsku.search")]
pub(super) struct SearchSku {
    param0: ScItemSearchDTO,
}

#[derive(TopValue)]
struct ScItemSearchDTO {
    page_size: Option<i64>,
    non_sc_item_type_list: Option<Vec<String>>,
    sc_item_name: Option<String>,
    item_dim: Option<i64>,
    sc_item_status: Option<i64>,
    non_feature_condition: Option<Json<serde_json::Value>>,
    sc_item_type_list: Option<Vec<String>>,
    brand_name: Option<String>,
    outer_id_list: Option<Vec<String>>,
    sc_item_code: Option<String>,
    whc_bar_code_list: Option<Vec<String>>,
    sc_item_id: Option<i64>,
    feature_condition: Option<Json<serde_json::Value>>,
    merchant_category_id_list: Option<Vec<i64>>,
    whc_barcode: Option<String>,
    auction_tags: Option<Vec<String>>,
    sc_item_id_list: Option<Vec<i64>>,
    current_page: Option<i64>,
    category_id: Option<i64>,
}

#[derive(TopApi)]
#[top_api(method = "alibaba.mos.goods.bulkinputcspu")]
pub(super) struct InputCspus {
    #[top(required, max_items = 20)]
    cspu_input_dto_list: Vec<CspuInputDto>,
}

#[derive(TopValue)]
struct CspuInputDto {
    art_no: Option<String>,
    barcode: Option<String>,
    outer_id: Option<String>,
    properties: Option<Vec<PropertyDto>>,
    spu_input_dto: Option<SpuInputDto>,
    sub_title: Option<String>,
    tag_price: Option<String>,
    tags: Option<String>,
    title: Option<String>,
    tmall_sku_id: Option<i64>,
}

#[derive(TopValue)]
struct PropertyDto {
    p_alias: Option<String>,
    p_custom_name: Option<String>,
    p_id: Option<String>,
    p_name: Option<String>,
    v_alias: Option<String>,
    v_custom_name: Option<String>,
    v_id: Option<String>,
    v_name: Option<String>,
    img_url: Option<String>,
    order: Option<i64>,
    property_type: Option<String>,
}

#[derive(TopValue)]
struct SpuInputDto {
    barcode_str: Option<String>,
    brand_id: Option<String>,
    brand_name: Option<String>,
    cat_name: Option<String>,
    cid: Option<String>,
    id: Option<String>,
    is_new: Option<bool>,
    material: Option<String>,
    mdesc: Option<String>,
    pc_desc: Option<String>,
    pic_url: Option<String>,
    price: Option<String>,
    product_id: Option<String>,
    product_imgs: Option<Vec<ProductImgDto>>,
    props: Option<Vec<PropertyDto>>,
    sell_pt: Option<String>,
    style_no: Option<String>,
    sub_title: Option<String>,
    tags: Option<String>,
    title: Option<String>,
    tmall_brand_id: Option<String>,
    desc_pic_list: Option<Vec<String>>,
    tmall_item_id: Option<i64>,
}

#[derive(TopValue)]
struct ProductImgDto {
    id: Option<i64>,
    position: Option<i64>,
    url: Option<String>,
}
