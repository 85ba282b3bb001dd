//! What was made of the documents is called like any other API.

use top_example_build_script::apis::{example_stock_get, example_ticket_create};
