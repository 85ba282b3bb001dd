//! The complaint desk of a shop: the code under test.

mod api;
mod desk;

pub use api::{ComplaintTicket, CreateComplaintTicket, IfpResult, TicketCreated, TicketItem};
pub use desk::{ComplaintDesk, OpenError};
