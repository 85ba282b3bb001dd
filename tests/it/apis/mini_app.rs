//! `taobao.miniapp.distribution.order.get`: `byte`, a list of numbers inside an object, a list at
//! the root.

use top_runtime::{DateTime, TopApi, TopValue};

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.miniapp.distribution.order.get", session = required, response = DistributionOrders)]
pub(crate) struct GetDistributionOrders {
    #[top(rename = "order_id_request")]
    pub(crate) request: ById,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct ById {
    #[top(required)]
    pub(crate) order_id_list: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct DistributionOrders {
    pub(crate) model: Vec<DistributionOrderOpenBizDto>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct DistributionOrderOpenBizDto {
    pub(crate) time_type: Option<TimeType>,
    /// `byte` on the page: at most 127.
    pub(crate) status: Option<i8>,
    pub(crate) end_time: Option<DateTime>,
    pub(crate) start_time: Option<DateTime>,
    pub(crate) name: Option<String>,
    pub(crate) id: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum TimeType {
    #[top(0)]
    Own,
    #[top(1)]
    Subscription,
    #[top(other)]
    Other(i64),
}
