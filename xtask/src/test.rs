//! Everything that must hold: format, lints, structure, and every test on both
//! databases, with the time of each step.

use crate::{browser, contract, install, root, scripts, tidy};
use anyhow::{Context as _, Result, bail};
use homeward_testkit::POSTGRES_VARIABLE;
use homeward_testkit::cluster::{Cluster, Purpose};
use std::env;
use std::process::Command;
use std::time::Instant;

/// What becomes of a snapshot that is another one: `always` writes it, `no` leaves no trace.
pub const SNAPSHOTS: &str = "INSTA_UPDATE";

/// Runs all steps, or with a filter only the tests that it names.
pub fn run(filter: Option<&str>) -> Result<()> {
    let mut steps = Vec::new();
    if filter.is_none() {
        step(&mut steps, "packages", install::packages)?;
        step(&mut steps, "format", || cargo(&["fmt", "--all", "--check"]))?;
        step(&mut steps, "lints", || {
            cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])
        })?;
        step(&mut steps, "docs", docs)?;
        step(&mut steps, "tidy", || tidy::run(&root()))?;
        step(&mut steps, "scripts", scripts::run)?;
    }
    step(&mut steps, "program", || cargo(&["build", "--quiet", "--package", "homeward"]))?;
    let cluster = Cluster::start(Purpose::Tests).context("a PostgreSQL server for tests")?;
    step(&mut steps, "tests", || tests(&cluster, filter))?;
    if filter.is_none() {
        step(&mut steps, "browser", browser::run)?;
        step(&mut steps, "contract", contract::run)?;
    }
    println!("\n{:<10} {:>7}", "step", "seconds");
    for (name, seconds) in steps {
        println!("{name:<10} {seconds:>7.1}");
    }
    Ok(())
}

fn step(steps: &mut Vec<(&'static str, f64)>, name: &'static str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("== {name}");
    let began = Instant::now();
    run().with_context(|| format!("step {name}"))?;
    steps.push((name, began.elapsed().as_secs_f64()));
    Ok(())
}

/// With nextest where it is installed, else with cargo's own runner.
fn tests(cluster: &Cluster, filter: Option<&str>) -> Result<()> {
    let has_nextest = Command::new("cargo").args(["nextest", "--version"]).output().is_ok_and(|o| o.status.success());
    let mut command = Command::new("cargo");
    if has_nextest {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"]);
    } else {
        command.args(["test", "--workspace", "--no-fail-fast"]);
    }
    command.args(filter);
    command.current_dir(root()).env(POSTGRES_VARIABLE, cluster.url());
    // A text that is another one fails; only who asks for it has it written.
    if filter.is_none() && env::var_os(SNAPSHOTS).is_none() {
        command.env(SNAPSHOTS, "no");
    }
    if !command.status()?.success() {
        bail!("tests failed");
    }
    Ok(())
}

/// Links between the docs of items lead somewhere.
fn docs() -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"]);
    command.current_dir(root()).env("RUSTDOCFLAGS", "--deny warnings");
    if !command.status()?.success() {
        bail!("cargo doc failed");
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<()> {
    if !Command::new("cargo").args(arguments).current_dir(root()).status()?.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}
