//! Counts the memory of a client.

use allocation_counter::measure;
use top_benches::requests::client;
use top_runtime::SignMethod;

#[test]
fn a_second_client_over_tls_keeps_at_most_twenty_kilobytes() {
    let first = client(SignMethod::HmacSha256);
    let mut second = None;
    let counted = measure(|| second = Some(client(SignMethod::HmacSha256)));
    println!("{counted:?}");
    assert!(counted.bytes_current > 0 && counted.bytes_current <= 20_000, "{counted:?}");
    drop((first, second));
}
