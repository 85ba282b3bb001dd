//! Benchmarks of single steps, with a standard harness: `cargo bench -p top-benches`.

use bytes::Bytes;
use divan::{Bencher, black_box};
use top_benches::decode::read;
use top_benches::replies::{simplified, wrapped, xml};
use top_benches::requests::{client, push};
use top_runtime::SignMethod;

fn main() {
    divan::main();
}

#[divan::bench(args = [SignMethod::Md5, SignMethod::Hmac, SignMethod::HmacSha256])]
fn prepare(bencher: Bencher<'_, '_>, method: SignMethod) {
    let (client, request) = (client(method), push());
    bencher.bench_local(|| client.prepare(black_box(&request)));
}

#[divan::bench(args = [1, 50, 500])]
fn decode_simplified(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let body = Bytes::from(simplified(kilobytes << 10));
    bencher.bench_local(|| read(black_box(&body)));
}

#[divan::bench(args = [1, 50, 500])]
fn decode_wrapped(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let body = Bytes::from(wrapped(kilobytes << 10));
    bencher.bench_local(|| read(black_box(&body)));
}

#[divan::bench(args = [1, 50, 500])]
fn decode_xml(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let body = Bytes::from(xml(kilobytes << 10));
    bencher.bench_local(|| read(black_box(&body)));
}
