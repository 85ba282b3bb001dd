//! `slb.aliyuncs.com.DeleteLoadBalancerListener.2013-02-21`: a method with capitals, hyphens and a
//! date, `PascalCase` parameters, names with dots and digits, and lists of lists.

use top_runtime::{TopApi, TopValue};

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(
    method = "slb.aliyuncs.com.DeleteLoadBalancerListener.2013-02-21",
    response = ListenerDeleted,
    any_of(owner_id, owner_appkey)
)]
pub(crate) struct DeleteLoadBalancerListener {
    #[top(rename = "OwnerId")]
    pub(crate) owner_id: Option<String>,
    #[top(rename = "OwnerAppkey")]
    pub(crate) owner_appkey: Option<String>,
    #[top(rename = "listenerPort", range = 1..=65535)]
    pub(crate) listener_port: i64,
    #[top(rename = "dimission.employee")]
    pub(crate) dimission_employee: Option<Employee>,
    pub(crate) is_3d: Option<bool>,
    pub(crate) r#in: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Employee {
    pub(crate) _t: Option<String>,
    pub(crate) c: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct ListenerDeleted {
    /// Response with a declared `code` at its root.
    pub(crate) code: Option<i64>,
    pub(crate) order_sub_2code: Option<String>,
    pub(crate) error_code_1: Option<String>,
    pub(crate) perform_info_list: Vec<Vec<i64>>,
}
