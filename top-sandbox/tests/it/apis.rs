//! APIs of the tests, and a sandbox with handlers for them.

use top_runtime::clock::FixedClock;
use top_runtime::{File, TopApi, TopValue, Value};
use top_sandbox::{Sandbox, SandboxBuilder};

/// 2025-11-17 00:00:00 in Beijing.
pub(crate) const NOW: u64 = 1_763_308_800;

pub(crate) const SESSION: &str = "6100a1b2c3d4e5f6";

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "alibaba.ticket.create", session = required, response = TicketCreated)]
pub(crate) struct CreateTicket {
    pub(crate) ticket: Ticket,
    #[top(range = 1..=99)]
    pub(crate) page_no: i64,
    pub(crate) tids: Vec<i64>,
    pub(crate) memo: Option<String>,
}

#[derive(Debug, Clone, TopValue)]
pub(crate) struct Ticket {
    pub(crate) merchant_code: String,
    pub(crate) items: Vec<TicketItem>,
}

#[derive(Debug, Clone, TopValue)]
pub(crate) struct TicketItem {
    pub(crate) price: i64,
}

#[derive(Debug, Clone, TopValue)]
pub(crate) struct TicketCreated {
    pub(crate) items: Vec<TicketItem>,
    pub(crate) tids: Vec<i64>,
    pub(crate) memo: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "tmall.servicecenter.picture.upload", session = required, response = Uploaded)]
pub(crate) struct Upload {
    #[top(max_bytes = 1000)]
    pub(crate) img: File,
    pub(crate) picture_name: String,
    pub(crate) is_https: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Uploaded {
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) length: usize,
}

pub(crate) fn ticket() -> CreateTicket {
    CreateTicket {
        ticket: Ticket {
            merchant_code: "商家 ".to_owned(),
            items: vec![TicketItem { price: 1 }, TicketItem { price: 2 }],
        },
        page_no: 7,
        tids: vec![1_100_085_056_548_470_636, 2],
        memo: None,
    }
}

/// Returns a sandbox with the clock at [`NOW`], one app, one session, and handlers that echo.
pub(crate) fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .app("12345678", "helloworld")
        .session(SESSION, "卖家")
        .clock(FixedClock::at_unix(NOW))
        .reply::<CreateTicket>(|request| TicketCreated {
            items: request.ticket.items,
            tids: request.tids,
            memo: request.memo,
        })
        .reply::<Upload>(|request| Uploaded {
            name: request.img.name().to_owned(),
            mime: request.img.mime_type().to_owned(),
            length: usize::try_from(request.img.len()).unwrap(),
        })
        .on("taobao.time.get", |_| Value::from_iter([("time", "2025-11-17 00:00:00".into())]))
}
