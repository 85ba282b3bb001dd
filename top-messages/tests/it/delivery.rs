//! Bounded memory, shutdown, several workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore};
use top_messages::Message;
use top_messages::store::MemoryStore;
use top_sandbox::tmc::TmcServer;

use crate::support::{CREATED, Counts, Running, TradeCreated, builder};

#[tokio::test]
async fn no_more_messages_are_handled_than_may_be_unconfirmed() {
    let server = TmcServer::builder().redeliver_after(Duration::from_secs(600)).start().await.unwrap();
    let gate = Arc::new(Semaphore::new(0));
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let entered = Arc::new(Notify::new());
    let receiver = Running::start(builder(&server).max_unconfirmed(3).on({
        let (gate, running, most, entered) =
            (Arc::clone(&gate), Arc::clone(&running), Arc::clone(&most), Arc::clone(&entered));
        move |_: Message<TradeCreated>| {
            let now = running.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            entered.notify_one();
            let (gate, running) = (Arc::clone(&gate), Arc::clone(&running));
            async move {
                gate.acquire().await.unwrap().forget();
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        }
    }));
    server.publish_generated(CREATED, 200, |id| format!(r#"{{"tid":{id}}}"#));
    while running.load(Ordering::SeqCst) < 3 {
        entered.notified().await;
    }
    gate.add_permits(200);
    server.all_confirmed().await;
    assert_eq!(receiver.stop().await.unwrap().handled, 200);
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn the_shutdown_waits_for_handlers_and_confirms_their_messages() {
    let server = TmcServer::builder().redeliver_after(Duration::from_secs(600)).start().await.unwrap();
    let (entered, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let receiver = Running::start(builder(&server).max_unconfirmed(8).on({
        let (entered, gate) = (Arc::clone(&entered), Arc::clone(&gate));
        move |_: Message<TradeCreated>| {
            entered.add_permits(1);
            let gate = Arc::clone(&gate);
            async move {
                gate.acquire().await.unwrap().forget();
                Ok(())
            }
        }
    }));
    server.publish_generated(CREATED, 100, |id| format!(r#"{{"tid":{id}}}"#));
    entered.acquire_many(8).await.unwrap().forget();
    let stopping = tokio::spawn(receiver.stop());
    // The shutdown is under way: handlers may end now, and no other one may start.
    gate.add_permits(100);
    let summary = stopping.await.unwrap().unwrap();
    let state = server.wait_for(|state| state.closed == 1).await;
    assert_eq!(summary.handled, state.confirmed);
    assert!(summary.handled >= 8 && summary.abandoned == 0, "{summary:?}");
    assert_eq!(state.violations, [""; 0]);
}

#[tokio::test]
async fn handlers_that_outlast_the_drain_are_counted_and_their_messages_come_again() {
    let server = TmcServer::builder().start().await.unwrap();
    let entered = Arc::new(Notify::new());
    let receiver = Running::start(builder(&server).drain_timeout(Duration::from_millis(5)).on({
        let entered = Arc::clone(&entered);
        move |_: Message<TradeCreated>| {
            entered.notify_one();
            std::future::pending()
        }
    }));
    server.publish(CREATED, r#"{"tid":1}"#);
    entered.notified().await;
    assert_eq!(receiver.stop().await.unwrap().abandoned, 1);
    let next = Running::start(builder(&server).on(|_: Message<TradeCreated>| async { Ok(()) }));
    server.all_confirmed().await;
    assert_eq!(next.stop().await.unwrap().handled, 1);
}

#[tokio::test]
async fn several_workers_share_the_messages_of_a_group_and_a_store() {
    let server = TmcServer::builder().redeliver_after(Duration::from_millis(20)).start().await.unwrap();
    let (store, calls) = (Arc::new(MemoryStore::default()), Counts::default());
    let workers: Vec<_> = (0..3)
        .map(|_| {
            let calls = calls.clone();
            Running::start(builder(&server).store(Arc::clone(&store)).on(
                move |trade: Message<TradeCreated>| {
                    calls.add(trade.tid.to_string());
                    async { Ok(()) }
                },
            ))
        })
        .collect();
    server.wait_for(|state| state.open == 3).await;
    server.publish_generated(CREATED, 2_000, |id| format!(r#"{{"tid":{id}}}"#));
    server.all_confirmed().await;
    let mut handled = 0;
    for worker in workers {
        handled += worker.stop().await.unwrap().handled;
    }
    assert!(handled >= 2_000);
    assert_eq!(calls.names().len(), 2_000);
}
