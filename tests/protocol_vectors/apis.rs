//! The APIs of the vectors, declared with the derives as their pages (`data/apis.json`) describe them.
//!
//! One thing is not as on the pages: members inside an object are optional even where the page asks for them, because the vectors
//! leave many out and the official SDK does not mind.

mod complete;
mod flat;
mod goods;
mod jym;
mod kongur;
pub(crate) mod niaochao;
mod rdc;
pub(crate) mod sungari;
pub(crate) mod wiretest;

use serde_json::Value;
use top_runtime::codec::Encode;
use top_runtime::error::Issue;
use top_runtime::server::{plain_json, read_request};
use top_runtime::session::{NoSession, Permits, WithSession};
use top_runtime::{Error, Params, Prepared, Reply, TopApi};

pub(crate) use complete::trials;

use crate::client::{On, now, now_or_later, on};

/// A declared API.
pub(crate) struct Api {
    pub(crate) method: &'static str,
    /// Reads a request from its parameters.
    pub(crate) read: fn(&Params) -> Result<Box<dyn Declared>, Issue>,
}

impl Api {
    /// The API of this name.
    pub(crate) fn find(method: &str) -> &'static Self {
        APIS.iter().find(|api| api.method == method).unwrap_or_else(|| panic!("{method} is not declared"))
    }
}

macro_rules! apis {
    ($($request:ty),* $(,)?) => {
        &[$(Api {
            method: <$request>::SPEC.method(),
            read: |params| Ok(Box::new(read_request::<$request>(params)?)),
        }),*]
    };
}

/// All of them.
const APIS: &[Api] = apis![
    flat::AddSku,
    flat::CreateToken,
    flat::GetSeller,
    flat::GetTime,
    flat::QueryRefunds,
    flat::SendSms,
    flat::SetGrades,
    flat::UpdateQuota,
    goods::AdjustInventory,
    goods::InputCspus,
    goods::SearchSku,
    jym::PushMediationResult,
    kongur::PushCompromiseCommunicate,
    niaochao::CreateComplaintTicket,
    rdc::UpdateCase,
    sungari::AchieveAppeal,
    wiretest::AllTypes,
    wiretest::CodeField,
];

/// A request of any declared API.
pub(crate) trait Declared {
    /// Signs it.
    fn prepare(&self, on: &On) -> Result<Prepared, Error>;

    /// Sends it, and gives the reply whatever it says of the business call.
    fn execute_raw(&self, on: &On) -> Result<Seen, Error>;

    /// The same over sockets.
    fn execute_over_sockets(&self, on: &On) -> Result<Seen, Error>;
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The reply as JSON, written from its type.
    pub(crate) fields: Value,
    pub(crate) request_id: String,
    /// The paths of the issues.
    pub(crate) issues: Vec<String>,
}

impl<A> Declared for A
where
    A: TopApi<Session: Permits<WithSession, A> + Permits<NoSession, A>>,
{
    fn prepare(&self, on: &On) -> Result<Prepared, Error> {
        on!(on, call => call.prepare(self))
    }

    fn execute_raw(&self, on: &On) -> Result<Seen, Error> {
        on!(on, call => now(call.execute_raw(self))).map(|reply| Seen::of(&reply))
    }

    fn execute_over_sockets(&self, on: &On) -> Result<Seen, Error> {
        on!(on, call => now_or_later(async { call.execute_raw(self).await })).map(|reply| Seen::of(&reply))
    }
}

impl Seen {
    fn of<T: Encode>(reply: &Reply<T>) -> Self {
        let json = plain_json(&**reply).unwrap();
        Self {
            fields: serde_json::from_str(&json).unwrap(),
            request_id: reply.request_id().to_owned(),
            issues: reply.issues().iter().map(|issue| issue.path.clone()).collect(),
        }
    }
}
