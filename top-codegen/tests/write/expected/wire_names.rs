use top_runtime::{TopApi, TopValue};

/// tmall.odd.names.set
#[derive(Debug, Clone, PartialEq, Default, TopApi)]
#[top_api(method = "tmall.odd.names.set", response = SetOddNamesResponse)]
pub struct SetOddNames {
    /// `type`.
    pub r#type: Option<String>,
    /// `self`.
    #[top(rename = "self")]
    pub self_: Option<String>,
    /// `OwnerId`.
    #[top(rename = "OwnerId")]
    pub owner_id: Option<String>,
    /// `reentry.employee`.
    #[top(rename = "reentry.employee")]
    pub reentry_employee: Option<String>,
    /// `_t`.
    #[top(rename = "_t")]
    pub t: Option<String>,
    /// `x`.
    pub x: Option<String>,
    /// `2d_code`.
    #[top(rename = "2d_code")]
    pub n2d_code: Option<String>,
    /// `open_id`.
    pub open_id: Option<String>,
    /// `openid`.
    pub openid: Option<String>,
    /// `nameList`.
    #[top(rename = "nameList")]
    pub name_list_2: Option<String>,
    /// `name_list`.
    pub name_list: Option<String>,
}

/// The reply to [`SetOddNames`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct SetOddNamesResponse {
    /// `is_ok`.
    pub is_ok: Option<bool>,
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
            .reply::<SetOddNames>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<SetOddNames>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> SetOddNames {
        SetOddNames {
            r#type: Some("text".to_owned()),
            self_: Some("text".to_owned()),
            owner_id: Some("text".to_owned()),
            reentry_employee: Some("text".to_owned()),
            t: Some("text".to_owned()),
            x: Some("text".to_owned()),
            n2d_code: Some("text".to_owned()),
            open_id: Some("text".to_owned()),
            openid: Some("text".to_owned()),
            name_list_2: Some("text".to_owned()),
            name_list: Some("text".to_owned()),
        }
    }

    fn reply() -> SetOddNamesResponse {
        SetOddNamesResponse { is_ok: Some(true) }
    }
}
