use std::marker::PhantomData;

#[derive(Debug, Clone, Copy, PartialEq, TopValue)]
pub struct Tid(pub i64);

#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Id<T>(pub String, pub PhantomData<T>);

#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(serde)]
pub enum Level {
    #[top(1)]
    Low,
    #[top(2)]
    High,
    #[top(other)]
    Other(i64),
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Sale {
    pub tid: Tid,
    pub ids: Vec<Id<i64>>,
    pub level: Level,
}
