// Signatures of the official Java SDK, recorded by running it. The first three are examples of the
// platform's documents. Included as an expression by `src/check/signature/tests.rs`.
[
    // official doc example
    Vector {
        params: &[
            ("method", "taobao.item.seller.get"),
            ("app_key", "12345678"),
            ("session", "test"),
            ("timestamp", "2016-01-01 12:00:00"),
            ("format", "json"),
            ("v", "2.0"),
            ("sign_method", "md5"),
            ("fields", "num_iid,title,nick,price,num"),
            ("num_iid", "11223344"),
        ],
        body: "",
        secret: "helloworld",
        text: "app_key12345678fieldsnum_iid,title,nick,price,numformatjsonmethodtaobao.item.seller.getnum_iid11223344sessiontestsign_methodmd5timestamp2016-01-01 12:00:00v2.0",
        signs: [
            "66987CB115214E59E6EC978214934FB8",
            "B4DDA503460D60A86B16E950E5D303E9",
            "6B7EB7E1C35D068D69538D80282A37DFBF29B4DB11B451881AF51890626138B3",
        ],
    },
    // official doc old example
    Vector {
        params: &[
            ("method", "taobao.user.seller.get"),
            ("timestamp", "2013-05-06 13:52:03"),
            ("format", "xml"),
            ("app_key", "test"),
            ("v", "2.0"),
            ("fields", "nick"),
            ("sign_method", "md5"),
            ("session", "test"),
        ],
        body: "",
        secret: "test",
        text: "app_keytestfieldsnickformatxmlmethodtaobao.user.seller.getsessiontestsign_methodmd5timestamp2013-05-06 13:52:03v2.0",
        signs: [
            "72CB4D809B375A54502C09360D879C64",
            "F5289B497551C70E9ADD3ABCBE421FCD",
            "C0D897391A71B22C8587CF013B19DF59FFA77A3BDC88EC5C3C0D9A4F1E1A8312",
        ],
    },
    // official node sdk test
    Vector {
        params: &[
            ("method", "taobao.user.get"),
            ("timestamp", "2011-07-01 13: 52:03"),
            ("format", "xml"),
            ("app_key", "test"),
            ("v", "2.0"),
            ("fields", "nick,location.state,location.city"),
            ("nick", "商家测试帐号17"),
            ("sign_method", "md5"),
        ],
        body: "",
        secret: "test",
        text: "app_keytestfieldsnick,location.state,location.cityformatxmlmethodtaobao.user.getnick商家测试帐号17sign_methodmd5timestamp2011-07-01 13: 52:03v2.0",
        signs: [
            "990FD28323F67A1EEC29336EDF373C0E",
            "4EB92BEF061AF7B40E0DEE93DB220C96",
            "067E8D54FB15C89C8EE22D606D2493D3F565DFB16C262A059CC60E6F170F21DE",
        ],
    },
    // doc order example
    Vector {
        params: &[("foo", "1"), ("bar", "2"), ("foo_bar", "3"), ("foobar", "4")],
        body: "",
        secret: "helloworld",
        text: "bar2foo1foo_bar3foobar4",
        signs: [
            "5AAF1C690262A24768F5478B084C2C8A",
            "E687005F819D6F9E6ED085311C8ACC75",
            "339676BF36C50A8BD3D8F6B4A81B2F9AA614B05BFCFEBEFC169CB830D6B77D3B",
        ],
    },
    // skip empty
    Vector {
        params: &[("a", ""), ("b", "1"), ("c", " "), ("d", "\t\n"), ("e", "\u{3000}"), ("f", "x")],
        body: "",
        secret: "helloworld",
        text: "b1fx",
        signs: [
            "95E3DAE14319682624F917B1C0F09BFB",
            "68929A961A9FA16F0C11BB13306B909F",
            "B6A54079B45A69E9B94FF909EE0C138AE16E7D0CB69402E26B60E330B22C9413",
        ],
    },
    // keep nbsp
    Vector {
        params: &[("a", "\u{a0}"), ("b", "1")],
        body: "",
        secret: "helloworld",
        text: "a\u{a0}b1",
        signs: [
            "B8CD96D82D2F4230117597B5EC08A4FA",
            "15A15723BE073102C62D30837E4B4F1D",
            "FA2530EEE4D1775ACBC892ED4839E6A53982DA09FC54D14D8358D3923990E4D9",
        ],
    },
    // keep untrimmed
    Vector {
        params: &[("a", " x "), ("b", "\n1")],
        body: "",
        secret: "helloworld",
        text: "a x b\n1",
        signs: [
            "B7928AE77A16E6A91616714AFB5B21B5",
            "4C83F14B71BE59CE4DB2BA676903A3A8",
            "FABB2F62B02D80890B986695420C71F5C85E741315582FFD6A477ACF0C6CD062",
        ],
    },
    // case and symbols order
    Vector {
        params: &[
            ("a", "1"),
            ("B", "2"),
            ("_", "3"),
            ("0", "4"),
            ("a.b", "5"),
            ("a_b", "6"),
            ("ab", "7"),
            ("aB", "8"),
            ("A", "9"),
            ("-", "10"),
        ],
        body: "",
        secret: "helloworld",
        text: "-1004A9B2_3a1a.b5aB8a_b6ab7",
        signs: [
            "CBE78928E09E2C6B82FF349887AD6C96",
            "1FE5E13D0138D7DED8AA9DAB4916B3FF",
            "A41118269A5E4940DE83E1684B8B0C083B402DDEE784CD0D1D4171DCA94076D9",
        ],
    },
    // unicode values
    Vector {
        params: &[("k", "淘宝"), ("e", "😀"), ("m", "é")],
        body: "",
        secret: "helloworld",
        text: "e😀k淘宝mé",
        signs: [
            "663DCDD31D24A6807E9D2B12F7D8FBD7",
            "DD938A8F25EB18593F1139DD8C85FEED",
            "44CA184711F598C8AAD8575BBEBC675297D666DD0A5452C88F3C5E08FBFEF64F",
        ],
    },
    // chinese secret
    Vector {
        params: &[("k", "v")],
        body: "",
        secret: "密钥",
        text: "kv",
        signs: [
            "17D8615CD3D39F786C4EEFC6C07FBACD",
            "9A056047D5B8CFBBAC2CC1ECCE45551F",
            "10D46C9B92CEB3A204F092792C1792D8264F758F6BBAEBE0AD6D9585C81EDFEF",
        ],
    },
    // no params
    Vector {
        params: &[],
        body: "",
        secret: "helloworld",
        text: "",
        signs: [
            "8BE363CF63C20050AAAD7DBE737ACD73",
            "3A5476455882FF8AF0F857DEC8850FC8",
            "98776DE1F62F9AFC4A5A51532638DA0F870D53820424AF959908590AC6B1B4B1",
        ],
    },
    // only blank
    Vector {
        params: &[("a", " ")],
        body: "",
        secret: "helloworld",
        text: "",
        signs: [
            "8BE363CF63C20050AAAD7DBE737ACD73",
            "3A5476455882FF8AF0F857DEC8850FC8",
            "98776DE1F62F9AFC4A5A51532638DA0F870D53820424AF959908590AC6B1B4B1",
        ],
    },
    // with json body
    Vector {
        params: &[("app_key", "1"), ("method", "m"), ("sign_method", "md5")],
        body: "{\"a\":\"中/文\"}",
        secret: "helloworld",
        text: "app_key1methodmsign_methodmd5{\"a\":\"中/文\"}",
        signs: [
            "713E6D7BBFD3B327C73F6EA8405BEE2C",
            "E13B0EA376B52E21A6BB6532E700B9D2",
            "DE138CB2D3750B8D563CD529C90319623FBDD0FA91DA6F89F3AEDD5799469BC9",
        ],
    },
    // with empty body
    Vector {
        params: &[("app_key", "1")],
        body: "",
        secret: "helloworld",
        text: "app_key1",
        signs: [
            "7C122CF2D476AC1BDD7DD2816F0CF959",
            "DC3D606A55467334C16F5354442E2AD3",
            "72D5399065A011EE33F492BA344A99AE38E665101C72DE391B4C46FF066678EC",
        ],
    },
    // with xml body newlines
    Vector {
        params: &[("app_key", "1")],
        body: "<request>\r\n<a>1</a>\n</request> ",
        secret: "helloworld",
        text: "app_key1<request>\r\n<a>1</a>\n</request> ",
        signs: [
            "71540FE663CECFB45B12FCAC6AC245A9",
            "E8FD4F2978090CEDAABB594F5BA6C2DE",
            "2C0272B1C73D7D79DE294E1608AC288D7524C8D9F0133AC55AE811FF43EDB01D",
        ],
    },
    // long secret
    Vector {
        params: &[("k", "v")],
        body: "",
        secret: "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss",
        text: "kv",
        signs: [
            "E0E762168A61F14DBF4C75330291DFE2",
            "C526A974DD6455FC7B44DBAE2610C440",
            "21A624D8D5317D03D054DB09F339BE19536CD8BBCF4861CD90A7AF1F334BF87A",
        ],
    },
    // equals ambiguity 1
    Vector {
        params: &[("a", "bc")],
        body: "",
        secret: "helloworld",
        text: "abc",
        signs: [
            "775D7AF53F499F251FEA454CDA9D5478",
            "AC830FDB90249C8FEE81487232C5D8F0",
            "F6A04AB5CB5A53A8645EC26BB2C055F142C446C46F99D6ADCAFE6FCA1205ACD8",
        ],
    },
    // equals ambiguity 2
    Vector {
        params: &[("ab", "c")],
        body: "",
        secret: "helloworld",
        text: "abc",
        signs: [
            "775D7AF53F499F251FEA454CDA9D5478",
            "AC830FDB90249C8FEE81487232C5D8F0",
            "F6A04AB5CB5A53A8645EC26BB2C055F142C446C46F99D6ADCAFE6FCA1205ACD8",
        ],
    },
    // non ascii keys
    Vector {
        params: &[("Ａ", "1"), ("😀", "2"), ("z", "3")],
        body: "",
        secret: "helloworld",
        text: "z3😀2Ａ1",
        signs: [
            "F2F0597F6007C41B61A7C498F343EA1C",
            "89EB78A1786813CB47CA5B39D7530521",
            "0F99063C39227DB93401A9812E9F9B5211FBDF86254D2AE962BC7E5A2141E0B2",
        ],
    },
]
