//! Sends a request and its reply in every wire form.

use std::error::Error;
use std::fmt::Debug;
use std::pin::Pin;

use top_runtime::server::FromParams;
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Format, TopApi};
use top_sandbox::Sandbox;

/// Result of a test of generated code.
pub(crate) type Tested<'a> = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>> + 'a>>;

/// Runs a test on the current thread.
pub(crate) fn run(test: Tested<'_>) -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(test)
}

/// Asserts that the request arrives unchanged, and the reply in simplified JSON and in XML. The generated test covers wrapped JSON.
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
