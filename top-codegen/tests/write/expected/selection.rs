use top_runtime::{Fields, TopApi, TopValue};

/// taobao.trades.get
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.trades.get", response = GetTradesResponse)]
pub struct GetTrades {
    /// 需要返回的字段列表
    /// Example: `tid,status,orders.oid`
    pub fields: Fields<Trade>,
}

/// The reply to [`GetTrades`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetTradesResponse {
    /// `trades`.
    pub trades: Vec<Trade>,
    /// `total`.
    pub total: Option<i64>,
}

/// `Trade`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Trade {
    /// `tid`.
    pub tid: Option<i64>,
    /// `status`.
    pub status: Option<String>,
    /// `orders`.
    pub orders: Vec<Order>,
}

/// `Order`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Order {
    /// `oid`.
    pub oid: Option<i64>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {
        let (sent, replied) = (request(), reply());
        let answer = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<GetTrades>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<GetTrades>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> GetTrades {
        GetTrades {
            fields: Fields::all(),
        }
    }

    fn reply() -> GetTradesResponse {
        GetTradesResponse {
            trades: vec![Trade {
                tid: Some(1),
                status: Some("text".to_owned()),
                orders: vec![Order { oid: Some(1) }],
            }],
            total: Some(1),
        }
    }
}
