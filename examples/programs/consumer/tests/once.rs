//! Every trade is stored once, whatever happens to connections, messages and the program.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use consumer::{Trades, store_trades};
use top_messages::Messages;
use top_messages::store::MemoryStore;
use top_sandbox::tmc::{TmcFaults, TmcServer};

const TRADES: u64 = 3_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trades_are_stored_exactly_once_despite_faults_and_kills() {
    let faults = TmcFaults {
        drops: 0.05,
        duplicates: 0.05,
        reorders: 0.05,
        lost_confirms: 0.05,
        cut_every: Some(500),
        ..TmcFaults::default()
    };
    let server = TmcServer::builder()
        .faults(faults)
        .redeliver_after(Duration::from_millis(100))
        .start()
        .await
        .unwrap();
    server.publish_generated("taobao_trade_TradeCreate", TRADES, |id| {
        format!(r#"{{"tid":{id},"buyer_nick":"买家{id}","payment":"12.34"}}"#)
    });
    server.publish_generated("taobao_trade_TradeBuyerPay", TRADES, |id| {
        format!(r#"{{"tid":{}}}"#, id - i64::try_from(TRADES).unwrap())
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trades.db");
    let messages = || {
        Messages::builder("12345678", "helloworld")
            .address(server.url())
            .reconnect_delay(Duration::from_millis(1), Duration::from_millis(50))
            // Forgets at once, so that duplicates reach the handlers.
            .store(MemoryStore::new(1))
    };
    // Three programs end in the middle of their work, without a goodbye.
    for part in 1..=3 {
        let trades = Trades::open(&path).unwrap();
        let program = tokio::spawn(store_trades(messages(), &trades).run(std::future::pending()));
        server.wait_for(|state| state.confirmed >= part * TRADES / 4).await;
        program.abort();
        assert!(program.await.unwrap_err().is_cancelled());
    }
    let trades = Trades::open(&path).unwrap();
    let summary = store_trades(messages(), &trades).run(async {
        server.all_confirmed().await;
    });
    let summary = summary.await.unwrap();
    assert_eq!((summary.failed, summary.dead), (0, 0));
    let trades_of_each = i64::try_from(TRADES).unwrap();
    assert_eq!(trades.totals().unwrap(), (trades_of_each, trades_of_each, 2 * trades_of_each));
}
