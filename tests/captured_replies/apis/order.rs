//! Orders of the international sites.

use top_runtime::{DateTime, Millis, Price, TopApi, TopValue};

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.seller.order.get", response = SellerOrder)]
pub(crate) struct GetSellerOrder;

#[derive(Debug, TopValue)]
pub(crate) struct SellerOrder {
    pub(crate) value: TradeEcologyOrderDetail,
}

#[derive(Debug, TopValue)]
pub(crate) struct TradeEcologyOrderDetail {
    pub(crate) item_status: Option<String>,
    pub(crate) status_action: Option<StatusAction>,
    pub(crate) order_products: Vec<TradeEcologyOrderProduct>,
}

#[derive(Debug, TopValue)]
pub(crate) struct StatusAction {
    pub(crate) status: String,
    pub(crate) actions: Vec<Actions>,
}

/// Has the name of the list that contains it.
#[derive(Debug, TopValue)]
pub(crate) struct Actions {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
    pub(crate) render_name: Option<String>,
}

#[derive(Debug, TopValue)]
pub(crate) struct TradeEcologyOrderProduct {
    pub(crate) name: String,
    pub(crate) sku_id: Option<i64>,
    pub(crate) quantity: Option<String>,
    pub(crate) unit_price: Option<Money>,
    pub(crate) sku_attributes: Vec<SkuAttribute>,
}

#[derive(Debug, TopValue)]
pub(crate) struct Money {
    pub(crate) amount: Price,
    pub(crate) currency: String,
}

#[derive(Debug, TopValue)]
pub(crate) struct SkuAttribute {
    pub(crate) key: String,
    pub(crate) value: String,
}

#[derive(Default, TopApi)]
#[top_api(method = "alibaba.seller.order.list", response = SellerOrders)]
pub(crate) struct ListSellerOrders;

#[derive(Debug, TopValue)]
pub(crate) struct SellerOrders {
    #[top(outcome)]
    pub(crate) result: OrderListResult,
}

#[derive(Debug, TopValue)]
pub(crate) struct OrderListResult {
    #[top(success)]
    pub(crate) success: Option<bool>,
    pub(crate) value: Option<OrderList>,
}

#[derive(Debug, TopValue)]
pub(crate) struct OrderList {
    pub(crate) order_list: Vec<TradeEcologyOrder>,
}

#[derive(Debug, TopValue)]
pub(crate) struct TradeEcologyOrder {
    pub(crate) trade_id: i64,
    pub(crate) create_date: Option<TradeDate>,
    pub(crate) modify_date: Option<TradeDate>,
}

/// A date as an object, with the time and a format pattern.
#[derive(Debug, TopValue)]
pub(crate) struct TradeDate {
    pub(crate) timestamp: Millis,
    pub(crate) format_date: Option<String>,
}

/// The list declared with the type `Date` of the page.
#[derive(Default, TopApi)]
#[top_api(method = "alibaba.seller.order.list", response = DatedOrders)]
pub(crate) struct ListDatedOrders;

#[derive(Debug, TopValue)]
pub(crate) struct DatedOrders {
    #[top(item = "trade_ecology_order")]
    pub(crate) order_list: Vec<DatedOrder>,
}

#[derive(Debug, TopValue)]
pub(crate) struct DatedOrder {
    pub(crate) trade_id: i64,
    pub(crate) create_date: Option<DateTime>,
}
