use top_runtime::{TopApi, TopValue};

/// alibaba.rows.import
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "alibaba.rows.import", response = ImportRowsResponse)]
pub struct ImportRows;

/// The reply to [`ImportRows`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ImportRowsResponse {
    /// `result`.
    #[top(outcome)]
    pub result: BaseResult,
}

/// `BaseResult`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct BaseResult {
    /// 是否成功
    /// Example: `false`
    #[top(success)]
    pub success: Option<bool>,
    /// `err_code`.
    #[top(error_code)]
    pub err_code: Option<String>,
    /// 提示
    #[top(error_message)]
    pub message: Option<String>,
    /// `errors`.
    #[top(outcome)]
    pub errors: Vec<RowErrorDto>,
    /// `data`.
    pub data: Vec<Row>,
}

/// `RowErrorDto`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct RowErrorDto {
    /// `error_code`.
    #[top(error_code)]
    pub error_code: Option<String>,
    /// `error_msg`.
    #[top(error_message)]
    pub error_msg: Option<String>,
    /// `row`.
    pub row: Option<i64>,
}

/// `Row`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Row {
    /// `id`.
    pub id: Option<i64>,
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
            .reply::<ImportRows>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<ImportRows>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> ImportRows {
        ImportRows
    }

    fn reply() -> ImportRowsResponse {
        ImportRowsResponse {
            result: BaseResult {
                success: Some(true),
                err_code: Some("text".to_owned()),
                message: Some("text".to_owned()),
                errors: vec![RowErrorDto {
                    error_code: Some("text".to_owned()),
                    error_msg: Some("text".to_owned()),
                    row: Some(1),
                }],
                data: vec![Row { id: Some(1) }],
            },
        }
    }
}
