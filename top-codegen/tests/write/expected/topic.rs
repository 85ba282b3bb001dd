use top_runtime::{DateTime, TopMessage, TopValue};

/// 订单关闭
///
/// 订单关闭时发送
#[derive(Debug, Clone, PartialEq, TopMessage)]
#[top_message(topic = "taobao_example_OrderClose")]
pub struct OrderClose {
    /// 订单号
    /// Example: `7788001`
    pub tid: i64,
    /// 状态,1:关闭,2:删除
    pub status: Option<OrderCloseStatus>,
    /// `parts`.
    pub parts: Vec<Part>,
    /// `timestamp`.
    pub timestamp: Option<DateTime>,
}

/// 状态
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum OrderCloseStatus {
    /// 1: 关闭
    #[top(1)]
    Closed,
    /// 2: 删除
    #[top(2)]
    Deleted,
    /// A code that the document does not list.
    #[top(other)]
    Other(i64),
}

/// `Part`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Part {
    /// `sku`.
    pub sku: String,
    /// `success`.
    pub success: Option<bool>,
}
