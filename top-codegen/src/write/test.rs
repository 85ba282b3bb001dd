//! Generated test of one API: request and reply survive a round trip through the sandbox. A topic has
//! no test, as the sandbox calls no handlers.

use crate::model::Session;

use super::module::Module;
use super::object_types::{REQUEST, RESPONSE};
use super::sample::{Expression, Sample};

/// A helper function of the test, and its call.
struct Function {
    text: String,
    call: String,
    is_cut: bool,
}

/// Returns the test module. Plain text instead of tokens, because prettyplease does not format
/// macros and blank lines like rustfmt.
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
    let Client { setup, client } = Client::of(module);
    let imports = imports(module, request.is_cut || reply.is_cut);
    let (sent, replied) = (&request.call, &reply.call);
    let (request, reply) = (&request.text, &reply.text);
    format!(
        "\
#[cfg(test)]
mod tests {{
    use std::error::Error;

{imports}    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn Error>> {{
        let (sent, replied) = ({sent}, {replied});
        let response = replied.clone();
        let sandbox = Sandbox::builder()
            .reply::<{name}>(move |_| response.clone())
            .start()
            .await?;

{setup}        let received = {client}.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<{name}>(), sent);
        assert_eq!(received.into_inner(), replied);
        Ok(())
    }}

{request}
{reply}}}
"
    )
}

/// The reply is undocumented, so any JSON is accepted.
fn without_reply(module: &Module, request: &Function) -> String {
    let name = &module.request().name;
    let Client { setup, client } = Client::of(module);
    let imports = imports(module, request.is_cut);
    let (sent, request) = (&request.call, &request.text);
    format!(
        "\
#[cfg(test)]
mod tests {{
    use std::error::Error;

{imports}    use top_sandbox::Sandbox;

    use super::*;

    #[tokio::test]
    async fn request_survives_the_wire() -> Result<(), Box<dyn Error>> {{
        let sent = {sent};
        let sandbox = Sandbox::builder()
            .reply::<{name}>(|_| top_runtime::Value::Null)
            .start()
            .await?;

{setup}        {client}.execute(&sent).await?;

        assert_eq!(sandbox.only_request::<{name}>(), sent);
        Ok(())
    }}

{request}}}
"
    )
}

/// The client of a test.
struct Client {
    /// Lines that create the client, if one expression does not.
    setup: &'static str,
    /// The expression of the client; short enough for one line.
    client: &'static str,
}

impl Client {
    fn of(module: &Module) -> Self {
        /// The sandbox is a gateway of TOP, if nothing else is asked for.
        const IOP: &str = "        let gateway = Gateway::iop(sandbox.address());
        let client = sandbox.client_builder().gateway(gateway).build()?;
";
        let (setup, client) = match (module.protocol.is_iop(), module.session == Session::Required) {
            (true, true) => (IOP, "client.session(&sandbox.session())"),
            (true, false) => (IOP, "client"),
            (false, true) => ("", "sandbox.client()?.session(&sandbox.session())"),
            (false, false) => ("", "sandbox.client()?"),
        };
        Self { setup, client }
    }
}

/// Returns the imports from the runtime: the address of IOP, and the trait for `..T::placeholder()`.
fn imports(module: &Module, is_cut: bool) -> String {
    let gateway = if module.protocol.is_iop() { "    use top_runtime::Gateway;\n" } else { "" };
    let decode = if is_cut { "    use top_runtime::codec::Decode;\n" } else { "" };
    format!("{gateway}{decode}")
}

impl Function {
    /// Creates a helper function; it returns a `Result` if the value parses texts.
    fn new(name: &str, of: &str, value: &Expression) -> Self {
        let mut value_code = String::new();
        value.write(2, &mut value_code);
        let is_cut = value.is_cut();
        if value.may_fail() {
            let text = format!(
                "    fn {name}() -> Result<{of}, Box<dyn Error>> {{\n        Ok({value_code})\n    }}\n"
            );
            return Self { text, call: format!("{name}()?"), is_cut };
        }
        let text = format!("    fn {name}() -> {of} {{\n        {value_code}\n    }}\n");
        Self { text, call: format!("{name}()"), is_cut }
    }
}
