//! Future type of the object-safe traits.

/// Boxed future, the return type of object-safe traits.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
