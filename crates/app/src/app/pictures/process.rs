//! The process that reads what a stranger sent, so that nothing else of ours does.
//! It gets the bytes and nothing besides: no environment, no place, no file. What it
//! does not do in time it does not do.

use super::told::{Made, SAID_BYTES_MAX};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// The program that copies pictures: it reads the original on its standard input and
/// says on its standard output what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copier {
    /// The program, by its whole path.
    pub program: PathBuf,
    /// What it is told.
    pub arguments: Vec<String>,
    /// How long it may take.
    pub patience: Duration,
}

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It did not begin, or not end in time; another time it may.
    NotNow,
    /// It ended badly, or said nothing that holds: so it will again.
    CameToNothing,
}

/// A picture of one pixel.
const TRIAL: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0x0F, 0, 1, 1, 1, 0,
    0xB1, 0x38, 0xF6, 0x14, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];

/// Has a picture copied that is always there, to see whether it can be done here at all.
pub async fn try_out(copier: &Copier) -> Result<(), Failure> {
    let made = copied(copier, TRIAL).await?;
    made.copies.map(drop).map_err(|_| Failure::CameToNothing)
}

/// Has a picture copied.
pub(crate) async fn copied(copier: &Copier, original: &[u8]) -> Result<Made, Failure> {
    let begun = Command::new(&copier.program)
        .args(&copier.arguments)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = begun.map_err(|error| {
        tracing::warn!(%error, program = %copier.program.display(), "the process that copies pictures did not begin");
        Failure::NotNow
    })?;
    let said = timeout(copier.patience, said_by(&mut child, original)).await;
    // Whatever it still does, nobody waits for it.
    let _ = child.kill().await;
    let said = said.map_err(|_| {
        tracing::warn!("a picture could not be copied: the process took too long and was killed");
        Failure::NotNow
    })?;
    said.and_then(|said| Made::heard(&said)).ok_or_else(|| {
        tracing::warn!("a picture could not be copied: the process ended badly");
        Failure::CameToNothing
    })
}

/// All that it said; `None` where that was too much, or it ended badly.
async fn said_by(child: &mut Child, original: &[u8]) -> Option<Vec<u8>> {
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let tell = async move {
        // It may know enough before it has heard all.
        let _ = input.write_all(original).await;
        Some(())
    };
    let most = u64::try_from(SAID_BYTES_MAX).unwrap_or(u64::MAX);
    let mut output = output.take(most + 1);
    let hear = async move {
        let mut said = Vec::new();
        output.read_to_end(&mut said).await.ok().filter(|_| said.len() <= SAID_BYTES_MAX)?;
        Some(said)
    };
    // One that says too much may never listen, so it is not told to the end.
    let both = async { tokio::try_join!(async { hear.await.ok_or(()) }, async { tell.await.ok_or(()) }) };
    let (said, ()) = both.await.ok()?;
    child.wait().await.ok().filter(std::process::ExitStatus::success).map(|_| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, patience: Duration) -> Copier {
        Copier { program: "/bin/sh".into(), arguments: vec!["-c".into(), script.into()], patience }
    }

    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn what_comes_to_nothing_is_told_and_ends_nobody_else() {
        // The last never ends to speak.
        for script in ["exit 3", "kill -9 $$", "echo nonsense", "cat", "exec cat /dev/zero"] {
            let done = copied(&shell(script, LONG), &vec![7; 300_000]).await;
            assert_eq!(done, Err(Failure::CameToNothing), "{script}");
        }
        let missing = Copier { program: "/nowhere/homeward".into(), arguments: Vec::new(), patience: LONG };
        assert_eq!(copied(&missing, b"").await, Err(Failure::NotNow));
    }

    #[tokio::test]
    async fn a_trial_says_whether_it_can_be_done_here() {
        let jpeg = r#"printf '%s\n' '{"small":3,"large":3}'; printf '\377\330\377\377\330\377'"#;
        assert_eq!(try_out(&shell(jpeg, LONG)).await, Ok(()));
        let not_shown = r#"printf '%s\n' '{"not_shown":"damaged","small":0,"large":0}'"#;
        assert_eq!(try_out(&shell(not_shown, LONG)).await, Err(Failure::CameToNothing));
        assert_eq!(try_out(&shell("exit 1", LONG)).await, Err(Failure::CameToNothing));
    }

    #[tokio::test]
    async fn one_that_hangs_is_killed() {
        let told = tempfile::tempdir().unwrap();
        let file = told.path().join("id");
        let script = format!("echo $$ > {}; exec sleep 1000", file.display());
        // It has written who it is before the time is over, or it is late and was killed before.
        let done = copied(&shell(&script, Duration::from_millis(500)), b"").await;
        assert_eq!(done, Err(Failure::NotNow));
        if let Ok(id) = std::fs::read_to_string(&file) {
            assert!(!std::path::Path::new(&format!("/proc/{}", id.trim())).exists(), "{id}");
        }
    }

    #[tokio::test]
    async fn it_knows_nothing_of_our_environment() {
        let said = r#"[ "$(env | grep -vc '^\(PWD\|_\|SHLVL\)=')" = 0 ] && printf '%s\n' '{"not_shown":"format","small":0,"large":0}'"#;
        let made = copied(&shell(said, LONG), b"").await.unwrap();
        assert_eq!(made.copies, Err(crate::ground::error::NotShown::Format));
    }
}
