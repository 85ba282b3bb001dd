//! Taking out of an error what must not be shown: a server may repeat the session or the signature that it was sent.

use super::Error;
use crate::secret::Masker;

impl Error {
    /// Masks the secrets of a call wherever the error repeats them. A call that was turned away
    /// holds no foreign text.
    pub(crate) fn hide(&mut self, secrets: impl FnOnce() -> Masker) {
        if matches!(self, Self::Throttled(_)) {
            return;
        }
        let secrets = &secrets();
        let mask = |text: &mut String| secrets.mask(text);
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
            Self::Decode(e) => e.issue.hide(secrets),
            Self::Invalid(e) => e.issues.iter_mut().for_each(|issue| issue.hide(secrets)),
            Self::Transport(e) => e.error.hide(secrets),
            Self::Throttled(_) | Self::Http(_) => {}
        }
    }
}
