use top_runtime::{TopApi, TopValue};

/// alibaba.value.read
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "alibaba.value.read", response = ReadValueResponse)]
pub struct ReadValue;

/// The reply to [`ReadValue`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ReadValueResponse {
    /// 返回码，0表示成功
    /// Example: `7`
    #[top(success = 0)]
    pub ret_code: Option<i64>,
    /// `ret_msg`.
    #[top(error_message)]
    pub ret_msg: Option<String>,
    /// `value`.
    pub value: Option<String>,
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
            .reply::<ReadValue>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<ReadValue>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> ReadValue {
        ReadValue
    }

    fn reply() -> ReadValueResponse {
        ReadValueResponse {
            ret_code: Some(0),
            ret_msg: Some("text".to_owned()),
            value: Some("text".to_owned()),
        }
    }
}
