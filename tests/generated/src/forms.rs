//! A request and its reply, taken through every form that they have on the wire.

use std::error::Error;
use std::fmt::Debug;
use std::pin::Pin;

use top_runtime::server::FromParams;
use top_runtime::session::{Permits, WithSession};
use top_runtime::{Format, TopApi};
use top_sandbox::Sandbox;

/// What a test of the generated code comes to.
pub(crate) type Tested<'a> = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>> + 'a>>;

/// Runs a test on this thread.
pub(crate) fn run(test: Tested<'_>) -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(test)
}

/// The request arrives as it was sent, and the reply in simplified JSON and in XML as it was given. The generated test around it
/// has seen to the JSON that a client asks for by itself.
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
