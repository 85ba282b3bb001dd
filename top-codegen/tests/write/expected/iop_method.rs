use top_runtime::{Json, TopApi, TopValue};

/// example.ids.query
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "example.ids.query", response = QueryIdsResponse)]
pub struct QueryIds {
    /// `codes`.
    pub codes: Json<Vec<String>>,
}

/// Response of [`QueryIds`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct QueryIdsResponse {
    /// `resp_result`.
    #[top(outcome)]
    pub resp_result: RespResult,
}

/// `RespResult`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct RespResult {
    /// `resp_code`.
    #[top(success = "200")]
    pub resp_code: Option<String>,
    /// `resp_msg`.
    #[top(error_message)]
    pub resp_msg: Option<String>,
    /// `ids`.
    pub ids: Vec<i64>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_runtime::Gateway;
    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {
        let (sent, replied) = (request(), reply());
        let response = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<QueryIds>(move |_| response.clone())
            .start()
            .await?;

        let gateway = Gateway::iop(sandbox.address());
        let client = sandbox.client_builder().gateway(gateway).build()?;
        let received = client.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<QueryIds>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> QueryIds {
        QueryIds {
            codes: Json(vec!["text".to_owned()]),
        }
    }

    fn reply() -> QueryIdsResponse {
        QueryIdsResponse {
            resp_result: RespResult {
                resp_code: Some("200".to_owned()),
                resp_msg: Some("text".to_owned()),
                ids: vec![1],
            },
        }
    }
}
