//! `taobao.qimen.inventory.report`: camelCase on the wire, a `Map`, `remark` at two levels, success
//! as a word.

use std::collections::BTreeMap;

use top_runtime::{TopApi, TopValue};

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.qimen.inventory.report", response = InventoryReported)]
pub(crate) struct ReportInventory {
    pub(crate) request: Option<InventoryReportRequest>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct InventoryReportRequest {
    #[top(rename = "totalPage")]
    pub(crate) total_page: i64,
    #[top(rename = "warehouseCode", required, max_bytes = 50)]
    pub(crate) warehouse_code: String,
    #[top(rename = "outBizCode", required)]
    pub(crate) out_biz_code: String,
    pub(crate) remark: Option<String>,
    pub(crate) items: Vec<Item>,
    #[top(rename = "extendProps")]
    pub(crate) extend_props: BTreeMap<String, String>,
    #[top(rename = "adjustType")]
    pub(crate) adjust_type: AdjustType,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Item {
    #[top(rename = "itemCode", required)]
    pub(crate) code: String,
    pub(crate) quantity: i64,
    pub(crate) remark: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) enum AdjustType {
    #[top("CHECK")]
    Check,
    #[top("ADJUST")]
    Adjust,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct InventoryReported {
    #[top(outcome)]
    pub(crate) response: Response,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Response {
    #[top(success = "success")]
    pub(crate) flag: String,
    #[top(error_code)]
    pub(crate) code: Option<String>,
    #[top(error_message)]
    pub(crate) message: Option<String>,
}
