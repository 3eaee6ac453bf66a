//! The program, where the system begins it with few files and connections, as
//! services are begun: strangers who connect and say nothing keep nobody out.

use crate::common::{Program, Server, get};
use std::net::TcpStream;
use std::process::Command;

/// Connections that say nothing.
const IDLE: usize = 1_000;

#[tokio::test]
async fn the_program_answers_while_a_thousand_connections_stand_idle() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&folder.path().join("data"), None);
    let serve = program.command(&["serve", "--listen", "127.0.0.1:0"]);
    // Both a low figure that may be raised, and one that may not.
    for few in ["-Sn 256", "-n 256"] {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("ulimit {few} && exec \"$0\" \"$@\"")).arg(serve.get_program());
        let server = Server::start(shell.args(serve.get_args()));
        let address = server.url.strip_prefix("http://").unwrap().to_owned();
        let idle: Vec<TcpStream> = (0..IDLE).map(|_| TcpStream::connect(&address).unwrap()).collect();
        for _ in 0..3 {
            // A new connection each time.
            let answer = get(format!("{}/readyz", server.url)).await.unwrap();
            assert!(answer.status().is_success(), "{few}");
        }
        drop(idle);
        assert!(server.stop().success());
    }
}
