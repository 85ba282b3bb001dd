// warning: `bad name` is left out, for its name cannot be sent: it has ' '
// warning: the parameter `session` is left out: the client sets it itself
// warning: `remark` stands twice and is declared once
// warning: `size` stands twice, as `Number` and as `String`; it is declared as `Number`
// warning: `shop` stands twice with different members; the one declared has the members of both
// warning: `id` stands twice and is declared once
use top_runtime::{TopApi, TopValue};

/// taobao.twins.get
#[derive(Debug, Clone, PartialEq, Default, TopApi)]
#[top_api(method = "taobao.twins.get", response = GetTwinsResponse)]
pub struct GetTwins {
    /// `nick`.
    pub nick: Option<String>,
}

/// The reply to [`GetTwins`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetTwinsResponse {
    /// `remark`.
    pub remark: Option<String>,
    /// `size`.
    pub size: Option<i64>,
    /// `shop`.
    pub shop: Option<Shop>,
}

/// `Shop`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Shop {
    /// `id`.
    pub id: Option<i64>,
    /// `nick`.
    pub nick: Option<String>,
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
            .reply::<GetTwins>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<GetTwins>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> GetTwins {
        GetTwins {
            nick: Some("text".to_owned()),
        }
    }

    fn reply() -> GetTwinsResponse {
        GetTwinsResponse {
            remark: Some("text".to_owned()),
            size: Some(1),
            shop: Some(Shop {
                id: Some(1),
                nick: Some("text".to_owned()),
            }),
        }
    }
}
