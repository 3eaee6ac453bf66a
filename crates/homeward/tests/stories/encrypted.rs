//! Connections to a PostgreSQL server that nobody between can read.

use crate::common::Program;
use homeward_testkit::cluster::{Cluster, Purpose};

#[test]
fn a_server_is_reached_by_tls_only_with_a_certificate_that_is_trusted() {
    let cluster = Cluster::start(Purpose::Tls).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&folder.path().join("data"), Some(format!("{}?sslmode=require", cluster.url())));
    let stranger = program.run(&["doctor"]);
    let said = String::from_utf8_lossy(&stranger.stdout).into_owned();
    assert!(!stranger.status.success() && said.contains("FAIL  database"), "{said}");
    assert!(said.contains("certificate"), "the reason is told: {said}");
    // No company is kept there yet, which only who has come in can know.
    let known = program.command(&["doctor"]).env("SSL_CERT_FILE", cluster.certificate()).output().unwrap();
    let said = String::from_utf8_lossy(&known.stdout).into_owned();
    assert!(said.contains("no company is kept here") && !said.contains("certificate"), "{said}");
}
