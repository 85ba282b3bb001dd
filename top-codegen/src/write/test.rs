//! The test of one API: its request and its reply survive the local gateway.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Session;

use super::module::Module;
use super::sample::Sample;
use super::shapes::{REQUEST, RESPONSE};
use super::words::ident;

/// The test module.
pub(super) fn test(module: &Module, fields: usize) -> TokenStream {
    let request = ident(&module.request().name);
    let sent = Sample::new(module, fields).object(REQUEST);
    let answered = module.response().map(|response| {
        let mut sample = Sample::new(module, fields);
        let value = sample.object(RESPONSE);
        (ident(&response.name), value)
    });
    let (response, replied) = match answered {
        Some((name, value)) => (quote!(#name), value),
        None => (quote!(top_runtime::Value), quote!([("done", true.into())].into_iter().collect())),
    };
    let decode = is_cut(&sent, &replied).then(|| {
        quote!(
            use top_runtime::Decode;
        )
    });
    let session = (module.session == Session::Required).then(|| quote!(.session(&sandbox.session())));
    quote! {
        #[cfg(test)]
        mod tests {
            use super::*;
            #decode
            use top_sandbox::Sandbox;

            #[tokio::test]
            async fn request_and_reply_survive_the_wire() -> Result<(), Box<dyn std::error::Error>> {
                let (sent, replied) = (request()?, reply()?);
                let answer = replied.clone();
                let sandbox = Sandbox::builder().reply::<#request>(move |_| answer.clone()).start().await?;

                let received = sandbox.client()?#session.execute(&sent).await?;

                assert_eq!(sandbox.only::<#request>(), sent);
                assert_eq!(received.into_inner(), replied);
                Ok(())
            }

            fn request() -> Result<#request, Box<dyn std::error::Error>> {
                Ok(#sent)
            }

            fn reply() -> Result<#response, Box<dyn std::error::Error>> {
                Ok(#replied)
            }
        }
    }
}

/// Whether a value leaves fields out.
fn is_cut(sent: &TokenStream, replied: &TokenStream) -> bool {
    [sent, replied].iter().any(|value| value.to_string().contains("Decode :: empty"))
}
