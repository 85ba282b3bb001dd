//! The test of one API: its request and its reply survive the local gateway.

use crate::model::Session;

use super::module::Module;
use super::sample::{Expression, Sample};
use super::shapes::{REQUEST, RESPONSE};

/// The text of the test module. It holds macros and blank lines, which prettyplease does not print as people write them.
pub(super) fn test(module: &Module, fields: usize) -> String {
    let sent = Sample::new(module, fields).object(REQUEST);
    match module.response() {
        Some(response) => {
            let replied = Sample::new(module, fields).object(RESPONSE);
            with_reply(module, &sent, &response.name, &replied)
        }
        None => without_reply(module, &sent),
    }
}

fn with_reply(module: &Module, sent: &Expression, response: &str, replied: &Expression) -> String {
    let request = &module.request().name;
    let client = client(module);
    let decode = if sent.is_cut() || replied.is_cut() { "    use top_runtime::Decode;\n" } else { "" };
    let (sent, replied) = (function("request", request, sent), function("reply", response, replied));
    format!(
        "\
#[cfg(test)]
mod tests {{
    use std::error::Error;

{decode}    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {{
        let (sent, replied) = (request()?, reply()?);
        let answer = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<{request}>(move |_| answer.clone())
            .start()
            .await?;

        let received = {client}.execute(&sent).await?;

        assert_eq!(sandbox.only::<{request}>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }}

{sent}
{replied}}}
"
    )
}

/// Where the document says nothing of the reply, it may be anything.
fn without_reply(module: &Module, sent: &Expression) -> String {
    let request = &module.request().name;
    let client = client(module);
    let sent = function("request", request, sent);
    format!(
        "\
#[cfg(test)]
mod tests {{
    use std::error::Error;

    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_survives_the_wire() -> Result<(), Box<dyn Error>> {{
        let sent = request()?;
        let sandbox = Sandbox::builder()
            .reply::<{request}>(|_| top_runtime::Value::Null)
            .start()
            .await?;

        {client}.execute(&sent).await?;

        assert_eq!(sandbox.only::<{request}>(), sent);
        Ok(())
    }}

{sent}}}
"
    )
}

/// What makes the call, so that the line is one that rustfmt leaves alone.
fn client(module: &Module) -> &'static str {
    if module.session == Session::Required {
        "sandbox.client()?.session(&sandbox.session())"
    } else {
        "sandbox.client()?"
    }
}

/// A function that gives a value.
fn function(name: &str, of: &str, value: &Expression) -> String {
    let mut text = format!("    fn {name}() -> Result<{of}, Box<dyn Error>> {{\n        Ok(");
    value.write(2, &mut text);
    text + ")\n    }\n"
}
