//! Options of one call in a batch, in place of those of the batch.

use crate::SessionKey;
use crate::client::CallOptions;

/// Session and called app of one call in a batch, if they are not those of the batch.
#[derive(Clone, Copy, Default)]
pub struct OwnOptions<'a> {
    session: Option<&'a SessionKey>,
    target_app_key: Option<&'a str>,
}

impl<'a> OwnOptions<'a> {
    pub(crate) const fn with_session(mut self, key: &'a SessionKey) -> Self {
        self.session = Some(key);
        self
    }

    pub(crate) const fn with_target_app_key(mut self, app_key: &'a str) -> Self {
        self.target_app_key = Some(app_key);
        self
    }

    /// Returns the options of the call. `target_app_key` is set only if the call has its own: that of
    /// the batch is a public parameter of the whole request.
    pub(super) fn of_call(self, batch: &CallOptions) -> CallOptions {
        let mut options = CallOptions { target_app_key: None, ..batch.clone() };
        if let Some(key) = self.session {
            options.set_session(key);
        }
        if let Some(app_key) = self.target_app_key {
            options.set_target_app_key(app_key.to_owned());
        }
        options
    }
}
