//! Reproducible random faults.

use hmac::digest::Digest as _;
use sha2::Sha256;
use top_runtime::Params;

use super::Fault;

/// Random faults, decided by a seed and the content of each request.
///
/// The order of the requests does not matter: a test with thousands of concurrent calls can compute
/// beforehand which of them fail, and how (see [`fault_for`](Self::fault_for)). A request is
/// identified by one of its parameters ([`keyed_by`](Self::keyed_by)) or by all of them, and by its
/// number of attempts: each retry draws again.
///
/// ```
/// use top_runtime::Params;
/// use top_sandbox::{RandomFaults, Fault, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let faults = RandomFaults::seeded(7).keyed_by("tid").with(0.2, Fault::Status { status: 502, retry_after: None }).with(0.1, Fault::Close);
/// let sandbox = Sandbox::builder().on("taobao.trade.get", |_| ()).random_faults(faults.clone()).start().await?;
/// let client = sandbox.client()?;
/// for tid in 0..50 {
///     let done = client.call("taobao.trade.get", &Params::new().with("tid", tid)).await;
///     assert_eq!(done.is_ok(), faults.fault_for(&tid.to_string(), 1) == &Fault::None);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "random faults do nothing until they are added to a sandbox"]
pub struct RandomFaults {
    seed: u64,
    key_param: Option<String>,
    method: Option<String>,
    /// Faults with the upper bounds of their shares of the range 0 to 1.
    faults: Vec<(f64, Fault)>,
}

/// Parameters that differ between the attempts of one call.
const VOLATILE_PARAMS: [&str; 2] = ["timestamp", "sign"];

impl RandomFaults {
    /// Creates a generator without faults.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, key_param: None, method: None, faults: Vec::new() }
    }

    /// Identifies requests by one of their parameters, as the empty string if a request lacks it.
    ///
    /// Default: all parameters that are not blank, except `timestamp` and `sign`.
    pub fn keyed_by(mut self, param: impl Into<String>) -> Self {
        self.key_param = Some(param.into());
        self
    }

    /// Restricts the faults to the calls of one API.
    pub fn for_method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Adds a fault with a probability from 0 (never) to 1 (always).
    ///
    /// Probabilities add up; the remainder means no fault, and anything beyond 1 is ignored.
    pub fn with(mut self, probability: f64, fault: Fault) -> Self {
        let lower = self.faults.last().map_or(0.0, |(end, _)| *end);
        self.faults.push((lower + probability.max(0.0), fault));
        self
    }

    /// Returns the fault for an attempt of a request.
    ///
    /// - `identity`: value of the parameter that [`keyed_by`](Self::keyed_by) names, or the result
    ///   of
    ///   [`identity`](Self::identity).
    /// - `attempt`: number of the attempt, counted from 1.
    #[must_use]
    pub fn fault_for(&self, identity: &str, attempt: u64) -> &Fault {
        let drawn = self.draw(identity, attempt);
        self.faults.iter().find(|(end, _)| drawn < *end).map_or(&Fault::None, |(_, fault)| fault)
    }

    /// Returns the identity of a request: the value of the parameter that
    /// [`keyed_by`](Self::keyed_by) names, or `name=value` lines sorted by name.
    #[must_use]
    pub fn identity(&self, params: &Params) -> String {
        if let Some(name) = &self.key_param {
            return params.get(name).unwrap_or_default().to_owned();
        }
        let mut pairs: Vec<_> = params.iter().filter(|(name, _)| !VOLATILE_PARAMS.contains(name)).collect();
        pairs.sort_unstable();
        pairs.into_iter().flat_map(|(name, value)| [name, "=", value, "\n"]).collect()
    }

    /// Returns `true` if the faults apply to calls of this API.
    pub(crate) fn applies_to(&self, method: &str) -> bool {
        self.method.as_deref().is_none_or(|only| only == method)
    }

    /// Returns a uniform number in `0.0..1.0`: the first 53 bits of a hash.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit an `f64`
    fn draw(&self, identity: &str, attempt: u64) -> f64 {
        let hash = Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(attempt.to_be_bytes());
        let hash = hash.chain_update(identity).finalize();
        let bits = hash.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_match_probabilities_and_seed() {
        let faults = RandomFaults::seeded(1).with(0.2, Fault::Close).with(0.1, Fault::Reset);
        let count = |fault: &Fault, time| {
            (0..10_000).filter(|id: &u32| faults.fault_for(&id.to_string(), time) == fault).count()
        };
        assert_eq!((count(&Fault::Close, 1), count(&Fault::Reset, 1)), (CLOSED, RESET));
        assert_ne!(count(&Fault::Close, 2), CLOSED);
        let other = RandomFaults { seed: 2, ..faults.clone() };
        assert!(
            (0..100)
                .any(|id: u32| faults.fault_for(&id.to_string(), 1) != other.fault_for(&id.to_string(), 1))
        );
    }

    /// Hits of 10,000 draws: close to 2,000 and 1,000, and identical on every machine.
    const CLOSED: usize = 1993;
    const RESET: usize = 1061;

    #[test]
    fn probability_zero_never_fires_and_one_always_fires() {
        let never = RandomFaults::seeded(1).with(0.0, Fault::Close).with(-1.0, Fault::Reset);
        let always = RandomFaults::seeded(1).with(1.0, Fault::Close).with(1.0, Fault::Reset);
        for id in 0..1000 {
            assert_eq!(never.fault_for(&id.to_string(), 1), &Fault::None);
            assert_eq!(always.fault_for(&id.to_string(), 1), &Fault::Close);
        }
        assert_eq!(RandomFaults::seeded(1).fault_for("", 1), &Fault::None);
    }

    #[test]
    fn identity_ignores_timestamp_and_signature() {
        let params = |timestamp: &str, tid: &str| {
            [("tid", tid), ("timestamp", timestamp), ("method", "m"), ("sign", timestamp)]
                .into_iter()
                .collect()
        };
        let faults = RandomFaults::seeded(1);
        assert_eq!(faults.identity(&params("1", "7")), "method=m\ntid=7\n");
        assert_eq!(faults.identity(&params("1", "7")), faults.identity(&params("2", "7")));
        assert_ne!(faults.identity(&params("1", "7")), faults.identity(&params("1", "8")));
        assert_eq!(faults.clone().keyed_by("tid").identity(&params("1", "7")), "7");
        assert_eq!(faults.keyed_by("oid").identity(&params("1", "7")), "");
    }
}
