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
    _folder: TempDir,
}

impl Cluster {
    /// Makes a cluster and starts it. Durable where `fsync` is wanted: tests
    /// do without, benchmarks need it.
    pub fn start(fsync: bool) -> io::Result<Self> {
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
        let server = as_server(&binaries.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"])
            .arg(folder.path())
            .args(["-c", "max_connections=300", "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB"])
            .args(["-c", if fsync { "fsync=on" } else { "fsync=off" }])
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("log"))?)
            .spawn()?;
        let url = format!("postgres://homeward@127.0.0.1:{port}/postgres");
        let cluster = Self { server, url, _folder: folder };
        cluster.wait()?;
        Ok(cluster)
    }

    /// Where it answers.
    pub fn url(&self) -> &str {
        &self.url
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
