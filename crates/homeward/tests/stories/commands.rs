//! The commands of the contract, as a person or a script runs them.

use crate::common::{Program, Server, client, complaint, get};
use std::path::Path;
use std::process::Command;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions()) & 0o777
}

#[test]
fn what_proves_or_copies_a_company_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&folder.path().join("mistyped"), None);
    let copy = folder.path().join("copy");
    for command in [
        vec!["verify"],
        vec!["doctor"],
        vec!["rebuild"],
        vec!["retention"],
        vec!["backup", copy.to_str().unwrap()],
        vec!["export", copy.to_str().unwrap()],
    ] {
        let done = program.run(&command);
        let said = text(&done.stdout) + &text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{command:?}: {said}");
        assert!(said.contains("no company is kept here"), "{command:?}: {said}");
        assert!(!program.data.join("homeward.db").exists() && !program.data.join("secret").exists(), "{command:?}");
    }
}

#[tokio::test]
async fn commands_work_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&folder.path().join("data"), None);
    let server = program.serve();
    let token = program.token();
    let client = client();
    let url = format!("{}/api/v1/cases", server.url);
    let made = client.post(url).bearer_auth(&token).json(&complaint("A-1")).send().await.unwrap();
    assert_eq!(made.status(), 201);

    let file = folder.path().join("more.jsonl");
    std::fs::write(&file, format!("{}\n{}\n", complaint("B-1"), complaint("B-2"))).unwrap();
    let path = file.to_str().unwrap();
    let dry = program.run(&["import", "cases", path, "--dry-run"]);
    assert_eq!(text(&dry.stdout).trim(), "2 would be accepted, 0 known already, 0 left out by the mapping, 0 refused");
    let first = program.run(&["import", "cases", path]);
    assert!(text(&first.stdout).starts_with("2 accepted, 0 known"));
    let second = program.run(&["import", "cases", path]);
    assert!(text(&second.stdout).starts_with("0 accepted, 2 known"));

    assert!(program.verify().starts_with("3 cases"));
    assert!(text(&program.run(&["rebuild"]).stdout).starts_with("3 cases"));
    let exported = folder.path().join("export");
    assert!(program.run(&["export", exported.to_str().unwrap()]).status.success());
    assert_eq!(std::fs::read_to_string(exported.join("cases.jsonl")).unwrap().lines().count(), 3);
    let settings = std::fs::read_to_string(exported.join("settings.jsonl")).unwrap();
    assert!(settings.contains(r#""kind":"promise""#) && settings.contains(r#""time_zone":"Asia/Shanghai""#));
    let backup = folder.path().join("homeward.backup");
    assert!(program.run(&["backup", backup.to_str().unwrap()]).status.success());
    for path in [program.data.clone(), program.data.join("files")] {
        assert_eq!(mode(&path), 0o700, "{}", path.display());
    }
    for path in ["homeward.db", "homeward.db-wal", "secret"].map(|name| program.data.join(name)).iter().chain([&backup])
    {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
    let doctor = program.run(&["doctor"]);
    assert!(text(&doctor.stdout).contains("ok    database"), "{}", text(&doctor.stdout));
    assert!(text(&doctor.stdout).contains("ok    pictures"), "it tries: {}", text(&doctor.stdout));
    assert!(server.stop().success());

    let place = Program::new(&folder.path().join("restored"), None);
    let backup = backup.to_str().unwrap();
    let unsaid = place.run(&["restore", backup]);
    assert_eq!(unsaid.status.code(), Some(2), "neither named nor waived");
    assert!(text(&unsaid.stderr).contains("--erasures"), "{}", text(&unsaid.stderr));
    let without = place.run(&["restore", backup, "--no-erasures"]);
    assert!(text(&without.stderr).contains("--new-secret"), "{}", text(&without.stderr));
    assert!(!place.data.exists(), "nothing is made where nothing is restored");
    let secret = program.data.join("secret");
    let restored = place.run(&["restore", backup, "--no-erasures", "--secret-file", secret.to_str().unwrap()]);
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    assert!(text(&restored.stdout).contains("3 cases, "), "{}", text(&restored.stdout));
    assert_eq!((mode(&place.data), mode(&place.data.join("homeward.db"))), (0o700, 0o600));
    let lost = place.run(&["verify"]);
    assert!(text(&lost.stderr).contains("the install secret"), "{}", text(&lost.stderr));
    assert!(!place.data.join("secret").exists(), "none is made where a record is");
    std::fs::copy(&secret, place.data.join("secret")).unwrap();
    let server = place.serve();
    let found = client.get(format!("{}/api/v1/search?q=B-2", server.url)).bearer_auth(&token).send().await.unwrap();
    assert!(found.text().await.unwrap().contains("B-2"), "tokens and cases are those of the backup");
}

#[test]
fn a_journal_that_a_restore_names_goes_on_in_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&folder.path().join("data"), None);
    program.token();
    let (backup, journal) = (folder.path().join("a.backup"), folder.path().join("kept.jsonl"));
    assert!(program.run(&["backup", backup.to_str().unwrap()]).status.success());
    std::fs::write(&journal, "{\"case\":7,\"ground\":\"order\"}\n").unwrap();
    let secret = program.data.join("secret");
    let restore = |place: &Program, environment: Option<&Path>| {
        let (backup, journal) = (backup.to_str().unwrap(), journal.to_str().unwrap());
        let secret = secret.to_str().unwrap();
        let mut command = place.command(&["restore", backup, "--erasures", journal, "--secret-file", secret]);
        command.envs(environment.map(|path| ("HOMEWARD_ERASURES", path)));
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", text(&done.stderr));
        text(&done.stdout)
    };
    let place = Program::new(&folder.path().join("restored"), None);
    let (own, said) = (place.data.join("erasures.jsonl"), restore(&place, None));
    assert_eq!(std::fs::read(&own).unwrap(), std::fs::read(&journal).unwrap());
    assert!(said.contains(&format!("goes on in {}", own.display())), "{said}");
    let place = Program::new(&folder.path().join("shared"), None);
    restore(&place, Some(&journal));
    assert!(!place.data.join("erasures.jsonl").exists(), "the settings name that very file");
}

#[test]
fn a_broken_record_is_named_and_the_exit_status_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let file = folder.path().join("cases.jsonl");
    std::fs::write(&file, complaint("A-1").to_string()).unwrap();
    assert!(program.run(&["import", "cases", file.to_str().unwrap()]).status.success());
    let harm = "UPDATE events SET payload = payload || ' ' WHERE seq = 1";
    let database = folder.path().join("homeward.db");
    assert!(Command::new("sqlite3").arg(database).arg(harm).status().unwrap().success());
    let broken = program.run(&["verify"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stdout).contains("event 1: was altered"), "{}", text(&broken.stdout));
}

#[test]
fn wrong_use_is_exit_2_and_wrong_input_exit_1_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    assert_eq!(program.run(&["fly"]).status.code(), Some(2));
    assert_eq!(program.run(&["serve", "--database", "mysql://x"]).status.code(), Some(2));
    let scope = program.run(&["token", "create", "--name", "x", "--scope", "everything"]);
    assert_eq!(scope.status.code(), Some(1));
    assert!(text(&scope.stderr).contains("cases:read"));
    let missing = program.run(&["import", "cases", "/nowhere.csv"]);
    assert!(text(&missing.stderr).contains("/nowhere.csv"));
    assert!(program.run(&["staff", "add", "--name", "沈静", "--email", "shen@example.com"]).status.success());
    let twice = program.run(&["staff", "add", "--name", "沈静", "--email", "shen@example.com"]);
    assert!(text(&twice.stderr).contains("--email"));
}

#[tokio::test]
async fn the_demonstration_prints_a_way_in_for_each_role_and_its_record_holds() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let keep = folder.path().join("demo");
    let mut command = program.command(&["demo", "--listen", "127.0.0.1:0", "--keep"]);
    // The folder stands after --keep, before the shared options.
    let mut arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    arguments.insert(4, keep.clone().into_os_string());
    command = Command::new(env!("CARGO_BIN_EXE_homeward"));
    let server = Server::start(command.args(arguments));
    let ready = get(format!("{}/readyz", server.url)).await.unwrap();
    assert_eq!(ready.status(), 200);
    assert!(server.stop().success());
    let proof = Program::new(&keep, None).verify();
    assert!(proof.starts_with("183 cases"), "{proof}");
}
