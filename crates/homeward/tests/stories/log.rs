//! Whatever the log is told to tell, no name, number or word of a person is in it.

use crate::common::{Program, complaint, fresh_postgres};

#[test]
fn a_log_of_everything_holds_nothing_of_any_person() {
    for database in [None, Some(fresh_postgres("log_of_everything"))] {
        let folder = tempfile::tempdir().unwrap();
        let program = Program::new(&folder.path().join("data"), database);
        let file = folder.path().join("cases.jsonl");
        std::fs::write(&file, complaint("GEHEIM-1").to_string()).unwrap();
        for (format, asked) in [("text", "debug"), ("json", "trace,tokio_postgres=trace,postgres=trace")] {
            let mut import = program.command(&["import", "cases", file.to_str().unwrap(), "--log-format", format]);
            let done = import.env("RUST_LOG", asked).output().unwrap();
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(done.status.success(), "{said}");
            for word in ["王芳", "13812345678", "导游强制购物", "GEHEIM-1"] {
                assert!(!said.contains(word), "{asked}: {word}");
            }
        }
    }
}
