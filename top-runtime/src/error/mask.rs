//! Masks secrets in an error: a server may repeat the session or the signature that it received.

use super::{Error, ErrorKind, Inner};
use crate::secret::Masker;

impl Error {
    /// Masks the secrets of a call wherever the error repeats them. A throttled call contains no
    /// foreign text.
    pub(crate) fn mask(&mut self, secrets: impl FnOnce() -> Masker) {
        if matches!(self.kind(), ErrorKind::Throttled(_)) {
            return;
        }
        let secrets = &secrets();
        let mask = |text: &mut String| secrets.mask(text);
        let Inner { context, kind } = &mut *self.0;
        mask(&mut context.method);
        context.body.iter_mut().chain(&mut context.request_id).for_each(mask);
        match kind {
            ErrorKind::UnexpectedBody(e) => {
                mask(&mut e.reason);
                e.content_type.iter_mut().for_each(mask);
            }
            ErrorKind::Platform(e) => {
                mask(&mut e.code);
                mask(&mut e.msg);
                e.sub_code.iter_mut().chain(&mut e.sub_msg).for_each(mask);
            }
            ErrorKind::Business(e) => {
                let failure = &mut e.failure;
                failure.code.iter_mut().chain(&mut failure.message).for_each(mask);
                for detail in &mut failure.details {
                    detail.code.iter_mut().chain(&mut detail.message).for_each(mask);
                }
            }
            ErrorKind::Decode(e) => e.issue.mask(secrets),
            ErrorKind::Invalid(e) => e.issues.iter_mut().for_each(|issue| issue.mask(secrets)),
            ErrorKind::Transport(e) => e.error.mask(secrets),
            ErrorKind::Throttled(_) | ErrorKind::Http(_) => {}
        }
    }
}
