//! A throw-away PostgreSQL cluster from Debian's packages, on a free port.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long the server may take to answer.
const START_TIME_MAX: Duration = Duration::from_secs(30);

/// A running server; stopped and removed when dropped.
pub struct Cluster {
    server: Child,
    url: String,
    folder: TempDir,
}

/// What a server is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Tests, which do without flushes.
    Tests,
    /// Benchmarks, which need them.
    Benchmarks,
    /// Tests of encrypted connections; the certificate is its own.
    Tls,
}

/// Has `openssl` make a certificate for a server on this machine, by itself
/// alone.
const CERTIFICATE: &str = "[req]\ndistinguished_name = name\nx509_extensions = server\n[name]\n[server]\n\
    basicConstraints = critical, CA:FALSE\nsubjectAltName = IP:127.0.0.1\n";

impl Cluster {
    /// Makes a cluster and starts it.
    pub fn start(purpose: Purpose) -> io::Result<Self> {
        let binaries =
            binaries().ok_or_else(|| io::Error::other("PostgreSQL is not installed (package postgresql)"))?;
        let folder = tempfile::Builder::new().prefix("homeward-postgres-").tempdir()?;
        let data = folder.path().join("data");
        give_to_server(folder.path())?;
        let made = as_server(&binaries.join("initdb"))
            .args(["--auth=trust", "--username=homeward", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .status()?;
        if !made.success() {
            return Err(io::Error::other("initdb failed"));
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let tls = purpose == Purpose::Tls;
        if tls {
            make_certificate(folder.path())?;
        }
        let mut command = as_server(&binaries.join("postgres"));
        if tls {
            command.args(["-c", "ssl=on", "-c"]).arg(named("ssl_cert_file", folder.path(), "server.crt"));
            command.arg("-c").arg(named("ssl_key_file", folder.path(), "server.key"));
        }
        let server = command
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"])
            .arg(folder.path())
            .args(["-c", "max_connections=300", "-c", "shared_buffers=256MB"])
            .args(match purpose {
                Purpose::Benchmarks => ["-c", "fsync=on", "-c", "max_wal_size=4GB"],
                Purpose::Tests | Purpose::Tls => ["-c", "fsync=off", "-c", "max_wal_size=512MB"],
            })
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("log"))?)
            .spawn()?;
        let url = format!("postgres://homeward@127.0.0.1:{port}/postgres");
        let cluster = Self { server, url, folder };
        cluster.wait()?;
        Ok(cluster)
    }

    /// Where it answers.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The certificate of a server for encrypted connections.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("server.crt")
    }

    fn wait(&self) -> io::Result<()> {
        let began = Instant::now();
        while began.elapsed() < START_TIME_MAX {
            if postgres::Client::connect(&self.url, postgres::NoTls).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(io::Error::other("the PostgreSQL server did not answer"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown.
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

fn named(option: &str, folder: &Path, file: &str) -> String {
    format!("{option}={}", folder.join(file).display())
}

fn make_certificate(folder: &Path) -> io::Result<()> {
    let options = folder.join("openssl.cnf");
    fs::write(&options, CERTIFICATE)?;
    let made = as_server(Path::new("openssl"))
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=homeward tests", "-config"])
        .arg(&options)
        .arg("-keyout")
        .arg(folder.join("server.key"))
        .arg("-out")
        .arg(folder.join("server.crt"))
        .stderr(Stdio::null())
        .status()?;
    if made.success() { Ok(()) } else { Err(io::Error::other("openssl made no certificate")) }
}

/// The folder of the newest server installed.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|e| Some(e.ok()?.path().join("bin"))).collect();
    versions.sort();
    versions.into_iter().rfind(|folder| folder.join("initdb").exists())
}

/// PostgreSQL refuses to run as root; there it runs as its own user.
fn as_server(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
    command
}

fn give_to_server(folder: &Path) -> io::Result<()> {
    if is_root() && !Command::new("chown").arg("postgres").arg(folder).status()?.success() {
        return Err(io::Error::other("the folder could not be given to the user postgres"));
    }
    Ok(())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n")
}
