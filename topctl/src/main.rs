//! `topctl`: a documentation page of the Taobao Open Platform in, Rust out.
#![forbid(unsafe_code)]

fn main() {}
