use top_runtime::{TopApi, TopValue};

/// alibaba.shop.view.get
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "alibaba.shop.view.get", response = GetShopViewResponse)]
pub struct GetShopView;

/// The reply to [`GetShopView`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetShopViewResponse {
    /// `result`.
    pub result: Option<GetShopViewResult>,
}

/// `Result`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetShopViewResult {
    /// `option`.
    pub option: Option<GetShopViewOption>,
    /// `values`.
    #[top(item = "value")]
    pub values: Vec<GetShopViewValue>,
    /// `error`.
    pub error: Option<GetShopViewError>,
}

/// `Option`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetShopViewOption {
    /// `name`.
    pub name: Option<String>,
}

/// `Value`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetShopViewValue {
    /// `name`.
    pub name: Option<String>,
}

/// `Error`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct GetShopViewError {
    /// `name`.
    pub name: Option<String>,
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
            .reply::<GetShopView>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<GetShopView>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> GetShopView {
        GetShopView
    }

    fn reply() -> GetShopViewResponse {
        GetShopViewResponse {
            result: Some(GetShopViewResult {
                option: Some(GetShopViewOption {
                    name: Some("text".to_owned()),
                }),
                values: vec![GetShopViewValue {
                    name: Some("text".to_owned()),
                }],
                error: Some(GetShopViewError {
                    name: Some("text".to_owned()),
                }),
            }),
        }
    }
}
