//! Taking out of an error what must not be shown: a server may repeat the session or the signature that it was sent.

use super::Error;
use crate::secret::hide;

impl Error {
    /// Masks a secret wherever the error repeats it.
    pub(crate) fn hide(&mut self, secret: &str) {
        let mask = |text: &mut String| hide(text, secret);
        let context = self.context_mut();
        mask(&mut context.method);
        context.body.iter_mut().chain(&mut context.request_id).for_each(mask);
        match self {
            Self::NotTop(e) => {
                mask(&mut e.reason);
                e.content_type.iter_mut().for_each(mask);
            }
            Self::Platform(e) => {
                mask(&mut e.code);
                mask(&mut e.msg);
                e.sub_code.iter_mut().chain(&mut e.sub_msg).for_each(mask);
            }
            Self::Business(e) => {
                let failure = &mut e.failure;
                failure.code.iter_mut().chain(&mut failure.message).for_each(mask);
                for detail in &mut failure.details {
                    detail.code.iter_mut().chain(&mut detail.message).for_each(mask);
                }
            }
            Self::Decode(e) => e.issue.hide(secret),
            Self::Invalid(e) => e.issues.iter_mut().for_each(|issue| issue.hide(secret)),
            Self::Transport(e) => e.error.hide(secret),
            Self::Throttled(_) | Self::Http(_) => {}
        }
    }
}
