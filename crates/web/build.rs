//! Bundles styles, scripts, icons and the messages of each language into the output
//! folder; writes nothing into the source tree.

use anyhow::{Context as _, Result, bail};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The one of Debian 12, whose `nodejs` and `npm` are enough.
const NODE_VERSION_MIN: u32 = 18;

/// The icons that pages use, by their names in the set.
const ICONS: &[&str] = &[
    "bell",
    "check",
    "circle",
    "copy",
    "ellipsis",
    "eye",
    "folder",
    "gauge",
    "handshake",
    "image-off",
    "inbox",
    "info",
    "languages",
    "list-checks",
    "luggage",
    "map-pin",
    "message-square",
    "paperclip",
    "phone-incoming",
    "plus",
    "route",
    "scale",
    "search",
    "send",
    "settings",
    "sticky-note",
    "timer",
    "user",
    "users",
    "x",
    "zap",
];

fn main() -> Result<()> {
    let source = PathBuf::from("../../web-assets");
    println!("cargo::rerun-if-changed={}", source.display());
    let locales = PathBuf::from("../../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    #[allow(clippy::disallowed_methods, reason = "cargo configures build scripts by their environment")]
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for language in ["zh-CN", "en"] {
        fs::write(out.join(format!("{language}.ftl")), messages(&locales.join(language))?)?;
    }
    require_node()?;
    let work = out.join("web-assets");
    fs::create_dir_all(&work)?;
    for file in ["package.json", "package-lock.json", "compress.mjs"] {
        fs::copy(source.join(file), work.join(file)).with_context(|| file.to_owned())?;
    }
    copy_folder(&source.join("src"), &work.join("src"))?;
    install(&work)?;
    let assets = out.join("assets");
    let esbuild = work.join("node_modules/.bin/esbuild");
    run(
        Command::new(esbuild)
            .args([
                "src/homeward.css",
                "src/homeward.js",
                "src/onsite.js",
                "src/onsite-worker.js",
                "src/api-docs.js",
                "--bundle",
                "--minify",
            ])
            .args(["--log-level=warning", "--target=es2022", "--legal-comments=none"])
            .arg(format!("--outdir={}", assets.display())),
        &work,
    )?;
    fs::write(assets.join("icons.svg"), sprite(&work.join("node_modules/lucide-static/icons"))?)?;
    fs::copy(work.join("src/favicon.svg"), assets.join("favicon.svg"))?;
    run(Command::new("node").arg("compress.mjs").arg(&assets), &work)?;
    Ok(())
}

/// The message files below a folder as one text, in the order of their names.
fn messages(folder: &Path) -> Result<String> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut all = String::new();
    for path in paths {
        let text = if path.is_dir() { messages(&path)? } else { fs::read_to_string(&path)? };
        all.push_str(&text);
        all.push('\n');
    }
    Ok(all)
}

/// Installs what the lock file names, unless just that was installed before: a changed
/// message or style does not fetch the tools again.
fn install(work: &Path) -> Result<()> {
    let installed = work.join("node_modules/installed-lock.json");
    let lock = fs::read(work.join("package-lock.json"))?;
    if fs::read(&installed).is_ok_and(|last| last == lock) {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]), work)?;
    Ok(fs::write(installed, lock)?)
}

/// One file with every icon as a symbol of its own.
fn sprite(folder: &Path) -> Result<String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for name in ICONS {
        let icon = fs::read_to_string(folder.join(format!("{name}.svg"))).with_context(|| (*name).to_owned())?;
        let (_, rest) = icon.split_once("<svg").with_context(|| format!("{name} is no picture"))?;
        let (_, lines) = rest.split_once('>').with_context(|| format!("{name} is no picture"))?;
        let lines = lines.trim().trim_end_matches("</svg>").split_whitespace().collect::<Vec<_>>().join(" ");
        write!(sprite, "<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{lines}</symbol>")?;
    }
    sprite.push_str("</svg>");
    Ok(sprite)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target).with_context(|| path.display().to_string())?;
        }
    }
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
