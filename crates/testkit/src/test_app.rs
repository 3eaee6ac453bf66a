//! An application on a fresh database, with a clock moved by hand.

use crate::place::Place;
use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{App, AppOptions, Caller, Clock, Location, Scope, StoreOptions, record};
use homeward_domain::time::{Span, Timestamp};
use postgres::error::SqlState;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Which database a story is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

impl Backend {
    /// Tells a story on a fresh database. Whatever it did, the record holds after
    /// it, unless the story itself tampered with it.
    pub fn run<F: Future<Output = ()>>(self, story: impl FnOnce(TestApp) -> F) {
        // The application opens and closes its threads outside the runtime.
        let test_app = TestApp::new(self);
        let (app, place, tampered) =
            (test_app.app.clone(), Arc::clone(&test_app.place), Arc::clone(&test_app.tampered));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime starts").block_on(async {
            story(test_app).await;
            if !tampered.load(Ordering::SeqCst) {
                let proof = record::verify(&app, None).await.expect("the record can be read");
                assert_eq!(proof.fault, None, "the story left a record that does not hold");
            }
        });
        drop(app);
        drop(place);
    }
}

/// An application with everything it needs, removed when dropped.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// Which database it is on.
    pub backend: Backend,
    place: Arc<Place>,
    options: AppOptions,
    /// Whether somebody ran statements behind the program's back.
    tampered: Arc<AtomicBool>,
}

impl TestApp {
    /// 2026-11-20, three in the afternoon in Shanghai.
    pub const NOW: &str = "2026-11-20T15:00:00+08:00";

    /// An application on a fresh, empty database.
    pub fn new(backend: Backend) -> Self {
        let place = Arc::new(Place::new());
        let clock = Clock::by_hand(Timestamp::parse(Self::NOW).expect("a time"));
        let location = match backend {
            Backend::Sqlite => Location::Sqlite(place.path().join("homeward.db")),
            Backend::Postgres => Location::Postgres(place.fresh_database()),
        };
        let store = StoreOptions { readers: 2, writers: 4, waiting_max: 1024 };
        let options = AppOptions { location, store, clock, ..AppOptions::embedded(place.path()) };
        let app = App::open(options.clone()).expect("the application opens");
        Self { app, backend, place, options, tampered: Arc::default() }
    }

    /// A second copy of the program on the same data.
    pub async fn another_copy(&self) -> App {
        let options = self.options.clone();
        tokio::task::spawn_blocking(|| App::open(options)).await.expect("no panic").expect("the application opens")
    }

    /// A backup restored into an embedded database with the journal of erasures of
    /// here, and opened; its record holds.
    pub async fn restored(&self, backup: &Path) -> App {
        let data = self.path("restored");
        let location = Location::Sqlite(data.join("homeward.db"));
        let options = AppOptions { location, data, secret_file: Some(self.options.secret_path()), ..self.options() };
        let erasures = Erasures::Journal(self.options.journal_path());
        let orders = Orders { erasures, new_secret: false, despite_damage: false, why: None };
        restore(backup, options.clone(), &orders).await.expect("it is restored");
        let app = tokio::task::spawn_blocking(|| App::open(options)).await.expect("no panic").expect("it opens");
        assert_eq!(record::verify(&app, None).await.expect("the record can be read").fault, None);
        app
    }

    /// Somebody who may do everything.
    pub fn anybody(&self) -> Caller {
        Caller::token(1, vec![Scope::All])
    }

    /// Moves the clock on.
    pub fn later(&self, span: Span) {
        let clock = self.app.clock();
        clock.set(clock.now() + span);
    }

    /// A path in the folder of this test.
    pub fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Another database on the server, with nothing in it; its address.
    pub async fn empty_server_database(&self) -> String {
        let place = Arc::clone(&self.place);
        tokio::task::spawn_blocking(move || place.fresh_database()).await.expect("no panic")
    }

    /// How the application was opened.
    pub fn options(&self) -> AppOptions {
        self.options.clone()
    }

    /// Says that the story makes rows by themselves, which no proof could hold for.
    pub fn has_rows_without_events(&self) {
        self.tampered.store(true, Ordering::SeqCst);
    }

    /// All bytes that lie in the files of the database, rows that are dead among them.
    pub async fn bytes_of_the_database(&self) -> Vec<u8> {
        let location = self.options.location.clone();
        let read = move || match location {
            Location::Sqlite(path) => {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                let beside = ["", "-wal"].map(|ending| path.with_file_name(format!("{name}{ending}")));
                beside.iter().flat_map(|path| std::fs::read(path).unwrap_or_default()).collect()
            }
            Location::Postgres(url) => {
                let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the server answers");
                client.batch_execute("CHECKPOINT").expect("tests may");
                let sql = "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class
                    WHERE relkind IN ('r', 't', 'i') AND relnamespace IN
                    (current_schema()::regnamespace, 'pg_toast'::regnamespace) AND pg_relation_size(oid) > 0";
                let rows = client.query(sql, &[]).expect("tests may read files");
                rows.iter().flat_map(|row| row.get::<_, Vec<u8>>(0)).collect()
            }
        };
        tokio::task::spawn_blocking(read).await.expect("no panic")
    }

    /// Runs SQL behind the program's back, as an intruder would.
    pub async fn tamper(&self, sql: &str) {
        self.tampered.store(true, Ordering::SeqCst);
        let (location, sql) = (self.options.location.clone(), sql.to_owned());
        let run = move || match location {
            Location::Sqlite(path) => {
                let done =
                    std::process::Command::new("sqlite3").arg("-cmd").arg(".timeout 5000").arg(path).arg(&sql).status();
                assert!(done.is_ok_and(|status| status.success()), "{sql}");
            }
            Location::Postgres(url) => {
                let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the server answers");
                // The program may be giving events their positions at the same time; the server
                // undoes the whole of one of the two then.
                let is_deadlock = |error: &postgres::Error| error.code() == Some(&SqlState::T_R_DEADLOCK_DETECTED);
                let mut done = client.batch_execute(&sql);
                for _ in 0..TRIES_MAX {
                    if !done.as_ref().is_err_and(is_deadlock) {
                        break;
                    }
                    done = client.batch_execute(&sql);
                }
                done.expect("the statement runs");
            }
        };
        tokio::task::spawn_blocking(run).await.expect("no panic");
    }
}

/// How often an intruder tries again where the program was in the way.
const TRIES_MAX: usize = 5;

/// The body of a request that makes a complaint.
pub fn complaint(name: &str, text: &str) -> Value {
    json!({
        "kind": "complaint", "channel": "phone",
        "complainant": {"name": name, "phone": "13812345678", "language": "zh"},
        "text": text, "desired_outcome": "全额退款",
    })
}
