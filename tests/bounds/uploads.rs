//! Memory of an upload that the sandbox receives in pieces.

use tokio::io::AsyncReadExt as _;
use top_runtime::{File, TopApi, TopValue};
use top_sandbox::Sandbox;

const MIB: u64 = 1 << 20;

#[derive(TopApi)]
#[top_api(method = "test.video.upload", response = Uploaded)]
struct Upload {
    video: File,
}

#[derive(TopValue)]
struct Uploaded {
    size: u64,
}

#[test]
fn upload_of_64_mib_takes_a_few_mib_on_both_sides() {
    let len = 64 * MIB;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut size = 0;
    let memory = allocation_counter::measure(|| {
        size = runtime.block_on(async {
            let sandbox = Sandbox::builder()
                .reply::<Upload>(|upload| Uploaded { size: upload.video.len() })
                .stream_uploads(len)
                .start()
                .await
                .unwrap();
            let video = File::from_reader("a.mp4", len, tokio::io::repeat(0).take(len));
            let reply = sandbox.client().unwrap().execute(&Upload { video }).await.unwrap();
            assert_eq!(sandbox.requests()[0].uploads()[0].len(), len);
            reply.size
        });
    });
    assert_eq!(size, len);
    assert!(memory.bytes_max < 12 * MIB, "{} bytes at most at a time", memory.bytes_max);
}
