//! From the path of a request to a protocol.

use super::{
    BATCH_PATH, IOP_METHOD_PATH, IOP_PATH_PREFIX, PATH, Protocol, QIMEN_CLOUD_PATH, QIMEN_CLOUD_TEST_PATH,
    QIMEN_PATH, TOKEN_PATH,
};

/// What a path of the sandbox serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'p> {
    /// Calls of a protocol. `api_path` is the path of the API, or empty: the name is a parameter.
    Call {
        protocol: Protocol,
        api_path: &'p str,
    },
    Batch,
    Token,
}

impl<'p> Route<'p> {
    /// Returns what a path serves. `None` if it serves nothing.
    pub(crate) fn find(path: &'p str) -> Option<Self> {
        let call = |protocol| Self::Call { protocol, api_path: "" };
        Some(match path {
            PATH => call(Protocol::Top),
            BATCH_PATH => Self::Batch,
            TOKEN_PATH => Self::Token,
            IOP_METHOD_PATH => call(Protocol::IopMethod),
            QIMEN_CLOUD_PATH | QIMEN_CLOUD_TEST_PATH => call(Protocol::QimenCloud),
            QIMEN_PATH => call(Protocol::Qimen),
            _ => {
                let path = path.strip_prefix(IOP_PATH_PREFIX)?;
                // `/rest/2.0/orders/7` and `/rest/orders/7` have the same path of the API.
                let api_path = path.strip_prefix("/2.0").filter(|rest| rest.starts_with('/')).unwrap_or(path);
                if !api_path.starts_with('/') || api_path == "/" {
                    return None;
                }
                Self::Call { protocol: Protocol::IopPath, api_path }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_select_a_protocol_and_the_path_of_the_api() {
        let iop = |api_path| Some(Route::Call { protocol: Protocol::IopPath, api_path });
        for (path, route) in [
            ("/rest/order/get", iop("/order/get")),
            ("/rest/2.0/order/7", iop("/order/7")),
            ("/rest/2.01/order", iop("/2.01/order")),
            ("/rest/order%20x/", iop("/order%20x/")),
            ("/rest", None),
            ("/rest/", None),
            ("/rest/2.0/", None),
            ("/rest/2.0", iop("/2.0")),
            ("/restorder", None),
            ("/sync/", None),
            ("/", None),
            ("/token", Some(Route::Token)),
            ("/router/batch", Some(Route::Batch)),
            ("/router/qmtest", Some(Route::Call { protocol: Protocol::QimenCloud, api_path: "" })),
        ] {
            assert_eq!(Route::find(path), route, "{path}");
        }
    }
}
