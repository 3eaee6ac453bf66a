//! What Prometheus reads.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::time::Instant;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Proof {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The counters of one process.
pub struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    seconds: Family<Route, Histogram>,
    proofs: Family<Proof, Counter>,
    waiting: Gauge,
    lateness: Histogram,
    clock_cases: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Counters at nought.
    pub fn new() -> Self {
        let answers = Family::<Answer, Counter>::default();
        let seconds = Family::<Route, Histogram>::new_with_constructor(|| {
            Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0])
        });
        let proofs = Family::<Proof, Counter>::default();
        let (waiting, clock_cases) = (Gauge::default(), Counter::default());
        let lateness = Histogram::new([0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 60.0]);
        let mut registry = Registry::with_prefix("homeward");
        registry.register("http_answers", "Answers by route and status", answers.clone());
        registry.register("http_seconds", "Time to answer", seconds.clone());
        registry.register("sign_ins", "Attempts to sign in by what came of them", proofs.clone());
        registry.register("writes_waiting", "Writes waiting in the first lane", waiting.clone());
        registry.register("alarm_lateness_seconds", "How late a round of alarms was", lateness.clone());
        registry.register("clock_cases", "Cases whose clocks did something by themselves", clock_cases.clone());
        Self { registry, answers, seconds, proofs, waiting, lateness, clock_cases }
    }

    /// Notes what came of an attempt to sign in.
    pub fn sign_in(&self, outcome: &'static str) {
        self.proofs.get_or_create(&Proof { outcome }).inc();
    }

    /// Notes a round of the clock worker.
    pub fn clock_round(&self, cases: usize, late_seconds: f64) {
        self.clock_cases.inc_by(cases as u64);
        self.lateness.observe(late_seconds);
    }

    /// The text that Prometheus reads.
    pub fn text(&self, waiting: usize) -> String {
        self.waiting.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Counts an answer under its route, never under its address: that may name a case.
pub async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    metrics.seconds.get_or_create(&Route { route: route.clone() }).observe(began.elapsed().as_secs_f64());
    metrics.answers.get_or_create(&Answer { method, route, status: response.status().as_u16() }).inc();
    response
}
