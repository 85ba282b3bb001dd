use top_runtime::{TopApi, TopValue};

/// taobao.trade.get
#[derive(Debug, Clone, PartialEq, Default, TopApi)]
#[top_api(method = "taobao.trade.get", response = GetTradeResponse)]
pub struct GetTrade {
    /// 需要返回的字段列表
    /// Example: `tid,unknown`
    pub fields: Option<String>,
}

/// The reply to [`GetTrade`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetTradeResponse {
    /// `trade`.
    pub trade: Option<Trade>,
}

/// `Trade`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Trade {
    /// `tid`.
    pub tid: Option<i64>,
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
            .reply::<GetTrade>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<GetTrade>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> GetTrade {
        GetTrade {
            fields: Some("tid,unknown".to_owned()),
        }
    }

    fn reply() -> GetTradeResponse {
        GetTradeResponse {
            trade: Some(Trade { tid: Some(1) }),
        }
    }
}
