//! Nothing but the examples of the READMEs, which are compiled and run as documentation tests.

#![cfg_attr(doctest, doc = include_str!("../../README.md"))]
#![cfg_attr(doctest, doc = include_str!("../../README.zh-CN.md"))]
