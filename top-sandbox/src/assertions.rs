//! Assertions about recorded requests.

use std::fmt::Write as _;

use top_runtime::server::FromParams;
use top_runtime::{Params, TopApi};

use crate::protocol::SYSTEM_PARAMS;
use crate::recorded_request::RecordedRequest;
use crate::sandbox::Sandbox;

/// Maximal number of requests in a failure message.
const MAX_LISTED: usize = 20;

/// Maximal number of characters of a request's parameters in a failure message.
const MAX_PARAM_CHARS: usize = 300;

impl Sandbox {
    /// Returns the calls of a declared API, in the order of arrival.
    ///
    /// Includes calls that a handler refused, but not those that the sandbox refused (see
    /// [`requests`](Self::requests)). The API may have any handler, typed or not.
    #[must_use]
    pub fn received<A: TopApi + FromParams>(&self) -> Vec<A> {
        self.requests().iter().filter_map(RecordedRequest::decode).filter_map(Result::ok).collect()
    }

    /// Returns the only call of a declared API.
    ///
    /// ```
    /// use top_runtime::{Client, Error, SessionKey, TopApi};
    /// use top_sandbox::Sandbox;
    ///
    /// #[derive(Debug, PartialEq, TopApi)]
    /// #[top_api(method = "taobao.trade.memo.add", session = required)]
    /// struct AddMemo {
    ///     tid: i64,
    ///     #[top(max_len = 1000)]
    ///     memo: String,
    /// }
    ///
    /// // The code under test.
    /// async fn add_memo(client: &Client, session: &SessionKey, tid: i64) -> Result<(), Error> {
    ///     client.session(session).execute(&AddMemo { tid, memo: "已联系买家".to_owned() }).await.map(drop)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().on("taobao.trade.memo.add", |_| ()).start().await?;
    /// add_memo(&sandbox.client()?, &sandbox.session(), 7).await?;
    /// assert_eq!(sandbox.only_request::<AddMemo>().tid, 7);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Panics unless there was exactly one call. The message lists the recorded requests with
    /// secrets masked.
    #[allow(clippy::must_use_candidate)] // also useful as a mere assertion
    #[track_caller]
    pub fn only_request<A: TopApi + FromParams>(&self) -> A {
        self.assert_received(1).swap_remove(0)
    }

    /// Returns the calls of a declared API, and asserts their number.
    ///
    /// 0 asserts that the API was not called.
    ///
    /// ```
    /// # use top_runtime::{Client, TopApi};
    /// # use top_sandbox::Sandbox;
    /// # #[derive(TopApi)]
    /// # #[top_api(method = "taobao.trades.sold.get")]
    /// # struct GetTrades {
    /// #     page_no: i64,
    /// # }
    /// # #[derive(TopApi)]
    /// # #[top_api(method = "taobao.trade.close")]
    /// # struct CloseTrade;
    /// # async fn read_all_pages(client: &Client) -> Result<(), top_runtime::Error> {
    /// #     client.execute(&GetTrades { page_no: 1 }).await?;
    /// #     client.execute(&GetTrades { page_no: 2 }).await.map(drop)
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().on("taobao.trades.sold.get", |_| ()).start().await?;
    /// read_all_pages(&sandbox.client()?).await?;
    /// let pages: Vec<_> = sandbox.assert_received::<GetTrades>(2).iter().map(|get| get.page_no).collect();
    /// assert_eq!(pages, [1, 2]);
    /// sandbox.assert_received::<CloseTrade>(0);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the number of calls differs. The message lists the recorded requests with secrets
    /// masked.
    #[allow(clippy::must_use_candidate)] // also useful as a mere assertion
    #[track_caller]
    pub fn assert_received<A: TopApi + FromParams>(&self, times: usize) -> Vec<A> {
        let received = self.received::<A>();
        assert!(received.len() == times, "{}", self.mismatch_message::<A>(times, received.len()));
        received
    }

    /// Lists the recorded requests in place of the expected calls.
    fn mismatch_message<A: TopApi + FromParams>(&self, times: usize, actual: usize) -> String {
        let method = A::SPEC.method();
        let expected = match times {
            0 => format!("`{method}` must not be called"),
            1 => format!("expected 1 call of `{method}`"),
            _ => format!("expected {times} calls of `{method}`"),
        };
        let found = match actual {
            0 => "it was never called".to_owned(),
            1 => "it was called once".to_owned(),
            _ => format!("it was called {actual} times"),
        };
        let requests = self.requests();
        let mut text = format!("{expected}: {found}");
        if requests.is_empty() {
            text.push_str("; the sandbox received no request");
            return text;
        }
        let skipped = requests.len().saturating_sub(MAX_LISTED);
        let latest = if skipped > 0 { format!(", the latest {MAX_LISTED} are") } else { String::new() };
        let _ = write!(text, "; the sandbox received {} in total{latest}:", requests.len());
        for request in requests.iter().skip(skipped) {
            let _ = write!(text, "\n  {}", describe::<A>(request));
        }
        text
    }
}

/// Describes a request on one line, with the reason why it is not a call of `A`.
fn describe<A: TopApi + FromParams>(request: &RecordedRequest) -> String {
    let method = if request.method().is_empty() { "(no method)" } else { request.method() };
    let line = format!("{} {method} {}", request.request_id(), format_api_params(request.params()));
    match (request.error_response(), request.decode::<A>()) {
        (Some(error), _) => format!("{line} refused: {error}"),
        (None, Some(Err(error))) => format!("{line} does not match the declaration: {error}"),
        _ => line,
    }
}

/// Formats the parameters of the API and the files, with secrets masked.
fn format_api_params(params: &Params) -> String {
    let api_params: Params = params.iter().filter(|(name, _)| !SYSTEM_PARAMS.contains(name)).collect();
    let api_params = params.files().fold(api_params, |all, (name, file)| all.with_file(name, file.clone()));
    let text = format!("{api_params:?}");
    match text.char_indices().nth(MAX_PARAM_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
