//! What a recording must not contain, and how masked values compare.

use top_replay::{Recorder, Replay};
use top_runtime::transport::{HttpRequest, HttpResponse, ParamPlacement};
use top_runtime::{Client, SessionKey};

use crate::support::{
    NOW, SECRET, SESSION, all_text, call, called, get_trade, recorded_client, replaying, ship, trade,
};

/// Returns the value of a parameter of a form.
fn sent(request: &HttpRequest, name: &str) -> String {
    let query = request.url().split_once('?').map_or("", |(_, query)| query).as_bytes();
    let pairs =
        form_urlencoded::parse(request.body().as_bytes().unwrap()).chain(form_urlencoded::parse(query));
    pairs
        .into_iter()
        .find(|(known, _)| known == name)
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

#[tokio::test]
async fn files_contain_no_secret_even_if_the_reply_repeats_it() {
    for placement in [ParamPlacement::Body, ParamPlacement::Query] {
        for body in [
            r#"{"test_trade_get_response":{"a":"{session}","b":"x{sign}x"}}"#,
            r#"{"error_response":{"code":27,"msg":"bad {session}","sub_msg":"sign={sign}"}}"#,
            "<html>{session} {sign}</html>",
            "session={session}&sign={sign}",
            r#"{"cut":"{session}","{sign}"#,
        ] {
            let folder = tempfile::tempdir().unwrap();
            let recorder = Recorder::open(folder.path()).unwrap();
            let reply = move |request: &HttpRequest| {
                let (session, sign) = (sent(request, "session"), sent(request, "sign"));
                assert!(session == SESSION && sign.len() > 20);
                Ok(HttpResponse::new(body.replace("{session}", &session).replace("{sign}", &sign)))
            };
            let client = Client::builder("12345678", SECRET)
                .system_params(placement)
                .clock(top_runtime::clock::FixedClock::at_unix(NOW))
                .transport(top_runtime::transport::InMemoryTransport::new(reply))
                .wrap_transport(recorder.wrapper())
                .build()
                .unwrap();
            let seller = client.session(&SessionKey::new(SESSION)).param("refresh_token", "tokentoken");
            let sign = seller.prepare(&get_trade(7)).unwrap().sign().to_owned();
            let _ = seller.execute(&get_trade(7)).await;
            recorder.finish().unwrap();
            let text = all_text(folder.path());
            for secret in [SESSION, SECRET, &sign, "12345678", "tokentoken"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
            assert!(text.contains("***"), "{text}");
        }
    }
}

#[tokio::test]
async fn receivers_are_masked_and_equal_values_stay_equal() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = top_sandbox::Sandbox::builder()
        .reply::<crate::support::GetTrade>(|request| trade(request.tid))
        .reply::<crate::support::Ship>(|_| crate::support::Shipped { ok: true })
        .start()
        .await
        .unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = sandbox.client_builder().wrap_transport(recorder.wrapper()).build().unwrap();
    let seller = client.session(&sandbox.session());
    let real = seller.execute(&get_trade(7)).await.unwrap();
    seller.execute(&ship(&real.receiver_name, 3)).await.unwrap();
    recorder.finish().unwrap();
    let text = all_text(folder.path());
    for personal in ["张三", "13912345678", "茶商"] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }

    let replay = Replay::open(folder.path()).unwrap();
    let seller = replaying(&replay).session(&SessionKey::new("any"));
    let replayed = seller.execute(&get_trade(7)).await.unwrap();
    assert_eq!(replayed.orders[1].buyer_nick.as_ref(), Some(&replayed.receiver_name));
    assert_ne!(replayed.receiver_mobile, replayed.receiver_name);
    // The code passes the pseudonym on, which the recording has in its place.
    seller.execute(&ship(&replayed.receiver_name, 3)).await.unwrap();
    assert_eq!(replay.unused(), [""; 0]);
}

#[tokio::test]
async fn a_pseudonym_stands_for_one_value() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = recorded_client(&recorder, |_| called("{}"));
    for (nick, n) in [("茶商", "1"), ("杯商", "2"), ("茶商", "3")] {
        call(&client, &[("nick", nick), ("n", n)]).await.unwrap();
    }
    recorder.finish().unwrap();
    let replay = Replay::open(folder.path()).unwrap();
    let client = replaying(&replay);
    let ask = async |nick: &str, n: &str| call(&client, &[("nick", nick), ("n", n)]).await;
    ask("甲", "1").await.unwrap();
    // `masked-1` stands for 甲 now, so it is not 乙, and `masked-2` is not 甲.
    assert!(ask("乙", "3").await.is_err() && ask("甲", "2").await.is_err());
    ask("乙", "2").await.unwrap();
    let error = ask("丙", "3").await.unwrap_err();
    assert!(error.to_string().contains("`nick` recorded `masked-1`, asked `丙`"), "{error}");
    ask("甲", "3").await.unwrap();
    assert_eq!(replay.unused(), [""; 0]);
}

#[tokio::test]
async fn names_are_added_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let recorder =
        Recorder::builder(folder.path()).mask(["shop_title"]).keep(["seller_nick"]).open().unwrap();
    let json = r#"{"shopTitle":"hidden","seller_nick":"shown","access_token":"hidden"}"#;
    call(&recorded_client(&recorder, move |_| called(json)), &[("shop_title", "hidden")]).await.unwrap();
    recorder.finish().unwrap();
    let text = all_text(folder.path());
    assert!(!text.contains("hidden") && text.contains("shown"), "{text}");
}

#[tokio::test]
async fn listed_parameters_with_json_are_masked_inside() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let client = recorded_client(&recorder, |_| called("{}"));
    let params =
        [("receiver_address", r#"{"street":"hidden","no":7}"#), ("a", r#"[{"b":"{\"nick\":\"hidden\"}"}]"#)];
    call(&client, &params).await.unwrap();
    recorder.finish().unwrap();
    let text = all_text(folder.path());
    assert!(!text.contains("hidden") && text.contains("\"street\": \"masked-"), "{text}");
    call(&replaying(&Replay::open(folder.path()).unwrap()), &params).await.unwrap();
}

#[test]
fn debug_shows_no_content() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::open(folder.path()).unwrap();
    let text = format!("{recorder:?}");
    assert!(text.starts_with("Recorder { folder: "), "{text}");
}
