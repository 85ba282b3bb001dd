//! Sample replies of documentation pages, unchanged.

use top_runtime::error::ErrorKind;
use top_runtime::{Error, Format, Params, TopApi, TopValue, Value};
use top_sandbox::Sandbox;

const APPEAL: &str = r"<sungari_jgb_open_appeal_achieve_response>
    <result>
        <code>0</code>
        <data>
            <address>测试认证地址</address>
            <ent_corp_name>测试法定代表人</ent_corp_name>
            <ent_no>统一社会信用代码或注册号</ent_no>
            <item_d_o_list>
                <result_item_do>
                    <item_id>2300939302051</item_id>
                    <item_name>男装2男装2男装2</item_name>
                    <snap_shot_url>https://files.alicdn.com/tpsservice/774e5a8011f1a3f688bc8d481dd3376a.docx</snap_shot_url>
                </result_item_do>
            </item_d_o_list>
            <name>测试商家认证名称(姓名或公司名)</name>
            <often_address>测试常用地址/参考地址</often_address>
            <order_d_o>
                <amount>120</amount>
                <buy_time>1554084000000</buy_time>
                <order_id>1100085056548470636</order_id>
                <pay_amount>120</pay_amount>
                <pay_time>1554084000000</pay_time>
                <receive_address>测试收货地址</receive_address>
                <receive_time>1554084000000</receive_time>
                <send_time>1554084000000</send_time>
            </order_d_o>
            <phone>测试联系电话</phone>
            <profession_type>PROFESSION</profession_type>
            <seller_nick>测试卖家昵称</seller_nick>
            <email>测试注册Email</email>
        </data>
        <message>提示信息</message>
    </result>
</sungari_jgb_open_appeal_achieve_response>";

const COMMUNICATION: &str = r"
<alibaba_kongur_compromisecommunicate_pushcompromisecommunicate_response>
    <kongur_result_do>
        <success>false</success>
        <errors>
            <result_data_do>
                <business_id>xxxxx</business_id>
                <biz_type>xxxxx</biz_type>
                <field_name_en>xxxxx</field_name_en>
                <return_error_code>xxxxx</return_error_code>
                <error_msg>xxxxx</error_msg>
            </result_data_do>
        </errors>
    </kongur_result_do>
</alibaba_kongur_compromisecommunicate_pushcompromisecommunicate_response>
";

const FAILURE: &str = r"<error_response>
    <code>50</code>
    <msg>Remote service error</msg>
    <sub_code>isv.invalid-parameter</sub_code>
    <sub_msg>非法参数</sub_msg>
</error_response>";

#[derive(TopApi)]
#[top_api(method = "taobao.sungari.jgb.open.appeal.achieve", response = Appeal)]
struct AssessAppeal;

#[derive(TopValue)]
struct Appeal {
    result: Assessment,
}

#[derive(TopValue)]
struct Assessment {
    code: i64,
    data: Data,
    message: String,
}

#[derive(TopValue)]
struct Data {
    #[top(item = "result_item_do")]
    item_d_o_list: Vec<Item>,
    order_d_o: Order,
}

#[derive(TopValue)]
struct Item {
    item_id: i64,
    item_name: String,
}

#[derive(TopValue)]
struct Order {
    order_id: i64,
}

#[tokio::test]
async fn xml_of_a_page() {
    let sandbox = Sandbox::builder()
        .sample("taobao.sungari.jgb.open.appeal.achieve", APPEAL)
        .sample("alibaba.kongur.compromisecommunicate.pushcompromisecommunicate", COMMUNICATION)
        .sample("example.failure", FAILURE)
        .start()
        .await
        .unwrap();
    for format in [Format::Xml, Format::Json] {
        let client = sandbox.client_builder().format(format).build().unwrap();
        let reply = client.execute(&AssessAppeal).await.unwrap();
        let Assessment { code, data, message } = &reply.result;
        assert_eq!((*code, message.as_str()), (0, "提示信息"));
        assert_eq!(data.order_d_o.order_id, 1_100_085_056_548_470_636);
        let [item] = data.item_d_o_list.as_slice() else { panic!("one item") };
        assert_eq!((item.item_id, item.item_name.as_str()), (2_300_939_302_051, "男装2男装2男装2"));
        assert_eq!((reply.body(), reply.request_id()), (APPEAL, ""));

        let method = "alibaba.kongur.compromisecommunicate.pushcompromisecommunicate";
        let reply = client.call(method, &Params::new()).await.unwrap();
        let path = "/kongur_result_do/errors/result_data_do/business_id";
        assert_eq!(reply.value().pointer(path).and_then(Value::as_str), Some("xxxxx"));
        assert_eq!(reply.body(), COMMUNICATION);

        let Err(ErrorKind::Platform(error)) =
            client.call("example.failure", &Params::new()).await.map_err(Error::into_kind)
        else {
            panic!("no error of the platform")
        };
        assert_eq!((error.code.as_str(), error.sub_msg.as_deref()), ("50", Some("非法参数")));
    }
}
