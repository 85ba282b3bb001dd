//! Round trips of a request and its reply through all wire formats.

use std::error::Error;
use std::fmt::Debug;
use std::pin::Pin;

use top_runtime::server::FromParams;
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Format, TopApi};
use top_sandbox::Sandbox;

/// The future of a generated test.
pub(crate) type Tested<'a> = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>> + 'a>>;

/// Runs a test on the current thread.
pub(crate) fn run(test: Tested<'_>) -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(test)
}

/// Checks that requests arrive unchanged, and that replies arrive unchanged in simplified JSON and
/// XML. The generated test itself covers the default JSON.
pub(crate) async fn check<A>(sandbox: &Sandbox, sent: &A, replied: &A::Response) -> Result<(), Box<dyn Error>>
where
    A: FromParams + PartialEq + Debug + TopApi<Session: Permits<WithSession, A>, Response: PartialEq + Debug>,
{
    for (format, simplify) in [(Format::Json, true), (Format::Xml, false)] {
        let client = sandbox.client_builder().format(format).simplify(simplify).build()?;
        let received = client.session(&sandbox.session()).execute(sent).await?;
        assert_eq!(*received, *replied, "{}", received.body());
        assert_eq!(
            (received.issues(), received.unknown_fields().len()),
            ([].as_slice(), 0),
            "{}",
            received.body()
        );
    }
    for arrived in sandbox.received::<A>() {
        assert_eq!(arrived, *sent);
    }
    Ok(())
}
