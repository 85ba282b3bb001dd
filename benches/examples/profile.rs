//! Repeats one piece of work for a profiler. Arguments: its name, the size of a body in kB, the
//! number of runs.

use std::hint::black_box;

use bytes::Bytes;
use top_benches::call::Setup;
use top_benches::decode::read;
use top_benches::replies::{TradesSold, simplified};
use top_benches::requests::{client, push};
use top_benches::wide;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let work = args.next().unwrap_or_default();
    let mut number = || {
        args.next().ok_or("a number is missing")?.parse::<usize>().map_err(Box::<dyn std::error::Error>::from)
    };
    let (kilobytes, runs) = (number()?, number()?);
    let body = Bytes::from(simplified(kilobytes << 10));
    let wide_body = Bytes::from(wide::body(kilobytes << 10, wide::Members::Shuffled));
    let (client, request) = (client(top_runtime::SignMethod::Md5), push());
    let setup = Setup::start();
    for _ in 0..runs {
        match &*work {
            "prepare" => drop(black_box(client.prepare(black_box(&request)))),
            "decode" => drop(black_box(read(black_box(&body)))),
            "serde" => drop(black_box(serde_json::from_slice::<TradesSold>(black_box(&body)))),
            "wide" => drop(black_box(wide::read(black_box(&wide_body)))),
            "wide-serde" => drop(black_box(top_benches_serde::read(black_box(&wide_body)))),
            "execute" => drop(black_box(setup.execute(1))),
            "bare" => drop(black_box(setup.bare(1))),
            "beside" => drop(black_box(setup.beside(1))),
            "same" => drop(black_box(setup.beside_same(1))),
            _ => return Err("prepare, decode, serde, wide, wide-serde, execute, bare, beside or same".into()),
        }
    }
    Ok(())
}
