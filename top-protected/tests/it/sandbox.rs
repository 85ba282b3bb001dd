//! Text that the local gateway encrypts, with keys that it serves.

use top_protected::{FieldKind, KeyOwner, SecurityClient, SecurityError};
use top_runtime::{TopApi, TopValue};
use top_sandbox::{ProtectedKind, ProtectedOwner, Sandbox};

const RANDOM_NUM: &str = "random+code/of+the+app==";

const KINDS: [(ProtectedKind, FieldKind); 6] = [
    (ProtectedKind::Phone, FieldKind::Phone),
    (ProtectedKind::Nick, FieldKind::Nick),
    (ProtectedKind::ReceiverName, FieldKind::ReceiverName),
    (ProtectedKind::Simple, FieldKind::Simple),
    (ProtectedKind::Search, FieldKind::Search),
    (ProtectedKind::Normal, FieldKind::Normal),
];

async fn gateway() -> (Sandbox, SecurityClient) {
    let sandbox = Sandbox::builder().session("6100abcdef", "tea shop").start().await.unwrap();
    let security = SecurityClient::new(sandbox.client().unwrap(), RANDOM_NUM);
    (sandbox, security)
}

#[tokio::test]
async fn texts_of_each_kind_and_owner_are_decrypted() {
    let (sandbox, security) = gateway().await;
    for (encrypts, decrypts) in [
        (ProtectedOwner::seller("tea shop"), KeyOwner::from(&sandbox.session())),
        (ProtectedOwner::App, KeyOwner::App),
        (ProtectedOwner::Account(77), KeyOwner::Account(77)),
    ] {
        for (kind, field) in KINDS {
            for text in ["13812345678", "8613812345678", "张三丰 13800", "abcdefghijklmnopq", "😀x"] {
                for protected in [
                    sandbox.protect(&encrypts, kind, text),
                    sandbox.protect_searchable(&encrypts, kind, text),
                ] {
                    let is_plain = kind == ProtectedKind::Phone && !text.bytes().all(|b| b.is_ascii_digit());
                    assert_eq!(protected == text, is_plain, "{protected}");
                    let plain = security.decrypt(&decrypts, field, &protected).await.unwrap();
                    assert_eq!(plain.expose(), text, "{kind:?} of {encrypts:?}: {protected}");
                }
            }
        }
    }
    // A key per owner, of the first version.
    assert_eq!(sandbox.requests().len(), 3);
}

#[tokio::test]
async fn search_terms_are_found_in_the_index() {
    let (sandbox, security) = gateway().await;
    let owner = KeyOwner::from(&sandbox.session());
    let seller = ProtectedOwner::seller("tea shop");
    for (kind, field) in KINDS.into_iter().filter(|(kind, _)| *kind != ProtectedKind::Phone) {
        let protected = sandbox.protect_searchable(&seller, kind, "张三丰abc的店");
        for (part, is_found) in [("张三", true), ("三丰abc", true), ("c的店", true), ("李四", false)]
        {
            let term = security.search(&owner, field, part).await.unwrap();
            assert_eq!(protected.contains(term.expose()), is_found, "{part} in {protected}");
        }
    }
    let phone = sandbox.protect_searchable(&seller, ProtectedKind::Phone, "13812345678");
    let term = security.search(&owner, FieldKind::Phone, "5678").await.unwrap();
    assert!(phone.contains(term.expose()), "{phone}");
}

#[tokio::test]
async fn text_of_an_earlier_key_is_decrypted_after_the_keys_were_replaced() {
    let (sandbox, security) = gateway().await;
    let (owner, seller) = (KeyOwner::from(&sandbox.session()), ProtectedOwner::seller("tea shop"));
    let protect = || sandbox.protect(&seller, ProtectedKind::Nick, "淘宝买家");
    let first = protect();
    sandbox.rotate_protected_keys();
    let second = protect();
    assert!(first.ends_with("~1~") && second.ends_with("~2~") && first[..20] != second[..20]);
    for protected in [&first, &second] {
        assert_eq!(security.decrypt(&owner, FieldKind::Nick, protected).await.unwrap().expose(), "淘宝买家");
    }
    let unknown = first.replace("~1~", "~9~");
    let error = security.decrypt(&owner, FieldKind::Nick, &unknown).await.unwrap_err();
    assert!(matches!(error, SecurityError::NoKey { version: 9, .. }), "{error}");
}

#[tokio::test]
async fn protected_fields_of_a_reply_are_decrypted() {
    #[derive(TopApi)]
    #[top_api(method = "example.order.get", session = required, response = Order)]
    struct GetOrder {}

    #[derive(TopValue)]
    struct Order {
        receiver_mobile: String,
    }

    // The text is encrypted before the sandbox starts to reply with it: the keys are constant.
    let keys = Sandbox::builder().start().await.unwrap();
    let mobile =
        keys.protect_searchable(&ProtectedOwner::seller("tea shop"), ProtectedKind::Phone, "13812345678");
    let sandbox = Sandbox::builder()
        .session("6100abcdef", "tea shop")
        .reply::<GetOrder>(move |_| Order { receiver_mobile: mobile.clone() })
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    let order = client.session(&sandbox.session()).execute(&GetOrder {}).await.unwrap();
    let security = SecurityClient::new(client, RANDOM_NUM);
    let owner = KeyOwner::from(&sandbox.session());
    let plain = security.decrypt(&owner, FieldKind::Phone, &order.receiver_mobile).await.unwrap();
    assert_eq!(plain.expose(), "13812345678");
}
