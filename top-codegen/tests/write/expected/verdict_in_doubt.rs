// warning: it is not certain how a reply tells a failure: `code`, `message` may, and none is marked, so a failed call is no error
use top_runtime::{TopApi, TopValue};

/// alibaba.doubt.read
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "alibaba.doubt.read", response = ReadDoubtResponse)]
pub struct ReadDoubt;

/// The reply to [`ReadDoubt`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ReadDoubtResponse {
    /// `result`.
    pub result: Option<ReadDoubtResult>,
    /// `total`.
    pub total: Option<i64>,
}

// The document does not say for certain how a failure is told; `code`, `message` may.
// Mark the flag with `#[top(success)]`, or the code with the value that means success, like
// `#[top(success = 0)]`; then `#[top(error_code)]`, `#[top(error_message)]`, and `#[top(outcome)]` on
// each field that leads here. A failed call is then an error.
/// `Result`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ReadDoubtResult {
    /// `code`.
    /// Example: `0`
    pub code: Option<String>,
    /// `message`.
    pub message: Option<String>,
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
            .reply::<ReadDoubt>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<ReadDoubt>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> ReadDoubt {
        ReadDoubt
    }

    fn reply() -> ReadDoubtResponse {
        ReadDoubtResponse {
            result: Some(ReadDoubtResult {
                code: Some("0".to_owned()),
                message: Some("text".to_owned()),
                value: Some("text".to_owned()),
            }),
            total: Some(1),
        }
    }
}
