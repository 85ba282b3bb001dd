use top_runtime::{File, TopApi};

/// taobao.limits.set
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.limits.set", build)]
pub struct SetLimits {
    /// `name`.
    /// Example: `too long`
    #[top(max_len = 3)]
    pub name: Option<String>,
    /// `page`.
    #[top(range = 1..=9_223_372_036_854_775_807)]
    pub page: Option<i64>,
    /// `size`.
    /// Example: `500`
    #[top(range = 10..=100)]
    pub size: Option<i64>,
    /// `offset`.
    #[top(range = -5..=-1)]
    pub offset: Option<i64>,
    /// `ids`.
    /// At most 64 characters.
    #[top(required, max_items = 20)]
    pub ids: Vec<String>,
    /// `joined`.
    /// At most 20 elements.
    /// At least 1.
    pub joined: Option<String>,
    /// `file`.
    #[top(max_bytes = 1024)]
    pub file: Option<File>,
    /// `never`.
    pub never: Option<i64>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_survives_the_wire() -> Result<(), Box<dyn Error>> {
        let sent = request();
        let sandbox = Sandbox::builder()
            .reply::<SetLimits>(|_| top_runtime::Value::Null)
            .start()
            .await?;

        sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<SetLimits>(), sent);
        Ok(())
    }

    fn request() -> SetLimits {
        SetLimits {
            name: Some("tex".to_owned()),
            page: Some(1),
            size: Some(10),
            offset: Some(-1),
            ids: vec!["text".to_owned()],
            joined: Some("text".to_owned()),
            file: Some(File::new("sample.txt", "sample")),
            never: Some(1),
        }
    }
}
