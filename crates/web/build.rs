//! Bundles styles and script into the output folder; writes nothing into the
//! source tree.

use anyhow::{Context as _, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NODE_VERSION_MIN: u32 = 20;

fn main() -> Result<()> {
    let source = PathBuf::from("../../web-assets");
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rerun-if-changed=../../locales");
    println!("cargo::rerun-if-changed=templates");
    #[allow(clippy::disallowed_methods, reason = "cargo configures build scripts by their environment")]
    let out = PathBuf::from(env::var("OUT_DIR")?);
    require_node()?;
    let work = out.join("web-assets");
    fs::create_dir_all(work.join("src"))?;
    for file in ["package.json", "package-lock.json", "src/homeward.css", "src/homeward.js", "src/api-docs.js"] {
        fs::copy(source.join(file), work.join(file)).with_context(|| file.to_owned())?;
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]), &work)?;
    let assets = out.join("assets");
    let esbuild = work.join("node_modules/.bin/esbuild");
    run(
        Command::new(esbuild)
            .args([
                "src/homeward.css",
                "src/homeward.js",
                "src/api-docs.js",
                "--bundle",
                "--minify",
                "--log-level=warning",
            ])
            .args(["--target=es2022", "--legal-comments=none"])
            .arg(format!("--outdir={}", assets.display())),
        &work,
    )?;
    Ok(())
}

fn require_node() -> Result<()> {
    let sentence = format!(
        "Homeward is built with Node.js {NODE_VERSION_MIN} or newer; please install it (on Debian: nodejs, npm)"
    );
    let output = Command::new("node").arg("--version").output().context(sentence.clone())?;
    let version = String::from_utf8_lossy(&output.stdout);
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_VERSION_MIN) {
        bail!("{sentence}; {} is installed", version.trim());
    }
    Ok(())
}

fn run(command: &mut Command, folder: &Path) -> Result<()> {
    let status = command.current_dir(folder).status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}
