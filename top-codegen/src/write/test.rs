//! The test of one API: its request and its reply survive the local gateway.

use crate::model::Session;

use super::module::Module;
use super::sample::{Expression, Sample};
use super::shapes::{REQUEST, RESPONSE};

/// A function of the test that gives a value, and how it is called.
struct Function {
    text: String,
    call: String,
    is_cut: bool,
}

/// The text of the test module. It holds macros and blank lines, which prettyplease does not print as people write them.
pub(super) fn test(module: &Module, fields: usize) -> String {
    let request =
        Function::new("request", &module.request().name, &Sample::new(module, fields).object(REQUEST));
    match module.response() {
        Some(response) => {
            let value = Sample::new(module, fields).object(RESPONSE);
            with_reply(module, &request, &Function::new("reply", &response.name, &value))
        }
        None => without_reply(module, &request),
    }
}

fn with_reply(module: &Module, request: &Function, reply: &Function) -> String {
    let name = &module.request().name;
    let client = client(module);
    let decode = decode(request.is_cut || reply.is_cut);
    let (sent, replied) = (&request.call, &reply.call);
    let (request, reply) = (&request.text, &reply.text);
    format!(
        "\
#[cfg(test)]
mod tests {{
    use std::error::Error;

{decode}    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {{
        let (sent, replied) = ({sent}, {replied});
        let answer = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<{name}>(move |_| answer.clone())
            .start()
            .await?;

        let received = {client}.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<{name}>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }}

{request}
{reply}}}
"
    )
}

/// Where the document says nothing of the reply, it may be anything.
fn without_reply(module: &Module, request: &Function) -> String {
    let name = &module.request().name;
    let client = client(module);
    let decode = decode(request.is_cut);
    let (sent, request) = (&request.call, &request.text);
    format!(
        "\
#[cfg(test)]
mod tests {{
    use std::error::Error;

{decode}    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_survives_the_wire() -> Result<(), Box<dyn Error>> {{
        let sent = {sent};
        let sandbox = Sandbox::builder()
            .reply::<{name}>(|_| top_runtime::Value::Null)
            .start()
            .await?;

        {client}.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<{name}>(), sent);
        Ok(())
    }}

{request}}}
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

/// The trait that fills what a value leaves out.
fn decode(is_cut: bool) -> &'static str {
    if is_cut { "    use top_runtime::codec::Decode;\n" } else { "" }
}

impl Function {
    /// A function that may fail only where the value is read from texts.
    fn new(name: &str, of: &str, value: &Expression) -> Self {
        let mut written = String::new();
        value.write(2, &mut written);
        let is_cut = value.is_cut();
        if value.may_fail() {
            let text = format!(
                "    fn {name}() -> Result<{of}, Box<dyn Error>> {{\n        Ok({written})\n    }}\n"
            );
            return Self { text, call: format!("{name}()?"), is_cut };
        }
        let text = format!("    fn {name}() -> {of} {{\n        {written}\n    }}\n");
        Self { text, call: format!("{name}()"), is_cut }
    }
}
