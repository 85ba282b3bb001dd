//! Compiles and runs the examples of the READMEs as documentation tests.

#![cfg_attr(doctest, doc = include_str!("../../README.md"))]
#![cfg_attr(doctest, doc = include_str!("../../README.zh-CN.md"))]
