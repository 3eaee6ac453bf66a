//! Measures the record beside the bare limit of the same run, and prints a
//! table and a JSON file.

mod bare;
mod clocks;
mod intake;
mod reads;
mod report;
mod rest;
mod retarget;
mod seed;
mod served;
mod streams;
mod texts;

use anyhow::{Result, bail};
use clap::Parser;
use homeward_app::{App, AppOptions, Location};
use homeward_testkit::cluster::{Cluster, Purpose};
use report::Report;
use served::Served;
use std::path::Path;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Measures Homeward.
#[derive(Parser)]
struct Arguments {
    /// `small` for a look, `full` for the sizes of the specification.
    #[arg(long, default_value = "small")]
    size: String,
    /// Only parts whose name holds this: sqlite-empty, sqlite-filled, postgres-empty, postgres-filled, clocks, retarget, streams, copies.
    #[arg(long)]
    only: Option<String>,
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
    /// Open complaints whose clocks get another target in the background.
    pub retargeted: usize,
    /// Live streams that are open at once.
    pub streams: usize,
    /// Requests of each reading measurement.
    pub reads: usize,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let size = match arguments.size.as_str() {
        "small" => Size {
            cases: 20_000,
            intake: Duration::from_secs(4),
            clocks: 20_000,
            retargeted: 4_000,
            streams: 500,
            reads: 300,
        },
        "full" => Size {
            cases: 1_000_000,
            intake: Duration::from_secs(20),
            clocks: 1_000_000,
            retargeted: 100_000,
            streams: 5_000,
            reads: 1_000,
        },
        other => bail!("there is no size {other}; take small or full"),
    };
    let wanted = |part: &str| arguments.only.as_deref().is_none_or(|only| part.contains(only));
    let mut report = Report::new(&arguments.size);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let sizes = [("empty", 0), ("filled", size.cases)];
    for (part, cases) in sizes {
        if wanted(&format!("sqlite-{part}")) {
            sqlite(&runtime, size, cases, &mut report)?;
        }
    }
    for (part, cases) in sizes {
        if wanted(&format!("postgres-{part}")) {
            postgres(&runtime, size, cases, &mut report)?;
        }
    }
    if wanted("clocks") {
        let folder = tempfile::tempdir()?;
        let app = App::open(AppOptions::embedded(folder.path()))?;
        runtime.block_on(clocks::measure(&app, size, &mut report))?;
    }
    if wanted("retarget") {
        retarget::measure(&runtime, size, &mut report)?;
    }
    if wanted("streams") {
        runtime.block_on(streams::measure(size, &mut report))?;
    }
    if wanted("copies") {
        streams::two_copies(&runtime, &mut report)?;
    }
    report.print()
}

fn sqlite(runtime: &Runtime, size: Size, cases: usize, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let name = format!("SQLite, {cases} cases");
    let options = AppOptions::embedded(folder.path());
    let seen = Seen { name: &name, data: folder.path(), database: None };
    measure(runtime, size, cases, options, &seen, report)?;
    bare::sqlite(folder.path(), &name, report)
}

fn postgres(runtime: &Runtime, size: Size, cases: usize, report: &mut Report) -> Result<()> {
    let cluster = Cluster::start(Purpose::Benchmarks)?;
    let folder = tempfile::tempdir()?;
    let name = format!("PostgreSQL, {cases} cases");
    let location = Location::Postgres(cluster.url().to_owned());
    let options = AppOptions { location, ..AppOptions::embedded(folder.path()) };
    let seen = Seen { name: &name, data: folder.path(), database: Some(cluster.url()) };
    measure(runtime, size, cases, options, &seen, report)?;
    bare::postgres(cluster.url(), &name, report)
}

/// A database as the report names it and the program is told of it.
struct Seen<'a> {
    name: &'a str,
    data: &'a Path,
    database: Option<&'a str>,
}

/// Fills a database; then starts the program on it, reads, takes in.
fn measure(
    runtime: &Runtime,
    size: Size,
    cases: usize,
    options: AppOptions,
    seen: &Seen,
    report: &mut Report,
) -> Result<()> {
    let name = seen.name;
    if cases > 0 {
        let app = App::open(options)?;
        runtime.block_on(seed::fill(&app, name, cases, report))?;
    }
    runtime.block_on(async {
        let served = Served::new(seen.data, seen.database).await?;
        let started = served.started_in.as_secs_f64() * 1000.0;
        report.add(format!("{name}: start to first answer"), started, "ms", "500 ms");
        report.add(format!("{name}: memory when idle"), served.memory_mib()?, "MiB", "60 MiB");
        if cases > 0 {
            reads::measure(&served, name, size, report).await?;
        }
        rest::of_the_disk()?;
        intake::measure(&served, name, size, report).await?;
        served.stop()
    })
}
