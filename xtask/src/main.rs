//! The project's own commands: `cargo xtask test`, `bench`, `tidy`.

mod bench;
mod browser;
mod contract;
mod counts;
mod guides;
mod install;
mod node;
mod scripts;
mod soak;
mod test;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// What the project does for those who work on it.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what tests need and run all of them.
    Test {
        /// Run only tests whose name holds this; nothing is installed or linted then.
        filter: Option<String>,
    },
    /// Hold the built program to its description: requests and a client made from it.
    Contract,
    /// Journeys in a real browser, and every page held to WCAG 2.2 AA.
    Browser,
    /// Pictures of every page, in both sizes, schemes and languages, in `artefacts/browser`.
    Shots,
    /// Paint, shift and interaction of the pages that people use most, as a table.
    Figures,
    /// Measure against the bare limit of the same run; prints a table and a JSON file.
    Bench {
        /// `small` for a look, `full` for the sizes of the specification.
        #[arg(long, default_value = "small")]
        size: String,
        /// Only parts whose name holds this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Follow `docs/adding-*.md` in a copy of the house: add the made-up act, register, setting
    /// and page, compile them, run the tests that must hold, and count the files of each.
    Counts {
        /// Only this document: `act`, `register`, `setting` or `page`.
        only: Option<String>,
        /// Leave out each part in turn, and show what notices; takes an hour.
        #[arg(long)]
        forgotten: bool,
        /// Of those that are left out, only parts whose path holds this.
        #[arg(long)]
        part: Option<String>,
    },
    /// Random sequences of acts and properties with fresh seeds, until the time is over or
    /// one fails, which says the seed that repeats it.
    Soak {
        /// For how long; the round that has begun is ended.
        #[arg(long, default_value_t = 10)]
        minutes: u64,
        /// One round with just this seed.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Check the arrows between crates, sizes of files and leftovers.
    Tidy,
    /// Check format and lints of styles and scripts.
    Scripts,
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Task::Test { filter } => test::run(filter.as_deref()),
        Task::Contract => contract::run(),
        Task::Browser => browser::run(),
        Task::Shots => browser::shots(),
        Task::Figures => browser::figures(),
        Task::Bench { size, only } => bench::run(&size, only.as_deref()),
        Task::Counts { only, forgotten: false, .. } => counts::run(only.as_deref()),
        Task::Counts { only, part, .. } => counts::forgotten(only.as_deref(), part.as_deref()),
        Task::Soak { minutes, seed } => soak::run(minutes, seed),
        Task::Tidy => tidy::run(&root()),
        Task::Scripts => scripts::run(),
    }
}

/// The root of the checkout.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
