//! Measures the record beside the bare limit of the same run, and prints a
//! table and a JSON file.

mod bare;
mod client;
mod clocks;
mod intake;
mod reads;
mod report;
mod seed;
mod texts;

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use homeward_app::{App, AppOptions, Location};
use homeward_testkit::cluster::{Cluster, Purpose};
use report::Report;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Measures Homeward.
#[derive(Parser)]
struct Arguments {
    /// `small` for a look, `full` for the sizes of the specification.
    #[arg(long, default_value = "small")]
    size: String,
    /// Only parts whose name holds this.
    #[arg(long)]
    only: Option<String>,
    /// Open this data folder, answer once, and tell time and memory: what the
    /// benchmark asks of a process of its own.
    #[arg(long, hide = true)]
    start: Option<PathBuf>,
}

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Size {
    /// Cases that are there before the large measurements.
    pub cases: usize,
    /// How long an intake is measured.
    pub intake: Duration,
    /// Clocks that run for the measurement of alarms.
    pub clocks: usize,
    /// Requests of each reading measurement.
    pub reads: usize,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(data) = &arguments.start {
        return tell_start(data);
    }
    let size = match arguments.size.as_str() {
        "small" => Size { cases: 20_000, intake: Duration::from_secs(4), clocks: 20_000, reads: 300 },
        "full" => Size { cases: 1_000_000, intake: Duration::from_secs(20), clocks: 1_000_000, reads: 1_000 },
        other => bail!("there is no size {other}; take small or full"),
    };
    let wanted = |part: &str| arguments.only.as_deref().is_none_or(|only| part.contains(only));
    let mut report = Report::new(&arguments.size);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if wanted("sqlite-empty") {
        sqlite_empty(&runtime, size, &mut report)?;
    }
    if wanted("sqlite-filled") {
        sqlite_filled(&runtime, size, &mut report)?;
    }
    if wanted("postgres") {
        postgres(&runtime, size, &mut report)?;
    }
    if wanted("clocks") {
        let folder = tempfile::tempdir()?;
        let app = App::open(AppOptions::embedded(folder.path()))?;
        runtime.block_on(clocks::measure(&app, size, &mut report))?;
    }
    report.print()
}

fn sqlite_empty(runtime: &tokio::runtime::Runtime, size: Size, report: &mut Report) -> Result<()> {
    let empty = tempfile::tempdir()?;
    let app = App::open(AppOptions::embedded(empty.path()))?;
    runtime.block_on(intake::measure(&app, "SQLite, empty", size, report))?;
    drop(app);
    bare::sqlite(empty.path(), "SQLite, empty", report)
}

fn sqlite_filled(runtime: &tokio::runtime::Runtime, size: Size, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let app = App::open(AppOptions::embedded(folder.path()))?;
    runtime.block_on(seed::fill(&app, size.cases, report))?;
    drop(app);
    start(folder.path(), report)?;
    let app = App::open(AppOptions::embedded(folder.path()))?;
    let name = format!("SQLite, {} cases", size.cases);
    runtime.block_on(reads::measure(&app, &name, size, report))?;
    runtime.block_on(intake::measure(&app, &name, size, report))?;
    drop(app);
    bare::sqlite(folder.path(), &name, report)
}

fn postgres(runtime: &tokio::runtime::Runtime, size: Size, report: &mut Report) -> Result<()> {
    let cluster = Cluster::start(Purpose::Benchmarks)?;
    let folder = tempfile::tempdir()?;
    let location = Location::Postgres(cluster.url().to_owned());
    let app = App::open(AppOptions { location, ..AppOptions::embedded(folder.path()) })?;
    runtime.block_on(intake::measure(&app, "PostgreSQL, empty", size, report))?;
    drop(app);
    bare::postgres(cluster.url(), "PostgreSQL, empty", report)
}

/// From nothing running to the first answer from an existing database, in a
/// process of its own.
fn start(data: &Path, report: &mut Report) -> Result<()> {
    let output = Command::new(std::env::current_exe()?).arg("--start").arg(data).output()?;
    let told = String::from_utf8(output.stdout)?;
    let (time, memory) = told.trim().split_once(' ').context("time and memory of the started process")?;
    report.add("start to first answer", time.parse()?, "ms", "500 ms");
    report.add("memory when idle", memory.parse()?, "MiB", "60 MiB");
    Ok(())
}

fn tell_start(data: &Path) -> Result<()> {
    let began = Instant::now();
    let app = App::open(AppOptions::embedded(data))?;
    app.store().read_blocking(|db| homeward_store::cases::count_open(db, 50))?;
    println!("{} {}", began.elapsed().as_secs_f64() * 1000.0, report::resident_mib()?);
    Ok(())
}
