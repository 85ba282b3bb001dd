//! Time windows. The helper of PHP counts seconds as milliseconds, lets the future pass and looks at
//! forms only; the vectors have the verdict of a careful check as `goal`.

use std::time::Duration;

use serde_json::Value;
use top_runtime::DateTime;
use top_runtime::clock::FixedClock;
use top_sandbox::{Callback, Callbacks};
use top_webhook::{AppSecrets, IncomingRequest, Scheme, Verifier};

use crate::Checked;

const NOW: u64 = 1_770_091_200;

pub(crate) fn check(vector: &Value) -> Checked {
    let (input, expect) = (&vector["input"], &vector["expect"]);
    let offset = input["offset_seconds"].as_i64().unwrap();
    let time = Duration::from_secs(offset.unsigned_abs());
    let callback = Callback::spi("taobao.wiretest.callback");
    let callback = match input["where"].as_str().unwrap() {
        "query" if offset > 0 => callback.ahead(time),
        "query" => callback.aged(time),
        "form" => {
            let time = DateTime::from_unix(i64::try_from(NOW).unwrap() + offset).to_string();
            callback.without_timestamp().form([("timestamp", time)])
        }
        other => return Err(format!("unknown place {other}")),
    };
    let clock = FixedClock::at_unix(NOW);
    let sender = Callbacks::new("12345678", "helloworld").clock(clock);
    let signed = sender.sign("http://127.0.0.1/spi", &callback).unwrap();
    let query = signed.query();
    let request = IncomingRequest::new(signed.http_method(), signed.path(), &query, signed.body())
        .with_headers(signed.headers().map(|(name, value)| (name, value.as_bytes())));
    let secrets = AppSecrets::new("12345678", "helloworld").unwrap();
    let verdict = Verifier::new(Scheme::Spi, secrets).clock(clock).verify(&request);
    if verdict.is_ok() == expect["goal"].as_bool().unwrap() {
        return Ok(());
    }
    Err(format!("expected {}, found {verdict:?}", expect["goal"]))
}
