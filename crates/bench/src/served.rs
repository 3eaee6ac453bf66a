//! The program served in a process of its own, as its users run it, and
//! clients that keep their connection.

use anyhow::{Context as _, Result, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Who looks at the pages.
const LEAD: &str = "bench@example.com";

/// A running server with a token for everything; killed when dropped.
pub struct Served {
    server: Child,
    address: String,
    token: String,
    /// The way in of a lead, as a path that is good once.
    link: String,
    /// From nothing running to the first answer.
    pub started_in: Duration,
}

impl Served {
    /// Serves a data folder, or the PostgreSQL database of an address.
    pub async fn new(data: &Path, database: Option<&str>) -> Result<Self> {
        let program = std::env::current_exe()?.with_file_name("homeward");
        let command = |arguments: &[&str]| {
            let mut command = Command::new(&program);
            command.args(arguments).arg("--data").arg(data).stderr(Stdio::null());
            command.args(database.map(|url| ["--database", url]).into_iter().flatten());
            command
        };
        let made = command(&["token", "create", "--name", "bench", "--scope", "all"]).output()?;
        let token = String::from_utf8(made.stdout)?.lines().last().context("a token")?.to_owned();
        // A folder that is served again has the lead already.
        command(&["staff", "add", "--name", "bench", "--email", LEAD, "--role", "lead"]).output()?;
        let link = String::from_utf8(command(&["staff", "link", "--email", LEAD]).output()?.stdout)?;
        let link = link.find("/sign-in/").map(|at| link[at..].trim().to_owned()).context("a link")?;
        let began = Instant::now();
        let mut server = command(&["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn()?;
        let lines = BufReader::new(server.stdout.take().context("its output")?).lines();
        let serving = lines.map_while(Result::ok).find_map(|l| l.strip_prefix("Serving http://").map(str::to_owned));
        let address = serving.context("the server did not start")?;
        let mut running = Self { server, address, token, link, started_in: Duration::ZERO };
        running.client().await?.send("GET", "/api/v1/cases?state=open&limit=50", String::new()).await?;
        running.started_in = began.elapsed();
        Ok(running)
    }

    /// A client with its own connection.
    pub async fn client(&self) -> Result<Client> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Client { sender, who: ("authorization", format!("Bearer {}", self.token)) })
    }

    /// A client of a lead who has signed in to the console.
    pub async fn lead(&self) -> Result<Client> {
        let mut client = self.client().await?;
        let form = ("content-type", "application/x-www-form-urlencoded");
        let answer = client.ask("POST", &self.link, form, String::new()).await?;
        let cookie = answer.headers().get("set-cookie").context("a session")?.to_str()?;
        let session = cookie.split(';').next().unwrap_or_default().to_owned();
        answer.into_body().collect().await?;
        client.who = ("cookie", session);
        Ok(client)
    }

    /// The most memory of the server that was really there, in MiB.
    pub fn memory_mib(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kib: f64 = line.and_then(|l| l.split_whitespace().nth(1)).unwrap_or("0").parse()?;
        Ok(kib / 1024.0)
    }

    /// Stops serving, once what was accepted is done.
    pub fn stop(mut self) -> Result<()> {
        Command::new("kill").arg("-TERM").arg(self.server.id().to_string()).status()?;
        self.server.wait()?;
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// One connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    /// The header that says who asks.
    who: (&'static str, String),
}

impl Client {
    /// Asks for an answer without end.
    pub async fn open(mut self, path: &str) -> Result<Incoming> {
        let request = Request::builder()
            .uri(path)
            .header("host", "localhost")
            .header(self.who.0, &self.who.1)
            .body(Full::default())?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await.context("a request")?;
        ensure!(response.status().is_success(), "{}", response.status());
        Ok(response.into_body())
    }

    /// Sends a request; gives the body of an answer of success.
    pub async fn send(&mut self, method: &str, path: &str, body: String) -> Result<Bytes> {
        let response = self.ask(method, path, ("content-type", "application/json"), body).await?;
        let status = response.status();
        let bytes = response.into_body().collect().await?.to_bytes();
        ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        Ok(bytes)
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        form: (&str, &str),
        body: String,
    ) -> Result<hyper::Response<Incoming>> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header(self.who.0, &self.who.1)
            .header(form.0, form.1)
            .body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await?;
        self.sender.send_request(request).await.context("a request")
    }
}
