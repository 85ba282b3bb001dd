#[derive(Debug, PartialEq, TopValue)]
pub enum FileType {
    #[top("IMAGE")]
    Image,
    #[top("VIDEO")]
    Video,
    #[top(other)]
    Other(String),
}

#[derive(Debug, PartialEq, TopValue)]
pub enum Level {
    #[top(-1)]
    Low,
    #[top(1)]
    High,
}
