//! Addresses of the platform.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

use crate::quoting::quote;

/// Ranges of addresses from which the platform sends, as `taobao.top.ipout.get` returns them.
///
/// The ranges change: read them at the start of the program and from time to time. A check of
/// addresses adds to the signature and does not replace it.
///
/// ```
/// use top_webhook::SourceRanges;
///
/// let ranges: SourceRanges = "140.205.144.0/24,140.205.145.0/24".parse()?;
/// assert!(ranges.contains("140.205.145.7".parse()?));
/// assert!(!ranges.contains("40.205.145.7".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRanges(Vec<IpNet>);

impl SourceRanges {
    /// Returns `true` for an address in one of the ranges. An IPv4 address in IPv6 form counts as
    /// IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|range| range.contains(&address))
    }
}

impl FromStr for SourceRanges {
    type Err = InvalidRange;

    /// Parses ranges such as `140.205.144.0/24`, or addresses, separated by commas.
    fn from_str(text: &str) -> Result<Self, InvalidRange> {
        let parse = |part: &str| {
            let address = || part.parse::<IpAddr>().map(IpNet::from);
            part.parse().or_else(|_| address()).map_err(|_| InvalidRange { found: quote(part) })
        };
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let ranges = parts.map(parse).collect::<Result<Vec<_>, _>>()?;
        if ranges.is_empty() { Err(InvalidRange { found: "nothing".to_owned() }) } else { Ok(Self(ranges)) }
    }
}

/// The error of a text that is not a list of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRange {
    found: String,
}

impl fmt::Display for InvalidRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected an address or a range such as `140.205.144.0/24`, found {}", self.found)
    }
}

impl std::error::Error for InvalidRange {}
