#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
pub struct Reason {
    /// The text of the reason.
    pub text: String,
    pub level: u16,
    /// The origin of the reason.
    pub source: Option<String>,
    pub tags: Vec<String>,
}

#[derive(Debug, PartialEq, TopValue)]
#[top(build)]
pub struct Complaint<'a> {
    /// The number of the order.
    pub order_id: &'a str,
    pub item_id: i64,
    pub price: i64,
    pub is_paid: bool,
    pub reason: Reason,
    /// A note of the seller.
    pub note: Option<&'a str>,
}
