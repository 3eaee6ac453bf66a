//! Checkpoints go to an address outside, in order, none twice, none lost while
//! the address does not answer.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use homeward_app::categories::Categories;
use homeward_app::record::{self, Sending};
use homeward_app::{App, AppError, AppOptions, intake, take_in};
use homeward_domain::record::Hash;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::Value;
use std::fs;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// Whoever keeps checkpoints outside.
#[derive(Clone, Default)]
struct Keeper {
    kept: Arc<Mutex<Vec<Value>>>,
    is_ill: Arc<Mutex<bool>>,
}

impl Keeper {
    /// Listens, and tells where.
    async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/keep?key=geheim", listener.local_addr().unwrap());
        let router = Router::new().route("/keep", post(keep)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    fn numbers(&self) -> Vec<i64> {
        self.kept.lock().unwrap().iter().map(|kept| kept["number"].as_i64().unwrap()).collect()
    }
}

async fn keep(State(keeper): State<Keeper>, Json(checkpoint): Json<Value>) -> StatusCode {
    if *keeper.is_ill.lock().unwrap() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    keeper.kept.lock().unwrap().push(checkpoint);
    StatusCode::CREATED
}

/// Another copy of the program on the same data, which sends to an address.
async fn sending_copy(t: &TestApp, url: String) -> App {
    let options = AppOptions { witness_url: Some(url), witness_file: Some(t.path("witness-outside")), ..t.options() };
    tokio::task::spawn_blocking(|| App::open(options)).await.unwrap().unwrap()
}

async fn something_sealed(t: &TestApp, app: &App) {
    let parsed = intake::parse(&Categories::default(), &complaint("王芳", "导游强制购物")).unwrap();
    take_in(app, t.anybody(), parsed, None).await.unwrap();
    homeward_testkit::placed(app).await;
    record::seal(app).await.unwrap();
}

on_both! {
    async fn each_checkpoint_reaches_the_address_once_and_in_order_whatever_it_missed(t: TestApp) {
        let keeper = Keeper::default();
        let app = sending_copy(&t, keeper.listen().await).await;
        something_sealed(&t, &app).await;
        let first = record::send(&app).await.unwrap().unwrap();
        assert!(first.sent >= 1 && first.sent == first.newest, "{first:?}");
        *keeper.is_ill.lock().unwrap() = true;
        something_sealed(&t, &app).await;
        something_sealed(&t, &app).await;
        let refused = record::send(&app).await;
        assert!(matches!(&refused, Err(AppError::Outside(why)) if why.contains("503")), "{refused:?}");
        let waiting = record::sending(&app).await.unwrap();
        assert_eq!(waiting, Some(Sending { sent: first.sent, newest: first.newest + 2 }), "nothing is taken for sent");
        *keeper.is_ill.lock().unwrap() = false;
        record::send(&app).await.unwrap();
        record::send(&app).await.unwrap();
        assert_eq!(keeper.numbers(), (1..=first.newest + 2).collect::<Vec<_>>());
        let kept = keeper.kept.lock().unwrap().clone();
        let root = Hash::from_hex(kept.last().unwrap()["root"].as_str().unwrap()).unwrap();
        let asked = record::Asked { since: Some((first.newest + 2, root)), ..Default::default() };
        assert_eq!(record::verify_asked(&app, asked).await.unwrap().fault, None, "what was kept outside proves the record");
    }

    async fn an_address_that_is_not_there_keeps_nothing_from_being_sealed(t: TestApp) {
        let app = sending_copy(&t, "http://127.0.0.1:1/keep?key=geheim".into()).await;
        something_sealed(&t, &app).await;
        let failed = record::send(&app).await.unwrap_err().to_string();
        assert!(failed.contains("cannot be reached") && !failed.contains("geheim"), "{failed}");
        let Sending { sent, newest } = record::sending(&app).await.unwrap().unwrap();
        assert!(sent == 0 && newest >= 1);
    }

    async fn a_witness_that_cannot_be_read_is_told_and_nothing_is_sealed_until_it_is_mended(t: TestApp) {
        let (app, path) = (t.app.clone(), t.options().witness_path());
        something_sealed(&t, &app).await;
        let (whole, seals) = (fs::read(&path).unwrap(), record::seals(&app).await.unwrap());
        for rubbish in [&b"something else\n"[..], b"\xff\xfe\n", b"checkpoint 9\n"] {
            fs::write(&path, [&whole, rubbish].concat()).unwrap();
            something_sealed(&t, &app).await;
            assert_eq!(record::seals(&app).await.unwrap(), seals);
            let fault = record::verify(&app, None).await.unwrap().fault.map(|fault| fault.to_string());
            for told in [app.unproven(), record::unproven(&app).await.unwrap(), fault] {
                assert!(told.unwrap().contains("witness cannot be read"), "{rubbish:?}");
            }
        }
        fs::write(&path, whole).unwrap();
        something_sealed(&t, &app).await;
        assert_eq!((app.unproven(), record::seals(&app).await.unwrap()), (None, seals + 1));
    }

    async fn a_last_line_that_was_torn_is_cut_and_what_comes_next_stands_on_its_own(t: TestApp) {
        let (app, path) = (t.app.clone(), t.options().witness_path());
        something_sealed(&t, &app).await;
        let whole = fs::read(&path).unwrap();
        for torn in [&b"checkpoint 7 0011"[..], b"proven 1", b"\0\0\0\xff"] {
            fs::write(&path, [&whole, torn].concat()).unwrap();
            assert_eq!(record::verify(&app, None).await.unwrap().fault, None);
            let seals = record::seals(&app).await.unwrap();
            something_sealed(&t, &app).await;
            assert_eq!((app.unproven(), record::seals(&app).await.unwrap()), (None, seals + 1));
            let kept = fs::read_to_string(&path).unwrap();
            assert!(kept.ends_with('\n') && kept.as_bytes().starts_with(&whole), "{kept}");
        }
    }

    async fn a_restore_writes_behind_a_torn_line_on_a_line_of_its_own(t: TestApp) {
        let backup = t.path("homeward.backup");
        homeward_app::backup::backup(&t.app, &backup).await.unwrap();
        fs::create_dir(t.path("restored")).unwrap();
        fs::write(t.path("restored/witness"), "checkpoint 7 0011").unwrap();
        let erasures = t.options().journal_path();
        fs::write(&erasures, "").unwrap();
        t.restored(&backup).await;
        let kept = fs::read_to_string(t.path("restored/witness")).unwrap();
        assert!(kept.starts_with("restored ") && kept.ends_with('\n'), "{kept}");
    }
}
