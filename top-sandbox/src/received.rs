//! What a test asks of the requests that were seen.

use std::fmt::Write as _;

use top_runtime::server::FromParams;
use top_runtime::{Params, TopApi};

use crate::protocol::PROTOCOL;
use crate::sandbox::Sandbox;
use crate::seen::RecordedRequest;

/// How many requests a failed assertion shows.
const SHOWN: usize = 20;

/// How many characters it shows of each one's parameters.
const EXCERPT: usize = 300;

impl Sandbox {
    /// The calls of a declared API, in the order in which they came.
    ///
    /// Those that the sandbox refused are not among them (see [`requests`](Self::requests)); those that a handler refused are. The
    /// API may be answered by any handler, typed or not.
    #[must_use]
    pub fn received<A: TopApi + FromParams>(&self) -> Vec<A> {
        self.requests().iter().filter_map(RecordedRequest::read).filter_map(Result::ok).collect()
    }

    /// The one call of a declared API: what the code under test sent.
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
    /// async fn note(client: &Client, key: &SessionKey, tid: i64) -> Result<(), Error> {
    ///     client.session(key).execute(&AddMemo { tid, memo: "已联系买家".to_owned() }).await.map(drop)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().on("taobao.trade.memo.add", |_| ()).start().await?;
    /// note(&sandbox.client()?, &sandbox.session(), 7).await?;
    /// assert_eq!(sandbox.only_request::<AddMemo>().tid, 7);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// There was none, or more than one; the text shows what was seen instead, with secrets masked.
    #[allow(clippy::must_use_candidate)] // alone it is an assertion
    #[track_caller]
    pub fn only_request<A: TopApi + FromParams>(&self) -> A {
        self.assert_received(1).swap_remove(0)
    }

    /// The calls of a declared API, which must be this many: 0 where it must not be called.
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
    /// There were fewer or more; the text shows what was seen instead, with secrets masked.
    #[allow(clippy::must_use_candidate)] // alone it is an assertion
    #[track_caller]
    pub fn assert_received<A: TopApi + FromParams>(&self, times: usize) -> Vec<A> {
        let received = self.received::<A>();
        assert!(received.len() == times, "{}", self.instead::<A>(times, received.len()));
        received
    }

    /// Says what was seen instead of the calls that were expected.
    fn instead<A: TopApi + FromParams>(&self, times: usize, found: usize) -> String {
        let method = A::SPEC.method();
        let expected = match times {
            0 => format!("`{method}` must not be called"),
            1 => format!("expected 1 call of `{method}`"),
            _ => format!("expected {times} calls of `{method}`"),
        };
        let found = match found {
            0 => "it was never called".to_owned(),
            1 => "it was called once".to_owned(),
            _ => format!("it was called {found} times"),
        };
        let requests = self.requests();
        let mut text = format!("{expected}: {found}");
        if requests.is_empty() {
            text.push_str("; the sandbox saw no request at all");
            return text;
        }
        let skipped = requests.len().saturating_sub(SHOWN);
        let latest =
            if skipped > 0 { format!(", of which these are the latest {SHOWN}") } else { String::new() };
        let _ = write!(text, "; the sandbox saw {} in all{latest}:", requests.len());
        for seen in requests.iter().skip(skipped) {
            let _ = write!(text, "\n  {}", line::<A>(seen));
        }
        text
    }
}

/// A request on one line, and why it does not count where it might have.
fn line<A: TopApi + FromParams>(seen: &RecordedRequest) -> String {
    let method = if seen.method().is_empty() { "(no method)" } else { seen.method() };
    let shown = format!("{} {method} {}", seen.request_id(), parameters(seen.params()));
    match (seen.error_response(), seen.read::<A>()) {
        (Some(refusal), _) => format!("{shown} refused: {refusal}"),
        (None, Some(Err(refusal))) => format!("{shown} is not as declared: {refusal}"),
        _ => shown,
    }
}

/// The parameters that are the API's own, secrets masked, and the files.
fn parameters(params: &Params) -> String {
    let own: Params = params.iter().filter(|(name, _)| !PROTOCOL.contains(name)).collect();
    let own = params.files().fold(own, |own, (name, file)| own.with_file(name, file.clone()));
    let shown = format!("{own:?}");
    match shown.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}
