//! Gateways of the environment. The environment is global, so each case runs this test in a child
//! process.

use std::env;
use std::process::Command;

use top_runtime::{Client, ClientBuilder, Params};

#[test]
fn a_gateway_of_the_environment_has_a_name_or_an_address() {
    if env::var_os("TOP_TEST_GATEWAY").is_some() {
        println!("<{}>", described());
        return;
    }
    for (gateway, expected) in [
        ("aliexpress", "https://api-sg.aliexpress.com/sync"),
        ("ALIEXPRESS", "https://api-sg.aliexpress.com/sync"),
        ("alibaba", "https://open-api.alibaba.com/sync"),
        ("sandbox", "https://gw.api.tbsandbox.com/router/rest"),
        ("Lazada-My", "expected an API with a path"),
        ("iop:https://iop.example.com", "https://iop.example.com/sync"),
        ("iop:https://iop.example.com/rest/", "https://iop.example.com/sync"),
        ("IOP:https://iop.example.com", "https://iop.example.com/sync"),
        ("qimen_cloud:a1q40taq0j", "https://a1q40taq0j.api.taobao.com/router/qm"),
        ("https://top.example.com/router/rest", "https://top.example.com/router/rest"),
        ("aliexpres", "did you mean `aliexpress`?"),
        ("lazada", "`lazada_my`"),
        ("lazada_us", "did you mean"),
        ("", "is blank"),
        (" aliexpress", "begins with a blank"),
        ("aliexpress\n", "ends with a line break"),
        ("iop:aliexpress", "without an address: write the whole address behind it, like `iop:https://"),
        ("iop:", "without an address"),
        ("iop:http://iop.example.com", "is plain http"),
        ("iop://iop.example.com", "like `iop:https://"),
        ("qimen", "is neither the name of a gateway nor an address"),
        ("qimen_cloud:short", "no scene of Qimen"),
        ("qimen_cloud:", "no scene of Qimen"),
        ("top:https://gw.api.taobao.com/router/rest", "https://gw.api.taobao.com/router/rest"),
        ("api-sg.aliexpress.com", "write `https://` before it"),
        ("https://api-sg.aliexpress.com", "is an address of IOP"),
        ("https://api-sg.aliexpress.com/sync", "in the environment `aliexpress`"),
        ("https://api.lazada.sg/rest", "write `Gateway::LAZADA_SG`"),
    ] {
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", "names::a_gateway_of_the_environment_has_a_name_or_an_address"])
            .envs([("TOP_TEST_GATEWAY", "1"), ("TOP_APP_KEY", "12345678"), ("TOP_APP_SECRET", "helloworld")])
            .env("TOP_GATEWAY", gateway)
            .output()
            .unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let text = output.split_once('<').unwrap().1.rsplit_once('>').unwrap().0;
        assert!(text.contains(expected) && !text.contains('\n'), "{gateway:?}: {text}");
    }
}

/// Returns the URL of a call at the gateway of the environment, or the error.
fn described() -> String {
    let built = Client::builder_from_env().and_then(ClientBuilder::build);
    match built.map(|client| client.prepare_call("test.call", &Params::new())) {
        Ok(Ok(prepared)) => prepared.url().to_owned(),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    }
}
