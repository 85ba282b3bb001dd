//! Counts allocations that remain after calls. Client, server and runtime run on the counting
//! thread.

use std::path::Path;

use allocation_counter::measure;
use top_benches::call::{BLOCK, Setup};
use top_benches::memory::faults::{CALLS, Faults};

#[test]
fn finished_calls_leave_no_memory_in_the_client() {
    let setup = Setup::start();
    let block = || {
        let _ = setup.execute(1);
    };
    block();
    let counted = measure(block);
    // Buffers may have grown or shrunk; there are two thousand calls in a block.
    assert!(counted.count_current.abs() < 16, "of {BLOCK} calls: {counted:?}");
    assert!(counted.bytes_current.abs() < 64 << 10, "of {BLOCK} calls: {counted:?}");
}

#[test]
fn a_dropped_client_frees_all_memory_after_faults() {
    let life = || {
        let mut faults = Faults::start(Path::new(env!("CARGO_BIN_EXE_top-benches")));
        let failed = faults.round(64);
        assert!((400..1_000).contains(&failed), "{failed} of {CALLS}");
        faults.end();
    };
    // Libraries allocate once per process.
    life();
    let counted = measure(life);
    assert!(counted.count_current.abs() < 16, "of {CALLS} calls: {counted:?}");
}
