//! The five documentation pages this workspace is tested against, declared in the DSL by hand.
//!
//! Each module is one page: the request, its value objects, the reply, and `sample()`, which builds the request
//! of the page's Java sample with the very values that stand there.

/// A local gateway that answers the five APIs as their pages show it.
pub mod gateway;

/// 推送和解沟通: reports on a settlement talk to the legal affairs service.
pub mod kongur;

/// 调解结果推送: reports how the mediation of a game trade ended.
pub mod jym;

/// 投诉案件信息研判: looks up the seller, the order and the goods behind a complaint.
pub mod sungari;

/// 鉴定工单信息同步: keeps the authentication case of a refund up to date.
pub mod rdc;

/// 创建投诉工单: opens a complaint ticket with the warehouse logistics.
pub mod niaochao;
