//! Faults by probability, the same in every run.

use hmac::digest::Digest as _;
use sha2::Sha256;
use top_runtime::Params;

use super::Fault;

/// Faults that befall requests with some probability, decided by a seed and by what each request says.
///
/// No order of arrival plays a part, so a test with thousands of calls at once knows beforehand which of them fail, and how: see
/// [`fault_for`](Self::fault_for). A request is known by one of its parameters, or by all of them, and by how often it has come: a call that is
/// sent again draws again.
///
/// ```
/// use top_runtime::Params;
/// use top_sandbox::{RandomFaults, Fault, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let chance = RandomFaults::seeded(7).keyed_by("tid").with(0.2, Fault::Status { status: 502, retry_after: None }).with(0.1, Fault::Close);
/// let sandbox = Sandbox::builder().on("taobao.trade.get", |_| ()).random_faults(chance.clone()).start().await?;
/// let client = sandbox.client()?;
/// for tid in 0..50 {
///     let done = client.call("taobao.trade.get", &Params::new().with("tid", tid)).await;
///     assert_eq!(done.is_ok(), chance.fault_for(&tid.to_string(), 1) == &Fault::None);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a chance does nothing until a sandbox has it"]
pub struct RandomFaults {
    seed: u64,
    by: Option<String>,
    method: Option<String>,
    /// Each fault with the upper end of its part of the range from 0 to 1.
    faults: Vec<(f64, Fault)>,
}

/// The parameters that are not the same each time a call is sent, or that are no part of what it asks for.
const CHANGING: [&str; 2] = ["timestamp", "sign"];

impl RandomFaults {
    /// With a seed, and no faults yet.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, by: None, method: None, faults: Vec::new() }
    }

    /// Knows requests by one of their parameters; one without it is known by the empty text. Without this, by all parameters that are
    /// not blank, but for `timestamp` and `sign`.
    pub fn keyed_by(mut self, param: impl Into<String>) -> Self {
        self.by = Some(param.into());
        self
    }

    /// Befalls the calls of one API alone.
    pub fn for_method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// A fault, and how likely it is: 0 is never, 1 is always. What is left over after all of them is no fault; what would make more
    /// than 1 is cut off.
    pub fn with(mut self, probability: f64, fault: Fault) -> Self {
        let before = self.faults.last().map_or(0.0, |(end, _)| *end);
        self.faults.push((before + probability.max(0.0), fault));
        self
    }

    /// What befalls a request that is known by this text, when it comes for this time, counted from 1.
    #[must_use]
    pub fn fault_for(&self, identity: &str, time: u64) -> &Fault {
        let drawn = self.draw(identity, time);
        self.faults.iter().find(|(end, _)| drawn < *end).map_or(&Fault::None, |(_, fault)| fault)
    }

    /// What a request with these parameters is known by.
    #[must_use]
    pub fn identity(&self, params: &Params) -> String {
        if let Some(name) = &self.by {
            return params.get(name).unwrap_or_default().to_owned();
        }
        let mut pairs: Vec<_> = params.iter().filter(|(name, _)| !CHANGING.contains(name)).collect();
        pairs.sort_unstable();
        pairs.into_iter().flat_map(|(name, value)| [name, "=", value, "\n"]).collect()
    }

    /// Whether it is for calls of this API.
    pub(crate) fn is_of(&self, method: &str) -> bool {
        self.method.as_deref().is_none_or(|own| own == method)
    }

    /// A number from 0 up to 1, evenly spread: the first bits of a hash.
    #[allow(clippy::cast_precision_loss)] // 53 bits are what an `f64` holds
    fn draw(&self, identity: &str, time: u64) -> f64 {
        let hash = Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(time.to_be_bytes());
        let hash = hash.chain_update(identity).finalize();
        let bits = hash.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_as_told_and_the_same_each_time() {
        let chance = RandomFaults::seeded(1).with(0.2, Fault::Close).with(0.1, Fault::Reset);
        let count = |fault: &Fault, time| {
            (0..10_000).filter(|id: &u32| chance.fault_for(&id.to_string(), time) == fault).count()
        };
        assert_eq!((count(&Fault::Close, 1), count(&Fault::Reset, 1)), (CLOSED, RESET));
        assert_ne!(count(&Fault::Close, 2), CLOSED);
        let other = RandomFaults { seed: 2, ..chance.clone() };
        assert!(
            (0..100)
                .any(|id: u32| chance.fault_for(&id.to_string(), 1) != other.fault_for(&id.to_string(), 1))
        );
    }

    /// How many of the 10,000 meet each: close to 2,000 and 1,000, and these very numbers on every machine.
    const CLOSED: usize = 1993;
    const RESET: usize = 1061;

    #[test]
    fn never_and_always() {
        let never = RandomFaults::seeded(1).with(0.0, Fault::Close).with(-1.0, Fault::Reset);
        let always = RandomFaults::seeded(1).with(1.0, Fault::Close).with(1.0, Fault::Reset);
        for id in 0..1000 {
            assert_eq!(never.fault_for(&id.to_string(), 1), &Fault::None);
            assert_eq!(always.fault_for(&id.to_string(), 1), &Fault::Close);
        }
        assert_eq!(RandomFaults::seeded(1).fault_for("", 1), &Fault::None);
    }

    #[test]
    fn a_call_is_the_same_whenever_it_is_signed() {
        let params = |timestamp: &str, tid: &str| {
            [("tid", tid), ("timestamp", timestamp), ("method", "m"), ("sign", timestamp)]
                .into_iter()
                .collect()
        };
        let all = RandomFaults::seeded(1);
        assert_eq!(all.identity(&params("1", "7")), "method=m\ntid=7\n");
        assert_eq!(all.identity(&params("1", "7")), all.identity(&params("2", "7")));
        assert_ne!(all.identity(&params("1", "7")), all.identity(&params("1", "8")));
        assert_eq!(all.clone().keyed_by("tid").identity(&params("1", "7")), "7");
        assert_eq!(all.keyed_by("oid").identity(&params("1", "7")), "");
    }
}
