//! Installs what tests need from Debian's packages, where it is missing.

use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::Command;

/// A program, and the package that brings it.
const NEEDED: &[(&str, &str)] = &[
    ("/usr/lib/postgresql", "postgresql"),
    ("/usr/bin/sqlite3", "sqlite3"),
    ("/usr/bin/strace", "strace"),
    ("/usr/bin/setpriv", "util-linux"),
    ("/usr/bin/openssl", "openssl"),
    ("/usr/bin/python3", "python3"),
    ("/usr/share/python-wheels", "python3-venv"),
    ("/usr/bin/chromium", "chromium"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
];

/// Installs the packages whose programs are not there.
pub fn packages() -> Result<()> {
    let missing: Vec<&str> =
        NEEDED.iter().filter(|(program, _)| !Path::new(program).exists()).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(", "));
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-qq", "-y", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install)
}

fn apt(arguments: &[&str]) -> Result<()> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
    if !is_root {
        command.arg("apt-get");
    }
    let status = command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments).stdout(std::process::Stdio::null());
    if !status.status().context("apt-get, for the packages that tests need")?.success() {
        bail!("apt-get {} failed", arguments.join(" "));
    }
    Ok(())
}
