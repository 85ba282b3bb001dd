//! Uploads a picture: a `File` field makes the request a multipart form. The signature does not
//! cover the file.
//!
//! `cargo run -p top-examples --example upload_file`

use std::error::Error;

use top_runtime::{File, TopApi, TopValue};
use top_sandbox::Sandbox;

/// 上传图片: uploads a picture to the seller's picture space.
#[derive(TopApi)]
#[top_api(method = "example.picture.upload", session = required, response = Uploaded)]
struct UploadPicture {
    title: String,
    img: File,
}

#[derive(TopValue)]
struct Uploaded {
    size: i64,
    url: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply::<UploadPicture>(|request| Uploaded {
            size: i64::try_from(request.img.len()).unwrap_or(i64::MAX),
            url: format!("https://img.example.com/{}", request.img.name()),
        })
        .start()
        .await?;
    let seller = sandbox.client()?.session(&sandbox.session());

    let img = File::new("cup.png", &b"\x89PNG\r\n\x1a\n"[..]).mime("image/png");
    let request = UploadPicture { title: "陶瓷茶杯".to_owned(), img };
    let reply = seller.execute(&request).await?;
    println!("uploaded {} bytes to {}", reply.size, reply.url);

    let received = sandbox.only_request::<UploadPicture>();
    println!("the gateway received `{}` as {}", received.title, received.img.mime_type());
    Ok(())
}
