//! Results of business calls: names in camel case, lists of numbers, bytes as numbers.

use top_runtime::{DateTime, Json, Millis, TopApi};

use super::hold;
use crate::draw::values;

#[derive(TopApi)]
#[top_api(method = "taobao.qimen.inventorybatch.query", response = InventoryBatches)]
struct QueryInventoryBatches;

values! {
    struct InventoryBatches { response: Option<BatchResponse> }
    struct BatchResponse {
        flag: Option<String>,
        code: Option<String>,
        message: Option<String>,
        #[top(rename = "totalCount")]
        total_count: Option<i64>,
        items: Option<BatchItems>,
    }
    /// On the page, an object with one object, which looks like a list and is not one.
    struct BatchItems { item: Option<BatchItem> }
    struct BatchItem {
        #[top(rename = "itemCode")]
        item_code: Option<String>,
        #[top(rename = "itemId")]
        item_id: Option<String>,
        #[top(rename = "inventoryType")]
        inventory_type: Option<i64>,
        #[top(rename = "batchCode")]
        batch_code: Option<String>,
        quantity: Option<i64>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.qimen.expressinfo.query", response = ExpressInfos)]
struct QueryExpressInfo;

values! {
    struct ExpressInfos { response: Option<ExpressResponse> }
    struct ExpressResponse {
        flag: Option<String>,
        code: Option<String>,
        message: Option<String>,
        #[top(rename = "expressInfos")]
        express_infos: Vec<ExpressInfo>,
    }
    struct ExpressInfo {
        #[top(rename = "expressCode")]
        express_code: Option<String>,
        #[top(rename = "expressName")]
        express_name: Option<String>,
        #[top(rename = "brandCode")]
        brand_code: Option<String>,
        status: Option<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "alibaba.wdk.reverse.creatrefund", response = RefundCreated)]
struct CreateRefund;

values! {
    struct RefundCreated { result: Option<ReverseResult> }
    struct ReverseResult {
        error_code: Option<String>,
        error_msg: Option<String>,
        model: Option<CreateReverseResponse>,
        success: Option<bool>,
    }
    /// Its own request id, different from the reply's.
    struct CreateReverseResponse {
        out_biz_order_ids: Vec<String>,
        out_order_id: Option<String>,
        request_id: Option<String>,
        reverse_ids: Vec<i64>,
        store_id: Option<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.baichuan.item.subscribe.daily.left.query", response = DailyLeft)]
struct QueryDailyLeft;

values! {
    struct DailyLeft { result: Option<LeftResult> }
    struct LeftResult { result_list: Vec<ResultMeta> }
    struct ResultMeta { code: Option<i64>, msg: Option<String>, data: Option<ResultData> }
    struct ResultData { count: Option<i64>, data_list: Vec<i64> }
}

#[derive(TopApi)]
#[top_api(method = "taobao.miniapp.distribution.order.get", response = DistributionOrders)]
struct GetDistributionOrders;

values! {
    struct DistributionOrders { model: Vec<DistributionOrderOpenBizDto> }
    struct DistributionOrderOpenBizDto {
        widget_version: Option<String>,
        widget_id: Option<i64>,
        time_type: Option<i32>,
        url: Option<String>,
        app_id: Option<u64>,
        status: Option<i32>,
        end_time: Option<DateTime>,
        start_time: Option<DateTime>,
        name: Option<String>,
        id: Option<i64>,
    }
}

#[derive(TopApi)]
#[top_api(method = "taobao.tanx.creatives.get", response = Creatives)]
struct GetCreatives;

values! {
    struct Creatives {
        message: Option<String>,
        tanx_error_code: Option<i64>,
        is_ok: Option<bool>,
        results: Vec<CreativeDto>,
    }
    struct CreativeDto {
        creative_id: Option<String>,
        status: Option<String>,
        level: Option<i64>,
        refuse_cause: Option<String>,
        adboard_data: Option<Json<serde_json::Value>>,
        creative_publisher_audit_dto_list: Vec<CreativePublisherAuditDto>,
    }
    struct CreativePublisherAuditDto {
        status: Option<String>,
        publiser_id: Option<String>,
        refuse_cause: Option<String>,
    }
}

#[derive(TopApi)]
#[top_api(method = "alibaba.wdk.marketing.coupon.queryactivity", response = Activity)]
struct QueryActivity;

values! {
    struct Activity { result: Option<MarketResult> }
    struct MarketResult {
        message: Option<String>,
        error_code: Option<String>,
        data: Option<CouponActivity>,
        success: Option<bool>,
    }
    struct CouponActivity {
        limit_info: Option<LimitInfo>,
        activity_name: Option<String>,
        start_time: Option<Millis>,
        end_time: Option<Millis>,
        terminals: Vec<i64>,
        shop_ids: Vec<String>,
        details: Vec<String>,
        start_fee: Option<i64>,
        applicable_categories: Vec<i64>,
        discount_type: Option<String>,
    }
    struct LimitInfo { user_limit_cnt: Option<i64>, user_daily_limit_cnt: Option<i64>, total_limit_cnt: Option<i64> }
}

hold! {
    camel_case: QueryInventoryBatches;
    camel_case_in_lists: QueryExpressInfo;
    request_id_of_its_own: CreateRefund;
    numbers_in_lists_of_elements: QueryDailyLeft;
    bytes_as_numbers: GetDistributionOrders;
    json_in_elements: GetCreatives;
    lists_of_numbers_and_texts: QueryActivity;
}
