//! With every fault, the app secret, the session and the signature are in no visible text: no
//! error, no `Debug` output of a reply, no log record of a library, no panic.

use std::fmt::Write as _;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError};

use top_runtime::retry::RetryPolicy;
use top_runtime::transport::ParamPlacement;
use top_runtime::{Error, SessionKey, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

const SECRET: &str = "c0ffee5ecre7c0ffee5ecre7";
const SESSION: &str = "6100deadbeefdeadbeef7700";

#[derive(Debug, TopApi)]
#[top_api(method = "test.secret", session = required, response = Done)]
struct Ask {
    access_token: String,
}

#[derive(Debug, TopValue)]
struct Done {
    #[top(success)]
    done: bool,
}

/// All log records and panics.
static SEEN: Mutex<String> = Mutex::new(String::new());

/// Records the log output of the libraries at the level `trace`.
struct Log;

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        see(&format!("{} {} {}", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

fn see(text: &str) {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = writeln!(seen, "{text}");
}

fn seen() -> String {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Returns every text of an error.
fn error_texts(error: &Error) -> String {
    let mut all = format!("{error}\n{error:?}\n{error:#?}\n{:?}\n{:?}", error.body(), error.request_id());
    for issue in error.issues() {
        let _ = write!(all, "\n{issue} {issue:?}");
    }
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let _ = write!(all, "\n{inner} {inner:?}");
        source = inner.source();
    }
    all
}

#[track_caller]
fn clean(text: &str, signs: &[String], of: &dyn std::fmt::Debug) {
    let secrets = [SECRET, SESSION].into_iter().chain(signs.iter().map(String::as_str));
    for hidden in secrets {
        assert!(!text.contains(hidden), "under {of:?}, `{hidden}` in {text}");
        // A long part of a secret must not be visible either.
        assert!(!text.contains(&hidden[..12]), "under {of:?}, the beginning of `{hidden}` in {text}");
    }
}

/// Returns all faults, and those whose replies repeat the request.
fn faults() -> Vec<Fault> {
    let late = Fault::every().into_iter().map(Fault::after_execution);
    let quoting = [200, 400, 502].map(|status| Fault::Response {
        status,
        content_type: "text/javascript".to_owned(),
        body: format!(
            r#"{{"error_response":{{"code":25,"msg":"{SESSION}","sub_msg":"session{SESSION}v2.0"}}}}"#
        )
        .into(),
    });
    Fault::every().into_iter().chain(late).chain(quoting).collect()
}

#[tokio::test]
async fn no_fault_reveals_a_secret() {
    log::set_logger(&Log).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let inner = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        // Other tests run in threads with other names.
        let thread = std::thread::current();
        let is_of_another = |name: &str| name.contains("::") && !name.starts_with("secrets::");
        if !thread.name().is_some_and(is_of_another) {
            see(&info.to_string());
        }
        inner(info);
    }));
    for placement in [ParamPlacement::Body, ParamPlacement::Query] {
        let sandbox = Sandbox::builder()
            .app("12345678", SECRET)
            .session(SESSION, "seller")
            .reply::<Ask>(|_| Done { done: true })
            .start()
            .await
            .unwrap();
        let (mut failed, mut said) = (0, Vec::new());
        for fault in faults() {
            // A new client has no ban and does not wait for its end.
            let client = sandbox
                .client_builder()
                .system_params(placement)
                .retry(RetryPolicy::never())
                .build()
                .unwrap();
            let call = client.session(&SessionKey::new(SESSION));
            sandbox.fault(fault.clone());
            let text = match call.execute(&Ask { access_token: SESSION.to_owned() }).await {
                Ok(reply) => format!("{reply:?} {reply:#?} {:?}", reply.issues()),
                Err(error) => {
                    failed += 1;
                    error_texts(&error)
                }
            };
            said.push((fault, format!("{text} {client:?} {call:?}")));
        }
        let requests = sandbox.requests();
        let signs: Vec<_> =
            requests.iter().filter_map(|seen| seen.params().get("sign")).map(str::to_owned).collect();
        assert!(signs.len() > 50 && failed > 40, "{} signs, {failed} failures", signs.len());
        for (fault, text) in &said {
            clean(text, &signs, fault);
        }
        clean(&format!("{requests:?} {sandbox:?}"), &signs, &"the log of requests");
        clean(&refused_by_proxies(&sandbox, placement).await, &signs, &"a proxy");
        let seen = seen();
        assert!(seen.contains("hyper_util::client::legacy"), "nothing was logged: {seen}");
        assert!(!seen.contains("panicked"), "{seen}");
        clean(&seen, &signs, &"logging");
    }
}

/// Returns the texts of calls through proxies whose password is the secret, and with a default
/// header that contains it.
async fn refused_by_proxies(sandbox: &Sandbox, placement: ParamPlacement) -> String {
    const REFUSAL: &str = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
    let (proxy, mut heads) = crate::proxy::proxy(REFUSAL, 9).await;
    let plain = sandbox.client_builder();
    let tls = top_runtime::Client::builder("12345678", SECRET).gateway("https://gw.example/router/rest");
    let mut texts = String::new();
    for builder in [plain, tls] {
        let builder = builder
            .system_params(placement)
            .retry(RetryPolicy::never())
            .proxy(proxy.replace("http://", &format!("http://user:{SECRET}@")))
            .default_header("x-token", SECRET);
        let _ = write!(texts, "{builder:?}");
        let client = builder.build().unwrap();
        let call = client.session(&SessionKey::new(SESSION));
        let error = call.execute(&Ask { access_token: SESSION.to_owned() }).await.unwrap_err();
        let _ = write!(texts, "{client:?} {call:?} {}", error_texts(&error));
        assert!(heads.recv().await.unwrap().contains("asic dXNlcjpjMGZm"), "the password was not sent");
    }
    assert!(!seen().contains("dXNlcjpjMGZm"), "the encoded password was logged: {}", seen());
    texts
}

#[tokio::test]
async fn tls_failure_reveals_no_secret() {
    let authority = crate::tls::Authority::new();
    let gateway = crate::tls::Gateway::start(authority.identity("localhost", 2024)).await;
    for placement in [ParamPlacement::Body, ParamPlacement::Query] {
        let client = top_runtime::Client::builder("12345678", SECRET).system_params(placement);
        let client = client.gateway(format!("https://localhost:{}/router/rest", gateway.port));
        let client = client.root_certificate(authority.pem()).build().unwrap();
        let call = client.session(&SessionKey::new(SESSION));
        let sign = call.prepare(&Ask { access_token: SESSION.to_owned() }).unwrap().sign().to_owned();
        let error = call.execute(&Ask { access_token: SESSION.to_owned() }).await.unwrap_err();
        clean(&error_texts(&error), &[sign], &"TLS");
    }
}
