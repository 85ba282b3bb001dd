//! Multipart forms of the client and of the official Java SDK.

use top_runtime::transport::ParamPlacement;
use top_runtime::{File, Params, Value};

use crate::apis::{SESSION, Upload, builder};
use crate::http::{Call, exchange, head};

/// Query and body that the SDK sent for `tmall.servicecenter.picture.upload`, recorded by running
/// it.
const SDK_QUERY: &str = "app_key=12345678&method=tmall.servicecenter.picture.upload&v=2.0\
    &sign=592CEFFCF863AAF3BA2CE995F25D33EA9B08D4AFA53FFADFFE4371022399DA08&timestamp=2025-11-17+00%3A00%3A00\
    &partner_id=top-sdk-java-dynamicVersionNo&session=s&format=json&sign_method=hmac-sha256";
const SDK_TYPE: &str = "multipart/form-data;charset=UTF-8;boundary=1400091313608";
const SDK_BODY: &[u8] = b"\r\n--1400091313608\r\n\
    Content-Disposition:form-data;name=\"is_https\"\r\nContent-Type:text/plain\r\n\r\ntrue\r\n--1400091313608\r\n\
    Content-Disposition:form-data;name=\"picture_name\"\r\nContent-Type:text/plain\r\n\r\n1.jpg\r\n--1400091313608\r\n\
    Content-Disposition:form-data;name=\"img\";filename=\"1.jpg\"\r\nContent-Type:image/jpeg\r\n\r\n\
    \xff\xd8\xff\xe0fakejpeg\0\x01\r\n--1400091313608--\r\n";

fn picture() -> Upload {
    let jpeg = b"\xff\xd8\xff\xe0fakejpeg\0\x01".to_vec();
    Upload {
        img: File::new("1.jpg", jpeg).mime("image/jpeg"),
        picture_name: "1.jpg".to_owned(),
        is_https: Some(true),
    }
}

#[tokio::test]
async fn multipart_layout_of_the_sdk_is_read() {
    let sandbox = builder().session("s", "卖家二").start().await.unwrap();
    let target = format!("/router/rest?{SDK_QUERY}");
    let request = [head(&target, SDK_TYPE, SDK_BODY.len()).as_bytes(), SDK_BODY].concat();
    let response = exchange(&sandbox, request).await;
    let expected = r#"{"tmall_servicecenter_picture_upload_response":{"name":"1.jpg","mime":"image/jpeg","length":14,"request_id":"sandbox000001"}}"#;
    assert_eq!(response.body, expected);
    assert_eq!(sandbox.only_request::<Upload>(), picture());
    assert_eq!(sandbox.requests()[0].seller(), Some("卖家二"));
}

#[tokio::test]
async fn files_of_the_client_are_read() {
    let sandbox = builder().start().await.unwrap();
    for placement in [ParamPlacement::Body, ParamPlacement::Query] {
        let client = sandbox.client_builder().system_params(placement).build().unwrap();
        let client = client.session(&sandbox.session());
        let img = File::new("图 1.png", vec![b'\r', b'\n', b'-', b'-', 0xff]).mime("image/png");
        let reply = client.execute(&Upload {
            img: img.clone(),
            picture_name: " 图\r\n&+ ".to_owned(),
            is_https: None,
        });
        let reply = reply.await.unwrap();
        assert_eq!((reply.name.as_str(), reply.mime.as_str(), reply.length), ("图 1.png", "image/png", 5));
        let seen = sandbox.requests().pop().unwrap();
        assert_eq!(seen.params().file("img"), Some(&img));
        assert_eq!(seen.params().get("picture_name"), Some(" 图\r\n&+ "));
        assert!(!seen.string_to_sign().contains("img"), "files are not signed");
        assert!(format!("{seen:?}").contains(r#""img": File("图 1.png", image/png, 5 bytes)"#), "{seen:?}");
    }
}

#[tokio::test]
async fn untyped_handlers_receive_files() {
    let sandbox = builder()
        .on("example.upload", |params| {
            let length = |file: &File| i64::try_from(file.len()).unwrap();
            params.files().map(|(name, file)| (name, length(file).into())).collect::<Value>()
        })
        .start()
        .await
        .unwrap();
    let params = Params::new().with("memo", "备注").with_file("a", File::new("a.bin", "AAA"));
    let reply =
        sandbox.client().unwrap().call("example.upload", &params.with_file("b", File::new("b.bin", "")));
    assert!(reply.await.unwrap().body().contains(r#"{"a":3,"b":0,"#));
}

#[tokio::test]
async fn files_above_declared_limits_are_refused() {
    let sandbox = builder().start().await.unwrap();
    let client = sandbox.client_builder().check_requests(false).build().unwrap().session(&sandbox.session());
    let method = "tmall.servicecenter.picture.upload";
    let params = Params::new().with("picture_name", "x");
    for (params, sub_code) in [
        (params.clone(), "isv.missing-parameter:img"),
        (params.clone().with_file("img", File::new("x", vec![0; 1001])), "isv.invalid-parameter:img"),
        (params.clone().with("img", "text"), "isv.invalid-parameter:img"),
        (Params::new().with_file("img", File::new("x", "y")), "isv.missing-parameter:picture_name"),
    ] {
        let error = client.call(method, &params).await.unwrap_err();
        assert!(error.to_string().contains(sub_code), "{error}");
    }
    let error =
        client.call(method, &params.with_file("img", File::new("x", vec![0; 9 << 20]))).await.unwrap_err();
    assert!(error.to_string().contains("the limit is 8388608"), "{error}");
}

#[tokio::test]
async fn incomplete_multipart_body_is_refused() {
    let sandbox = builder().start().await.unwrap();
    let query = Call::new().with("session", SESSION).signed().encoded();
    let cut = &SDK_BODY[..SDK_BODY.len() - 6];
    let head = head(&format!("/router/rest?{query}"), SDK_TYPE, cut.len());
    let response = exchange(&sandbox, [head.as_bytes(), cut].concat()).await;
    assert!(
        response.body.contains(r#""code":3,"msg":"Upload Fail","sub_msg":"the multipart body"#),
        "{}",
        response.body
    );
}
