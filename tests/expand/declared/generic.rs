use std::borrow::Cow;

#[derive(Debug, PartialEq, TopValue)]
pub struct Page<T, const N: usize = 1>
where
    T: Clone,
{
    pub total: i64,
    pub rows: Vec<T>,
    pub next: Option<Box<Page<T, N>>>,
}

#[derive(Debug, PartialEq, TopValue)]
pub struct Words<'a> {
    pub first: &'a str,
    pub others: Vec<Cow<'a, str>>,
}
