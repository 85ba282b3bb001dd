//! The APIs of the vectors, declared as their pages (`data/apis.json`) describe them.
//!
//! Difference: members inside an object are optional even if the page requires them, because many
//! vectors omit them and the official SDK accepts that.

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
    /// Decodes a request from its parameters.
    pub(crate) read: fn(&Params) -> Result<Box<dyn Declared>, Issue>,
}

impl Api {
    /// Returns the API of this name.
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

/// All declared APIs.
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
    /// Signs the request.
    fn prepare(&self, on: &On) -> Result<Prepared, Error>;

    /// Sends the request and returns the reply, whatever its outcome.
    fn execute_raw(&self, on: &On) -> Result<Seen, Error>;

    /// Sends the request over sockets.
    fn execute_over_sockets(&self, on: &On) -> Result<Seen, Error>;
}

/// A reply.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The response encoded as JSON.
    pub(crate) fields: Value,
    pub(crate) request_id: String,
    /// Paths of the issues.
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
