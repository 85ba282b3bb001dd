//! Categories, attributes, freight: prices, decimals, a recursive type.

use top_runtime::{DateTime, Decimal, Price, TopApi};

use super::hold;
use crate::draw::values;

#[derive(TopApi)]
#[top_api(method = "alibaba.shop.category.get", response = ShopCategory)]
struct GetShopCategory;

values! {
    struct ShopCategory { result: Option<CategoryResult> }
    struct CategoryResult {
        total: Option<i64>,
        #[top(success)]
        success: Option<bool>,
        module: Option<OpenCategoryDto>,
        message: Option<String>,
    }
    struct OpenCategoryDto {
        category_id: Option<i64>,
        category_name: Option<String>,
        category_image: Option<String>,
        sub_shop_category_list: Vec<OpenCategoryDto>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.itemcats.get", response = ItemCats)]
struct GetItemCats;

values! {
    struct ItemCats { last_modified: Option<DateTime>, item_cats: Vec<ItemCat> }
    struct ItemCat {
        cid: Option<i64>,
        features: Vec<Feature>,
        is_parent: Option<bool>,
        name: Option<String>,
        parent_cid: Option<i64>,
        sort_order: Option<i64>,
        status: Option<String>,
        taosir_cat: Option<bool>,
    }
    struct Feature { attr_key: Option<String>, attr_value: Option<String> }
}

#[derive(TopApi)]
#[top_api(method = "aliexpress.solution.sku.attribute.query", response = SkuAttributes)]
struct QuerySkuAttributes;

values! {
    struct SkuAttributes { result: Option<SkuAttributeInfoQueryResponse> }
    struct SkuAttributeInfoQueryResponse {
        supporting_sku_attribute_list: Vec<SupportedSkuAttributeDto>,
        supporting_common_attribute_list: Option<Vec<SupportedCommonAttributeDto>>,
    }
    struct SupportedSkuAttributeDto {
        aliexpress_sku_name: Option<String>,
        required: Option<bool>,
        aliexpress_sku_value_list: Vec<SkuValueSimplifiedInfoDto>,
        support_customized_name: Option<bool>,
        support_customized_picture: Option<bool>,
    }
    struct SkuValueSimplifiedInfoDto { aliexpress_sku_value_name: Option<String> }
    struct SupportedCommonAttributeDto {
        aliexpress_common_attribute_name_id: Option<i64>,
        aliexpress_common_attribute_name: Option<String>,
        required: Option<bool>,
        aliexpress_common_attribute_value_list: Vec<CommonAttributeValueInfoDto>,
    }
    struct CommonAttributeValueInfoDto {
        aliexpress_common_attribute_value_id: Option<i64>,
        aliexpress_common_attribute_value: Option<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "alibaba.order.freight.calculate", response = Freight)]
struct CalculateFreight;

values! {
    struct Freight { value: Vec<LogisticsSolution> }
    struct LogisticsSolution {
        delivery_time: Option<String>,
        destination_country: Option<String>,
        dispatch_country: Option<String>,
        fee: Option<Fee>,
        shipping_type: Option<String>,
        trade_term: Option<String>,
        vendor_code: Option<String>,
        vendor_name: Option<String>,
    }
    struct Fee { amount: Option<Price>, currency: Option<String> }
}

#[derive(TopApi)]
#[top_api(method = "aliexpress.logistics.buyer.freight.calculate", response = BuyerFreight)]
struct CalculateBuyerFreight;

values! {
    struct BuyerFreight { result: Option<FreightResult> }
    struct FreightResult {
        #[top(item = "aeop_freight_calculate_result_for_buyer_dto")]
        aeop_freight_calculate_result_for_buyer_d_t_o_list: Vec<FreightForBuyer>,
        error_desc: Option<String>,
        success: Option<bool>,
    }
    struct FreightForBuyer {
        error_code: Option<i64>,
        estimated_delivery_time: Option<String>,
        freight: Option<Money>,
        service_name: Option<String>,
    }
    struct Money { amount: Option<Decimal>, cent: Option<i64>, currency_code: Option<String> }
}

hold! {
    type_in_itself: GetShopCategory;
    time_beside_a_list: GetItemCats;
    two_kinds_of_lists: QuerySkuAttributes;
    prices: CalculateFreight;
    decimals: CalculateBuyerFreight;
}
