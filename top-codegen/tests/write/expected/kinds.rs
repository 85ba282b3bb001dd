// warning: `empty` is `NoMembers`, which is no known type and has no members; it is declared as a `Value`
use std::collections::BTreeMap;
use top_runtime::{DateTime, Decimal, File, Price, TopApi, TopValue, Value};

/// taobao.every.kind.add
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(
    method = "taobao.every.kind.add",
    response = AddEveryKindResponse,
    session = required,
    build
)]
pub struct AddEveryKind {
    /// `file`.
    pub file: File,
    /// `photo`.
    pub photo: Option<File>,
    /// `photos`.
    /// Bytes as text, most likely in Base64; the document does not say.
    pub photos: Vec<String>,
    /// `level`.
    pub level: Option<i16>,
    /// `amount`.
    pub amount: i64,
    /// `rate`.
    pub rate: Option<Decimal>,
    /// `score`.
    /// Example: `12.5`
    pub score: Option<Decimal>,
    /// `weight`.
    pub weight: Option<Decimal>,
    /// `price`.
    pub price: Option<Price>,
    /// `since`.
    /// Example: `2025-11-17 00:00:00`
    pub since: Option<DateTime>,
    /// `ext`.
    /// Text that holds JSON.
    pub ext: Option<String>,
    /// `props`.
    pub props: Option<BTreeMap<String, Value>>,
    /// `unknown`.
    pub unknown: Vec<Value>,
    /// `empty`.
    pub empty: Option<Value>,
    /// `tids`.
    #[top(required)]
    pub tids: Vec<i64>,
    /// `grid`.
    pub grid: Vec<Vec<String>>,
    /// `box`.
    pub r#box: Option<AddEveryKindBox>,
}

/// `Box`.
#[derive(Debug, Clone, PartialEq, Default, TopValue)]
pub struct AddEveryKindBox {
    /// `bytes`.
    /// Bytes as text, most likely in Base64; the document does not say.
    pub bytes: Option<String>,
    /// `sizes`.
    pub sizes: Vec<i64>,
}

/// The reply to [`AddEveryKind`].
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct AddEveryKindResponse {
    /// `dates`.
    pub dates: Vec<DateTime>,
    /// `numbers`.
    #[top(item = "long")]
    pub numbers: Vec<i64>,
    /// `texts`.
    /// Text that holds JSON.
    #[top(item = "json")]
    pub texts: Vec<String>,
    /// `maps`.
    #[top(item = "map")]
    pub maps: Vec<BTreeMap<String, Value>>,
    /// `dto`.
    pub dto: Vec<LinkInfoDTO>,
    /// `odd`.
    pub odd: Vec<LinkInfo>,
}

/// `LinkInfoDTO`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct LinkInfoDTO {
    /// `url`.
    pub url: Option<String>,
}

/// `linkInfo`.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct LinkInfo {
    /// `url`.
    pub url: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {
        let (sent, replied) = (request()?, reply()?);
        let answer = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<AddEveryKind>(move |_| answer.clone())
            .start()
            .await?;

        let received = sandbox.client()?.session(&sandbox.session()).execute(&sent).await?;

        assert_eq!(sandbox.only_request::<AddEveryKind>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }

    fn request() -> Result<AddEveryKind, Box<dyn Error>> {
        Ok(AddEveryKind {
            file: File::new("sample.txt", "sample"),
            photo: Some(File::new("sample.txt", "sample")),
            photos: vec!["text".to_owned()],
            level: Some(1),
            amount: 1,
            rate: Some("12.5".parse()?),
            score: Some("12.5".parse()?),
            weight: Some("12.5".parse()?),
            price: Some("12.50".parse()?),
            since: Some("2025-11-17 00:00:00".parse()?),
            ext: Some("text".to_owned()),
            props: Some(BTreeMap::from([("key".to_owned(), Value::from("text"))])),
            unknown: vec![Value::from("text")],
            empty: Some(Value::from("text")),
            tids: vec![1],
            grid: vec![vec!["text".to_owned()]],
            r#box: Some(AddEveryKindBox {
                bytes: Some("text".to_owned()),
                sizes: vec![1],
            }),
        })
    }

    fn reply() -> Result<AddEveryKindResponse, Box<dyn Error>> {
        Ok(AddEveryKindResponse {
            dates: vec!["2025-11-17 12:30:00".parse()?],
            numbers: vec![1],
            texts: vec!["text".to_owned()],
            maps: vec![BTreeMap::from([("key".to_owned(), Value::from("text"))])],
            dto: vec![LinkInfoDTO {
                url: Some("text".to_owned()),
            }],
            odd: vec![LinkInfo {
                url: Some("text".to_owned()),
            }],
        })
    }
}
