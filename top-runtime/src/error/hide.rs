//! Taking out of an error what must not be shown: a server may repeat the session or the signature that it was sent.

use super::Error;
use crate::issue::Issue;
use crate::secret::MASK;

/// What was sent with a call and must not come back in an error. Texts too short to be a secret would only mangle the error.
const SHORTEST: usize = 8;

impl Error {
    /// Masks a text wherever a reply repeated it.
    pub(crate) fn hide(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        let hide = |text: &mut String| {
            if text.contains(secret) {
                *text = text.replace(secret, MASK);
            }
        };
        let hide_issue = |issue: &mut Issue| hide(&mut issue.found);
        self.context_mut().body.iter_mut().for_each(hide);
        match self {
            Self::NotTop(e) => e.content_type.iter_mut().for_each(hide),
            Self::Platform(e) => {
                hide(&mut e.msg);
                e.sub_code.iter_mut().chain(&mut e.sub_msg).for_each(hide);
            }
            Self::Business(e) => {
                let failure = &mut e.failure;
                failure.code.iter_mut().chain(&mut failure.message).for_each(hide);
                for detail in &mut failure.details {
                    detail.code.iter_mut().chain(&mut detail.message).for_each(hide);
                }
            }
            Self::Decode(e) => hide_issue(&mut e.issue),
            Self::Invalid(e) => e.issues.iter_mut().for_each(hide_issue),
            Self::Transport(_) | Self::Http(_) => {}
        }
    }
}
