//! The program itself as a process: started, asked, killed.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Once;

/// A client of the program. Why it sets a provider of TLS, though it has no use for
/// one: the client in the library is built to be given one, and asks for it.
pub fn client() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| rustls::crypto::ring::default_provider().install_default().unwrap());
    reqwest::Client::new()
}

/// An answer of the program.
pub async fn get(url: impl reqwest::IntoUrl) -> reqwest::Result<reqwest::Response> {
    client().get(url).send().await
}

/// The program with its data folder and database.
pub struct Program {
    pub data: PathBuf,
    pub database: Option<String>,
}

impl Program {
    pub fn new(data: &Path, database: Option<String>) -> Self {
        Self { data: data.to_owned(), database }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homeward"));
        command.args(arguments).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn token(&self) -> String {
        let output = self.run(&["token", "create", "--name", "test", "--scope", "all"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().lines().last().unwrap().to_owned()
    }

    pub fn verify(&self) -> String {
        let output = self.run(&["verify"]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
        text
    }

    /// Serves on a free port, once it says so.
    pub fn serve(&self) -> Server {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        Server::start(&mut command)
    }
}

/// A running server; killed when dropped.
pub struct Server {
    pub child: Child,
    pub url: String,
}

impl Server {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.find_map(|line| line.unwrap().strip_prefix("Serving ").map(str::to_owned));
        let Some(url) = url else {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("the server did not start: {said}");
        };
        // Somebody must read what it says, or it would wait for a reader.
        let mut errors = child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url }
    }

    /// SIGKILL: no time for anything.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, then its exit status.
    pub fn stop(mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn complaint(reference: &str) -> Value {
    json!({
        "kind": "complaint", "channel": "phone", "complainant": {"name": "王芳", "phone": "13812345678"},
        "text": "导游强制购物,要求退款", "external_reference": reference,
    })
}

/// A fresh database on the server for tests; named by the caller.
#[allow(clippy::disallowed_methods, reason = "tests are configured by their environment")]
pub fn fresh_postgres(name: &str) -> String {
    let server = std::env::var(homeward_testkit::POSTGRES_VARIABLE).expect("run the tests by: cargo xtask test");
    for order in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        let done = Command::new("psql").arg(&server).args(["-qc", &format!("{order} {name}")]).status().unwrap();
        assert!(done.success(), "{order}");
    }
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}
