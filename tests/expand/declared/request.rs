#[derive(Debug, PartialEq, TopApi)]
#[top_api(method = "taobao.trades.get", session = required, response = Vec<i64>, any_of(tid, nick), idempotent)]
pub struct GetTrades {
    pub fields: String,
    pub tid: Option<i64>,
    #[top(rename = "buyer_nick")]
    pub nick: Option<String>,
}

#[derive(Debug, PartialEq, TopApi)]
#[top_api(method = "taobao.time.get")]
pub struct GetTime;
