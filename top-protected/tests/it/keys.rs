//! How long keys are used, and how often they are read.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use top_protected::{FieldKind, IssuedKey, KeyError, KeyOwner, SecurityClient, SecurityError};
use top_runtime::SessionKey;

use crate::cipher::key;
use crate::fakes::{CountingSource, TestClock};

const NAME: &str = "~aSxEqJU5o2P3oRecUKudAw==~1~";

fn issued() -> IssuedKey {
    let mut issued = IssuedKey::new(key());
    issued.refresh_after = Duration::from_secs(60);
    issued.expires_after = Duration::from_secs(100);
    issued
}

fn seller(session: &str) -> KeyOwner {
    KeyOwner::Seller(SessionKey::new(session))
}

/// Decrypts the name.
async fn name(client: &SecurityClient) -> Result<String, SecurityError> {
    let plain = client.decrypt(&seller("6100abc"), FieldKind::ReceiverName, NAME).await?;
    Ok(plain.expose().to_owned())
}

#[tokio::test]
async fn five_hundred_tasks_read_a_key_once() {
    let source = CountingSource::new(|_| Ok(issued()));
    let client = source.client(&TestClock::default());
    let tasks: Vec<_> = (0..500)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { name(&client).await.unwrap() })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), "张三丰");
    }
    assert_eq!(source.asked(), [("the seller".to_owned(), Some(1))]);
}

#[tokio::test]
async fn plain_text_needs_no_key() {
    let source = CountingSource::new(|_| Err(KeyError::other("unused")));
    let client = source.client(&TestClock::default());
    for text in ["", "张三", "~~", "13812345678"] {
        let plain = client.decrypt(&KeyOwner::App, FieldKind::Phone, text).await.unwrap();
        assert_eq!(plain.expose(), text);
    }
    assert!(client.search(&KeyOwner::App, FieldKind::Nick, "").await.unwrap().is_empty());
    assert_eq!(source.count(), 0);
}

#[tokio::test]
async fn key_is_used_while_one_task_reads_it_again() {
    let source = CountingSource::new(|_| Ok(issued()));
    let clock = TestClock::default();
    let client = source.client(&clock);
    name(&client).await.unwrap();
    clock.advance(59);
    name(&client).await.unwrap();
    assert_eq!(source.count(), 1);

    clock.advance(1);
    source.gate.forget_permits(1_000);
    for _ in 0..20 {
        assert_eq!(name(&client).await.unwrap(), "张三丰");
        tokio::task::yield_now().await;
    }
    assert_eq!(source.count(), 2);

    // The new key is 60 seconds younger.
    source.gate.add_permits(1_000);
    tokio::task::yield_now().await;
    clock.advance(59);
    name(&client).await.unwrap();
    assert_eq!(source.count(), 2);
}

#[tokio::test]
async fn key_is_not_used_beyond_its_maximum_age() {
    let source = CountingSource::new(|count| match count {
        1 => Ok(issued()),
        _ => Err(KeyError::other("the gateway is gone")),
    });
    let clock = TestClock::default();
    let client = source.client(&clock);
    name(&client).await.unwrap();

    // The failure in the background is not seen, and is not repeated at once.
    clock.advance(96);
    for _ in 0..10 {
        name(&client).await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_eq!(source.count(), 2);

    clock.advance(4);
    let error = name(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "the gateway is gone");
    assert_eq!(source.count(), 2);
    clock.advance(1);
    name(&client).await.unwrap_err();
    assert_eq!(source.count(), 3);
}

#[tokio::test]
async fn failed_call_is_not_repeated_for_a_while() {
    let source = CountingSource::new(|count| match count {
        1 => Err(KeyError::other("the gateway is gone")),
        _ => Ok(issued()),
    });
    let clock = TestClock::default();
    let client = source.client(&clock);
    for _ in 0..10 {
        assert!(matches!(name(&client).await, Err(SecurityError::Key(_))));
    }
    clock.advance(4);
    name(&client).await.unwrap_err();
    assert_eq!(source.count(), 1);
    clock.advance(1);
    name(&client).await.unwrap();
    assert_eq!(source.count(), 2);
}

#[tokio::test]
async fn absence_of_a_key_is_kept() {
    let source = CountingSource::new(|count| Ok(if count == 1 { IssuedKey::absent() } else { issued() }));
    let clock = TestClock::default();
    let client = source.client(&clock);
    for _ in 0..10 {
        let error = name(&client).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the platform has no key of version 1 of the seller: read the data from the platform again"
        );
    }
    clock.advance(299);
    name(&client).await.unwrap_err();
    assert_eq!(source.count(), 1);
    clock.advance(301);
    assert_eq!(name(&client).await.unwrap(), "张三丰");
}

#[tokio::test]
async fn keys_differ_by_owner_and_version() {
    let source = CountingSource::new(|_| Ok(issued()));
    let client = source.client(&TestClock::default());
    let decrypt = async |owner: KeyOwner, text: &str| {
        client.decrypt(&owner, FieldKind::ReceiverName, text).await.unwrap();
    };
    for _ in 0..2 {
        decrypt(seller("6100abc"), NAME).await;
        decrypt(seller("6100abd"), NAME).await;
        decrypt(seller("6100abc"), "~aSxEqJU5o2P3oRecUKudAw==~2~").await;
        decrypt(KeyOwner::Account(7), NAME).await;
        decrypt(KeyOwner::App, "~aSxEqJU5o2P3oRecUKudAw==~3~").await;
        // The same key of the app, whoever asks.
        decrypt(seller("6100abc"), "~aSxEqJU5o2P3oRecUKudAw==~-3~").await;
    }
    let (seller, account, app) = ("the seller".to_owned(), "the account".to_owned(), "the app".to_owned());
    let expected = [
        (seller.clone(), Some(1)),
        (seller.clone(), Some(1)),
        (seller, Some(2)),
        (account, Some(1)),
        (app, Some(3)),
    ];
    assert_eq!(source.asked(), expected);
}

#[tokio::test]
async fn search_uses_the_current_or_the_previous_key() {
    let source = CountingSource::new(|_| Ok(issued()));
    let client = source.client(&TestClock::default());
    let term = client.search(&KeyOwner::App, FieldKind::Nick, "张三").await.unwrap();
    assert_eq!((term.expose(), format!("{term}{term:?}").as_str()), ("iNFV", "***Protected(***)"));
    client.search_previous(&KeyOwner::App, FieldKind::Phone, "5678").await.unwrap();
    assert_eq!(source.asked(), [("the app".to_owned(), None), ("the app".to_owned(), Some(-1))]);
}

#[tokio::test]
async fn number_of_keys_is_limited() {
    let source = CountingSource::new(|_| Ok(issued()));
    let client = SecurityClient::builder(source.clone()).clock(TestClock::default()).max_keys(2).build();
    let use_key =
        async |id| client.decrypt(&KeyOwner::Account(id), FieldKind::ReceiverName, NAME).await.unwrap();
    for id in [1, 2, 1, 3, 1] {
        use_key(id).await;
    }
    assert_eq!(source.count(), 3);
    // The account that was used longest ago.
    use_key(2).await;
    assert_eq!(source.count(), 4);
    assert_eq!(format!("{client:?}"), "SecurityClient { keys: 2, .. }");
}

#[tokio::test]
async fn cancelled_call_leaves_the_key_to_the_next() {
    let source = CountingSource::new(|_| Ok(issued()));
    let client = source.client(&TestClock::default());
    source.gate.forget_permits(1_000);
    let cancelled = {
        let client = client.clone();
        tokio::spawn(async move { name(&client).await })
    };
    while source.count() == 0 {
        tokio::task::yield_now().await;
    }
    cancelled.abort();
    assert!(cancelled.await.unwrap_err().is_cancelled());
    source.gate.add_permits(1_000);
    assert_eq!(name(&client).await.unwrap(), "张三丰");
    assert_eq!(source.count(), 2);
}

#[test]
fn key_is_read_again_without_a_runtime() {
    let source = CountingSource::new(|_| Ok(issued()));
    let clock = TestClock::default();
    let client = source.client(&clock);
    // Nothing waits: the source answers at once.
    let decrypt = || match pin!(name(&client)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result.unwrap(),
        Poll::Pending => panic!("the call waits"),
    };
    decrypt();
    clock.advance(60);
    decrypt();
    assert_eq!(source.count(), 2);
    clock.advance(59);
    decrypt();
    assert_eq!(source.count(), 2);
}

#[tokio::test]
async fn keys_that_never_expire_do_not_overflow() {
    let source = CountingSource::new(|_| {
        let mut issued = issued();
        (issued.refresh_after, issued.expires_after) = (Duration::MAX, Duration::MAX);
        Ok(issued)
    });
    let clock = TestClock::default();
    let client = source.client(&clock);
    clock.advance(1_000);
    name(&client).await.unwrap();
    clock.advance(1_000_000);
    name(&client).await.unwrap();
    assert_eq!(source.count(), 1);
}
