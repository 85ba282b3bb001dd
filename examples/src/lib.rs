//! Hand-written declarations of five APIs of the platform, one module per documentation page.
//!
//! Each module contains the request, its value objects, the response, and `sample()`, which builds
//! the request of the page's Java sample with the same values.
//!
//! The runnable programs by task are in the folder `examples`.

/// Local gateway that handles the five APIs and replies as their pages show.
pub mod gateway;

/// 推送和解沟通: reports a settlement talk to the legal affairs service.
pub mod settlement;

/// 调解结果推送: reports how the mediation of a game trade ended.
pub mod mediation_result;

/// 投诉案件信息研判: looks up the seller, the order and the goods of a complaint.
pub mod appeal;

/// 鉴定工单信息同步: updates the authentication case of a refund.
pub mod case_update;

/// 创建投诉工单: opens a complaint ticket with the warehouse logistics.
pub mod complaint_ticket;
