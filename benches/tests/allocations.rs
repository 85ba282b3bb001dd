//! Limits on the allocations of a call.

use bytes::Bytes;
use top_benches::decode::read;
use top_benches::replies::simplified;
use top_benches::requests::{client, push};
use top_runtime::SignMethod;

#[test]
fn preparing_takes_six_allocations_at_most() {
    let request = push();
    for method in [SignMethod::Md5, SignMethod::Hmac, SignMethod::HmacSha256] {
        let client = client(method);
        let counted = allocation_counter::measure(|| drop(client.prepare(&request)));
        assert!(counted.count_total <= 6, "{method}: {counted:?}");
    }
}

#[test]
fn decoding_allocates_little_more_than_the_values() {
    let body = Bytes::from(simplified(50 << 10));
    let values = allocation_counter::measure(|| {
        drop(serde_json::from_slice::<top_benches::replies::TradesSold>(&body));
    });
    let counted = allocation_counter::measure(|| drop(read(&body)));
    assert!(counted.count_total < values.count_total + 16, "{counted:?} {values:?}");
    assert!(counted.bytes_max < 3 * values.bytes_max, "{counted:?} {values:?}");
}

/// Limits the memory of the worst bodies, as a multiple of their size.
fn multiple(body: &str) -> f64 {
    let body = Bytes::from(body.to_owned());
    let counted = allocation_counter::measure(|| {
        // Nothing of it is kept: so this is the tree.
        drop(top_runtime::__v0_1_0::read_reply::<()>("taobao.time.get", false, body.clone()));
    });
    f64::from(u32::try_from(counted.bytes_max).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(body.len()).unwrap_or(1))
}

#[test]
fn no_body_allocates_more_than_twenty_times_its_size() {
    let times = 100_000;
    for (name, body) in [
        ("numbers", format!("{{\"time_get_response\":[0{}]}}", ",0".repeat(times))),
        ("lists", format!("{{\"time_get_response\":[[]{}]}}", ",[]".repeat(times))),
        ("members", format!("{{\"time_get_response\":{{\"a\":0{}}}}}", ",\"\":0".repeat(times))),
        ("escapes", format!("{{\"time_get_response\":[\"\"{}]}}", ",\"\\n\"".repeat(times))),
        ("elements", format!("<time_get_response>{}</time_get_response>", "<a/>".repeat(times))),
        ("pairs", format!("<time_get_response>{}</time_get_response>", "<a/><b/>".repeat(times / 2))),
    ] {
        let multiple = multiple(&body);
        println!("{name}: {multiple:.1}");
        assert!(multiple < 20.0, "{name}: {multiple}");
    }
}
