//! Holds the running program to its own description: an independent validator reads
//! it, thousands of requests are made from it, right and wrong, and a client.

use crate::root;
use anyhow::{Context as _, Result, bail, ensure};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What every answer must keep to.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_schema_conformance,ignored_auth,unsupported_method,negative_data_rejection";
/// Has no end, so nothing that waits for a whole answer can ask for it.
const STREAM: &str = "/api/v1/stream";
/// The requests are the same in every run.
const SEED: &str = "20261121";
/// One after another: two would mix the order of requests, and the parser of
/// Debian's Python 3.11.2 breaks where two threads use it (issue 106905 of its project).
const WORKERS: &str = "1";
/// How long requests are made, in seconds.
const SECONDS: &str = "150";

/// Runs all checks against the program as it was built for the tests.
pub fn run() -> Result<()> {
    let tools = tools()?;
    let folder = tempfile::tempdir()?;
    let program = Program::start(folder.path())?;
    let (base, token) = (program.base.as_str(), program.token.as_str());
    let client = folder.path().join("client");
    let description = folder.path().join("openapi.json");
    fs::write(&description, output(Command::new(binary()).arg("openapi"))?)?;
    done(Command::new(tools.join("openapi-spec-validator")).arg(&description).stdout(Stdio::null()))?;
    done(
        Command::new(tools.join("openapi-python-client"))
            .args(["generate", "--meta", "none", "--path"])
            .arg(&description)
            .arg("--output-path")
            .arg(&client)
            .stdout(Stdio::null()),
    )?;
    let smoke = root().join("xtask/contract/smoke.py");
    done(Command::new(tools.join("python")).arg(smoke).args([base, token]).env("PYTHONPATH", folder.path()))?;
    done(
        Command::new(tools.join("schemathesis"))
            .args(["run", &format!("{base}/api/v1/openapi.json"), "--no-color", "--workers", WORKERS])
            .args(["--header", &format!("Authorization: Bearer {token}")])
            .args(["--phases", "examples,coverage,fuzzing", "--checks", CHECKS, "--exclude-path", STREAM])
            .args(["--seed", SEED, "--max-time", SECONDS])
            .current_dir(folder.path()),
    )
}

/// The tools in a virtual environment of their own, made where it is missing or
/// its list has changed.
fn tools() -> Result<PathBuf> {
    let (home, list) = (root().join("target/contract-tools"), root().join("xtask/contract/requirements.txt"));
    let stamp = home.join("requirements.txt");
    if fs::read(&stamp).ok() != Some(fs::read(&list)?) {
        done(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&home))?;
        done(Command::new(home.join("bin/pip")).args(["install", "--quiet", "--requirement"]).arg(&list))?;
        fs::copy(&list, &stamp)?;
    }
    Ok(home.join("bin"))
}

/// The program on an empty folder, with a token for everything.
struct Program {
    server: Child,
    base: String,
    token: String,
}

impl Program {
    fn start(data: &Path) -> Result<Self> {
        let made = output(
            Command::new(binary())
                .args(["token", "create", "--name", "contract", "--scope", "all"])
                .arg("--data")
                .arg(data),
        )?;
        let token = made.lines().last().context("a token")?.to_owned();
        let mut server = Command::new(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = BufReader::new(server.stdout.take().context("what the program says")?);
        let serving =
            said.lines().map_while(Result::ok).find_map(|line| line.strip_prefix("Serving ").map(str::to_owned));
        Ok(Self { server, base: serving.context("the program did not serve")?, token })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn binary() -> PathBuf {
    root().join("target/debug/homeward")
}

fn done(command: &mut Command) -> Result<()> {
    if !command.status().with_context(|| format!("{command:?}"))?.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?} failed");
    Ok(String::from_utf8(output.stdout)?)
}
