#[derive(Debug, PartialEq, TopValue)]
pub struct Attachment {
    pub name: String,
    #[top(rename = "file_url", max_len = 256)]
    pub url: String,
    pub r#type: Option<i64>,
}
