//! How much one sender may ask of the pages that anybody can reach. An API
//! token has no limit of its own by default (contract, "Limits").

use crate::language::{Language, message};
use crate::pages::PageError;
use crate::state::Web;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

/// Forms that one sender may send at once: a family, an office behind one address.
const FORMS_AT_ONCE: NonZeroU32 = NonZeroU32::new(30).expect("more than none");
/// Forms that one sender may send in a minute in the long run.
const FORMS_A_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("more than none");
/// Passwords or codes that may be tried for one person at once.
const PROOFS_AT_ONCE: NonZeroU32 = NonZeroU32::new(10).expect("more than none");
/// How often another may be tried in the long run. A code of six digits would take
/// years to guess so, and whoever is kept out can still use a one-time link.
const PROOF_EVERY: Duration = Duration::from_mins(1);
/// Senders remembered; those that are quiet again are forgotten first.
const SENDERS_MAX: usize = 100_000;
/// The most characters by which a person is remembered.
const WHOSE_MAX: usize = 320;

/// What each sender has asked lately.
pub struct Limits {
    forms: DefaultKeyedRateLimiter<IpAddr>,
    proofs: DefaultKeyedRateLimiter<String>,
    proxies: Vec<IpNet>,
}

impl Limits {
    /// Nobody has asked yet; these proxies tell for whom they ask.
    pub fn new(proxies: Vec<IpNet>) -> Self {
        let proofs = Quota::with_period(PROOF_EVERY).expect("a period is not empty").allow_burst(PROOFS_AT_ONCE);
        Self {
            forms: RateLimiter::keyed(Quota::per_minute(FORMS_A_MINUTE).allow_burst(FORMS_AT_ONCE)),
            proofs: RateLimiter::keyed(proofs),
            proxies,
        }
    }

    /// Who sends: the peer, or the last address before the proxies we trust.
    fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let is_proxy = |address: &IpAddr| self.proxies.iter().any(|net| net.contains(address));
        if !is_proxy(&peer) {
            return peer;
        }
        let told = headers.get_all("x-forwarded-for").into_iter().filter_map(|value| value.to_str().ok());
        let told: Vec<&str> = told.flat_map(|line| line.split(',')).map(str::trim).collect();
        let mut before = told.iter().rev().map_while(|address| address.parse::<IpAddr>().ok());
        before.find(|address| !is_proxy(address)).unwrap_or(peer)
    }

    /// Seconds until a password or code may be tried again for somebody; none where
    /// one may now. Asking counts as trying.
    pub fn seconds_to_prove(&self, whose: &str) -> Option<u64> {
        if self.proofs.len() > SENDERS_MAX {
            self.proofs.retain_recent();
        }
        let whose = whose.chars().take(WHOSE_MAX).collect();
        let refused = self.proofs.check_key(&whose).err()?;
        Some(refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }

    /// Seconds until this sender may send again; none where they may now.
    fn seconds_to_wait(&self, sender: IpAddr) -> Option<u64> {
        if self.forms.len() > SENDERS_MAX {
            self.forms.retain_recent();
        }
        let refused = self.forms.check_key(&sender).err()?;
        Some(refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }
}

/// Refuses forms of a sender who has sent too many.
pub async fn forms(State(web): State<Web>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let sender = web.limits.sender(peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), request.headers());
    let Some(seconds) = web.limits.seconds_to_wait(sender) else { return next.run(request).await };
    let language = Language::of(request.headers());
    let words = message(language, "too-many-forms-detail", &[("seconds", &seconds.to_string())]);
    let mut response = PageError::too_many(language, words).into_response();
    if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_tells_who_asks() {
        let limits = Limits::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let headers = |value: &'static str| {
            HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), HeaderValue::from_static(value))])
        };
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        for (peer, told, sender) in [
            ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
            ("10.0.0.2", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.2", "192.0.2.66, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
            ("10.0.0.2", "nonsense", "10.0.0.2"),
        ] {
            assert_eq!(limits.sender(address(peer), &headers(told)), address(sender), "{peer} {told}");
        }
    }

    #[test]
    fn a_sender_of_too_many_forms_waits_and_others_do_not() {
        let limits = Limits::new(Vec::new());
        let (one, other) = (IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2)));
        let sent = (0..100).take_while(|_| limits.seconds_to_wait(one).is_none()).count();
        assert_eq!(u32::try_from(sent).unwrap(), FORMS_AT_ONCE.get());
        assert!(limits.seconds_to_wait(one).is_some_and(|seconds| seconds <= 7));
        assert_eq!(limits.seconds_to_wait(other), None);
    }
}
