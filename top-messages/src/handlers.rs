//! Handlers, and the choice of the handler of a topic.

use std::collections::HashMap;
use std::sync::Arc;

use top_runtime::TopMessage;
use top_runtime::transport::BoxFuture;

use crate::error::HandlerError;
use crate::message::Message;

/// A handler of any topic.
type Handler = Arc<dyn Fn(Message) -> BoxFuture<'static, Result<(), HandlerError>> + Send + Sync>;

/// Handlers by topic and by family.
#[derive(Clone, Default)]
pub(crate) struct Handlers {
    topics: HashMap<String, Handler>,
    families: HashMap<String, Handler>,
    fallback: Option<Handler>,
    /// The first topic or family that was added twice.
    duplicate: Option<String>,
}

impl Handlers {
    pub(crate) fn add_topic<T, F, Fut>(&mut self, handler: F)
    where
        T: TopMessage + Send + 'static,
        F: Fn(Message<T>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |message| match message.read::<T>() {
            Ok(message) => Box::pin(handler(message)),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        });
        if self.topics.insert(T::TOPIC.to_owned(), handler).is_some() {
            self.duplicate.get_or_insert_with(|| format!("the topic `{}`", T::TOPIC));
        }
    }

    pub(crate) fn add_family<F, Fut>(&mut self, family: String, handler: F)
    where
        F: Fn(Message) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let duplicate = format!("the family `{family}`");
        if self.families.insert(family, erase(handler)).is_some() {
            self.duplicate.get_or_insert(duplicate);
        }
    }

    pub(crate) fn set_fallback<F, Fut>(&mut self, handler: F)
    where
        F: Fn(Message) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        if self.fallback.replace(erase(handler)).is_some() {
            self.duplicate.get_or_insert_with(|| "all other topics".to_owned());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.families.is_empty() && self.fallback.is_none()
    }

    /// Returns the first topic or family with two handlers, if any.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        self.duplicate.as_deref()
    }

    /// Returns the handler of a topic: its own, that of its longest family, or the fallback.
    pub(crate) fn of(&self, topic: &str) -> Option<&Handler> {
        let own = self.topics.get(topic);
        let of_family = || families(topic).find_map(|family| self.families.get(family));
        own.or_else(of_family).or(self.fallback.as_ref())
    }
}

fn erase<F, Fut>(handler: F) -> Handler
where
    F: Fn(Message) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
{
    Arc::new(move |message| Box::pin(handler(message)))
}

/// Returns the families of a topic, longest first: `a_b` and `a` for `a_b_C`.
fn families(topic: &str) -> impl Iterator<Item = &str> {
    topic.rmatch_indices('_').map(|(at, _)| &topic[..at])
}

#[cfg(test)]
mod tests {
    use super::{Handlers, families};

    #[test]
    fn families_are_the_beginnings_before_underscores() {
        assert_eq!(families("a_b_C").collect::<Vec<_>>(), ["a_b", "a"]);
        assert_eq!(families("Alone").count(), 0);
    }

    #[test]
    fn longest_family_wins_over_shorter_ones_and_the_fallback() {
        let mut handlers = Handlers::default();
        assert!(handlers.is_empty() && handlers.of("taobao_trade_TradeCreate").is_none());
        handlers.add_family("taobao".to_owned(), |_| async { Err("taobao".into()) });
        handlers.add_family("taobao_trade".to_owned(), |_| async { Err("taobao_trade".into()) });
        let has = |handlers: &Handlers, topic: &str, family: &str| {
            let expected = &handlers.families[family];
            handlers.of(topic).is_some_and(|handler| std::sync::Arc::ptr_eq(handler, expected))
        };
        assert!(has(&handlers, "taobao_trade_TradeCreate", "taobao_trade"));
        assert!(has(&handlers, "taobao_trade2_TradeCreate", "taobao"));
        assert!(handlers.of("other_Topic").is_none() && handlers.duplicate().is_none());
        handlers.set_fallback(|_| async { Ok(()) });
        handlers.set_fallback(|_| async { Ok(()) });
        assert!(handlers.of("other_Topic").is_some());
        assert_eq!(handlers.duplicate(), Some("all other topics"));
    }
}
