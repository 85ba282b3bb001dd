//! Calls with faults, over real sockets: errors, requests on the wire, retries, and secrecy.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod blocking;
mod blocking_pages;
mod cancellation;
mod client_proxy;
mod clock_skew;
mod concurrency;
mod connections;
mod documentation;
mod earlier_attempts;
mod extreme_settings;
mod fault_mix;
mod http_client;
mod interim_responses;
mod no_resend;
mod platform_codes;
mod proxy;
mod raw_server;
#[allow(dead_code)] // `it` uses all of it
#[path = "../it/spans/recorder.rs"]
mod recorder;
mod retries;
mod root_certificates;
mod runtimes;
mod secrets;
mod single_attempt;
mod test_clock;
mod throttling;
mod timeouts;
mod tls;
mod tower_layers;
mod traces;
#[cfg(target_os = "linux")]
mod upload_memory;
mod uploads;
