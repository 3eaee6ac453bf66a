//! Whom a connection of ours to elsewhere trusts.

use crate::StoreError;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// TLS with the certificates that the machine trusts, or those of the file that
/// the variable `SSL_CERT_FILE` names.
pub fn trusting_this_machine() -> Result<ClientConfig, StoreError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().map_err(StoreError::corrupt)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
