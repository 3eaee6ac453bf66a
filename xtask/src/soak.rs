//! Random sequences of acts and properties of the rules with fresh seeds, on both databases.

use crate::root;
use anyhow::{Context as _, Result, bail};
use homeward_testkit::POSTGRES_VARIABLE;
use homeward_testkit::cluster::{Cluster, Purpose};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::process::Command;
use std::time::{Duration, Instant};

/// Where the random tests read their seed.
const SEED: &str = "PROPTEST_RNG_SEED";

/// The random stories of the crates, by the files that they stand in.
const RANDOM: [&str; 5] = ["properties", "random", "spoken", "withdrawal_property", "withdrawal_rounds"];

/// Runs them round by round until the time is over, or once with one seed.
pub fn run(minutes: u64, seed: Option<u64>) -> Result<()> {
    let cluster = Cluster::start(Purpose::Tests).context("a PostgreSQL server for tests")?;
    let (began, first) = (Instant::now(), seed.unwrap_or_else(|| RandomState::new().build_hasher().finish()));
    for round in 0.. {
        let own = first.wrapping_add(round);
        println!("== round {}, seed {own}", round + 1);
        if !tests(own).env(POSTGRES_VARIABLE, cluster.url()).status()?.success() {
            bail!("round {} failed; `cargo xtask soak --seed {own}` repeats it", round + 1);
        }
        if seed.is_some() || began.elapsed() >= Duration::from_secs(60 * minutes) {
            println!("{} rounds held", round + 1);
            break;
        }
    }
    Ok(())
}

fn tests(seed: u64) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet", "-p", "homeward-domain", "-p", "homeward-web", "--test", "stories", "--"]);
    command.args(RANDOM.map(|file| format!("{file}::"))).current_dir(root()).env(SEED, seed.to_string());
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;

    /// The files of stories that try what chance gives them.
    fn random_stories() -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for entry in fs::read_dir(root().join("crates"))? {
            let folder = entry?.path().join("tests/stories");
            let files: Vec<PathBuf> =
                fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()).collect();
            for file in files.into_iter().filter(|file| file.is_file()) {
                if fs::read_to_string(&file)?.contains("proptest::prelude") {
                    found.extend(file.file_stem().map(|name| name.to_string_lossy().into_owned()));
                }
            }
        }
        Ok(found)
    }

    #[test]
    fn every_random_story_is_soaked() -> Result<()> {
        assert_eq!(random_stories()?, RANDOM.map(str::to_owned).into());
        Ok(())
    }
}
