//! How many files one touches to add something, shown by adding it: what the documents say
//! (`docs/adding-*.md`) is done in a copy of the checkout, compiled and tested there.

mod copy;

use crate::guides::{Guide, Part, all};
use crate::root;
use crate::test::SNAPSHOTS;
use anyhow::{Result, bail};
use copy::Copy;
use std::collections::BTreeSet;
use std::process::{Command, Output};

/// The most files of each, stories left out.
const MOST: [(&str, usize); 4] = [("act", 9), ("register", 4), ("setting", 5), ("page", 6)];

/// The crates that the documents touch. They are always asked for together, so that what
/// they rest on is compiled with the same features.
const PACKAGES: [&str; 6] = ["-p", "homeward-domain", "-p", "homeward-app", "-p", "homeward-web"];

/// The stories that must hold with them, by what their names hold.
const STORIES: [&str; 9] = [
    "answers::",
    "api::on_sqlite",
    "every_page::",
    "fixtures::",
    "outlines::",
    "permissions::",
    "rare_acts::on_sqlite",
    "registers::on_sqlite",
    "settings::on_sqlite",
];

/// Those that write anew what is made from the house, or say what it should be.
const WRITE: [&str; 3] =
    ["every_route_stands_in_the_matrix", "every_page_says_what_it_said", "has_the_shape_that_it_had"];

/// Adds everything that the documents add, and counts.
pub fn run(only: Option<&str>) -> Result<()> {
    let guides = chosen(only)?;
    let copy = Copy::new(&root())?;
    let mut beyond = Vec::new();
    for guide in &guides {
        let files = files_of(guide, |part| !part.is_story());
        let stories = files_of(guide, Part::is_story);
        copy.apply(guide.parts.iter())?;
        println!("{}: {} files, {} with a story", guide.name, files.len(), stories.len());
        files.iter().chain(&stories).for_each(|file| println!("  {file}"));
        let most = MOST.iter().find(|(name, _)| *name == guide.name).map_or(0, |(_, most)| *most);
        if files.len() > most {
            beyond.push(format!("{} takes {} files, more than {most}", guide.name, files.len()));
        }
    }
    let written: BTreeSet<String> = guides.iter().flat_map(|guide| files_of(guide, |_| true)).collect();
    if let Some(why) = not_compiled(&copy)? {
        bail!("what the documents say does not compile: {why}");
    }
    write_anew(&copy)?;
    let failed = failing(&copy)?;
    println!("written by tests:");
    copy.changed()?.iter().filter(|file| !written.contains(*file)).for_each(|file| println!("  {file}"));
    if !failed.is_empty() {
        bail!("these do not hold with what the documents add:\n{}", failed.join("\n"));
    }
    if beyond.is_empty() { Ok(()) } else { bail!("{}", beyond.join("\n")) }
}

/// Leaves out one part after the other; each must be noticed.
pub fn forgotten(only: Option<&str>, part: Option<&str>) -> Result<()> {
    let mut unnoticed = Vec::new();
    for guide in chosen(only)? {
        for file in files_of(&guide, |one| !one.is_story() && part.is_none_or(|part| one.path.contains(part))) {
            let copy = Copy::new(&root())?;
            copy.apply(guide.parts.iter().filter(|one| one.path != file))?;
            let noticed = if let Some(why) = not_compiled(&copy)? {
                format!("does not compile: {why}")
            } else {
                write_anew(&copy)?;
                failing(&copy)?.join(", ")
            };
            println!("{} without {file}\n  {noticed}", guide.name);
            if noticed.is_empty() {
                unnoticed.push(format!("{} without {file}", guide.name));
            }
        }
    }
    if unnoticed.is_empty() { Ok(()) } else { bail!("nothing notices these:\n{}", unnoticed.join("\n")) }
}

/// The documents that add something of which the files are counted.
fn chosen(only: Option<&str>) -> Result<Vec<Guide>> {
    let mut guides = all(&root())?;
    guides
        .retain(|guide| MOST.iter().any(|(name, _)| *name == guide.name) && only.is_none_or(|only| only == guide.name));
    if guides.is_empty() {
        bail!("there is no document on {}", only.unwrap_or_default())
    }
    Ok(guides)
}

fn files_of(guide: &Guide, which: impl Fn(&Part) -> bool) -> BTreeSet<String> {
    guide.parts.iter().filter(|part| which(part)).map(|part| part.path.clone()).collect()
}

/// The first error of the compiler, where there is one.
fn not_compiled(copy: &Copy) -> Result<Option<String>> {
    let checked = cargo(copy, &["check", "--quiet", "--tests"]).output()?;
    let told = String::from_utf8_lossy(&checked.stderr);
    let first = told.lines().find(|line| line.starts_with("error")).unwrap_or("cargo check failed");
    Ok((!checked.status.success()).then(|| first.to_owned()))
}

/// Lets the tests write what is made from the house, and puts it where it belongs.
fn write_anew(copy: &Copy) -> Result<()> {
    stories(copy, &WRITE).env(SNAPSHOTS, "always").output()?;
    copy.take_rights()
}

/// The tests that fail.
fn failing(copy: &Copy) -> Result<Vec<String>> {
    let mut failed = Vec::new();
    for mut command in [cargo(copy, &["test", "--no-fail-fast", "--lib"]), stories(copy, &STORIES)] {
        let ran = command.output()?;
        let names = failed_in(&ran);
        if !ran.status.success() && names.is_empty() {
            bail!("the tests cannot be run:\n{}", String::from_utf8_lossy(&ran.stderr));
        }
        failed.extend(names);
    }
    Ok(failed)
}

/// Stories by what their names hold.
fn stories(copy: &Copy, names: &[&str]) -> Command {
    let mut command = cargo(copy, &["test", "--no-fail-fast", "--test", "stories"]);
    command.arg("--").args(names);
    command
}

fn failed_in(ran: &Output) -> Vec<String> {
    let told = String::from_utf8_lossy(&ran.stdout);
    let of_test = |line: &str| Some(line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?.to_owned());
    told.lines().filter_map(of_test).collect()
}

/// Cargo in the copy.
fn cargo(copy: &Copy, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).args(PACKAGES).current_dir(copy.root()).env("CARGO_TARGET_DIR", copy.target());
    command.env(SNAPSHOTS, "no").env("INSTA_WORKSPACE_ROOT", copy.root());
    command
}
