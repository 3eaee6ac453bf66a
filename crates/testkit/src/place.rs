//! Where one test has its things: a folder and databases of its own on the server.

use crate::POSTGRES_VARIABLE;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;

/// A folder, and the databases made for whoever has it; all removed when dropped, so
/// that a run of all tests needs the disk of those that run now.
pub(crate) struct Place {
    folder: TempDir,
    databases: Mutex<Vec<String>>,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), databases: Mutex::default() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a database on the server for tests, named after the folder; its address.
    pub(crate) fn fresh_database(&self) -> String {
        let mut databases = self.databases.lock().expect("no panic");
        let folder = self.path().file_name().and_then(|n| n.to_str()).expect("a name").to_lowercase();
        let name = format!("{}t{}", folder.replace('.', "t"), databases.len());
        connect().batch_execute(&format!("CREATE DATABASE \"{name}\"")).expect("a database is made");
        databases.push(name.clone());
        let server = server();
        format!("{}/{name}", server.rsplit_once('/').expect("an address ends in a database").0)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        for name in self.databases.lock().iter().flat_map(|names| names.iter()) {
            // Other copies of the program may have been left connected.
            let dropped = connect().batch_execute(&format!("DROP DATABASE \"{name}\" WITH (FORCE)"));
            if let Err(reason) = dropped {
                eprintln!("database {name} is left: {reason}");
            }
        }
    }
}

fn connect() -> postgres::Client {
    postgres::Client::connect(&server(), postgres::NoTls).expect("the server answers")
}

#[allow(clippy::disallowed_methods, reason = "tests are configured by their environment")]
fn server() -> String {
    std::env::var(POSTGRES_VARIABLE)
        .unwrap_or_else(|_| panic!("{POSTGRES_VARIABLE} is not set; run the tests by: cargo xtask test"))
}
