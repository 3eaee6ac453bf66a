//! How much one sender may ask of the pages that anybody can reach. An API
//! token has no limit of its own by default (contract, "Limits").

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use homeward_app::tallies::{Quota, Tallies};
use homeward_app::{App, AppError};
use homeward_domain::time::Span;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Forms that one sender may send: a family, an office behind one address.
pub const FORMS: Quota = Quota { at_once: 30, every: Span::seconds(6) };
/// Complaints without the work of a browser that one sender may send.
pub const BY_HAND: Quota = Quota { at_once: 5, every: Span::minutes(2) };
/// Complaints that may name one telephone number or address of mail.
pub const OF_CONTACT: Quota = Quota { at_once: 5, every: Span::minutes(20) };
/// Passwords or codes that may be tried for one person. A code of six digits would take
/// years to guess so, and whoever is kept out can still use a one-time link.
pub const PROOFS: Quota = Quota { at_once: 10, every: Span::minutes(1) };
/// Wrong ones that one sender may try, of whomever: three hundred people behind one
/// address mistype some.
pub const WRONG_PROOFS: Quota = Quota { at_once: 100, every: Span::seconds(6) };
/// Private links that there are not which one sender may try. Whoever has one opens it as
/// it was sent to them, so a hotel full of travellers tries few.
pub const WRONG_LINKS: Quota = Quota { at_once: 60, every: Span::minutes(1) };
/// How often it is noted that somebody is kept out.
pub const LOCK_OUTS: Quota = Quota { at_once: 1, every: Span::minutes(10) };
/// The most characters by which a person is remembered.
const WHOSE_MAX: usize = 320;

/// What each sender has asked lately.
pub struct Limits {
    tallies: Tallies,
    proxies: Vec<IpNet>,
}

impl Limits {
    /// Nobody has asked yet; these proxies tell for whom they ask.
    pub fn new(proxies: Vec<IpNet>) -> Self {
        Self { tallies: Tallies::default(), proxies }
    }

    /// Counts one thing asked, where it may be; else tells for how many seconds to wait.
    pub fn ask(&self, app: &App, quota: Quota, who: &str) -> Result<(), u64> {
        self.tallies.ask(app, quota, &shortened(who)).map_err(seconds)
    }

    /// Seconds until one more may be asked; none where it may now. Counts nothing.
    pub fn seconds_to_wait(&self, app: &App, quota: Quota, who: &str) -> Option<u64> {
        self.tallies.wait(app, quota, &shortened(who)).map(seconds)
    }

    /// Tells other copies of the program what was counted here, and hears from them.
    pub async fn share(&self, app: &App) -> Result<(), AppError> {
        self.tallies.share(app).await
    }

    /// Whether somebody asks from this machine or a private network, and nobody
    /// says that they ask for another.
    pub fn is_private(headers: &HeaderMap, extensions: &Extensions) -> bool {
        const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
        let peer = peer(extensions).to_canonical();
        let is_private = match peer {
            IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
            IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
        };
        is_private && !FORWARDED.iter().any(|name| headers.contains_key(*name))
    }

    /// Who sends: the peer, or the last address before the proxies we trust.
    pub fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let is_proxy = |address: &IpAddr| self.proxies.iter().any(|net| net.contains(address));
        if !is_proxy(&peer) {
            return peer;
        }
        let told = headers.get_all("x-forwarded-for").into_iter().filter_map(|value| value.to_str().ok());
        let told: Vec<&str> = told.flat_map(|line| line.split(',')).map(str::trim).collect();
        let mut before = told.iter().rev().map_while(|address| address.parse::<IpAddr>().ok());
        before.find(|address| !is_proxy(address)).unwrap_or(peer)
    }
}

/// Who is at the other end of the connection; this machine where nobody tells.
pub fn peer(extensions: &Extensions) -> IpAddr {
    let told = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    told.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

fn shortened(who: &str) -> String {
    who.chars().take(WHOSE_MAX).collect()
}

fn seconds(span: Span) -> u64 {
    u64::try_from(span.0).unwrap_or(0).div_ceil(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use homeward_testkit::on_both;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
    }

    #[test]
    fn only_a_trusted_proxy_tells_who_asks() {
        let limits = Limits::new(vec!["10.0.0.0/8".parse().unwrap()]);
        for (peer, told, sender) in [
            ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
            ("10.0.0.2", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.2", "192.0.2.66, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
            ("10.0.0.2", "nonsense", "10.0.0.2"),
        ] {
            assert_eq!(
                limits.sender(address(peer), &headers("x-forwarded-for", told)),
                address(sender),
                "{peer} {told}"
            );
        }
    }

    #[test]
    fn a_private_peer_is_one_that_speaks_for_nobody_else() {
        let from = |peer: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::new(address(peer), 1)));
            extensions
        };
        for peer in ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "172.16.0.1", "fd00::1", "::ffff:10.0.0.1"] {
            assert!(Limits::is_private(&HeaderMap::new(), &from(peer)), "{peer}");
            for name in ["forwarded", "x-forwarded-for", "x-real-ip", "via"] {
                assert!(!Limits::is_private(&headers(name, "10.0.0.1"), &from(peer)), "{peer} {name}");
            }
        }
        for peer in ["203.0.113.9", "172.32.0.1", "2001:db8::1", "::ffff:203.0.113.9"] {
            assert!(!Limits::is_private(&HeaderMap::new(), &from(peer)), "{peer}");
        }
    }

    on_both! {
        async fn a_sender_of_too_many_waits_and_others_do_not(t: TestApp) {
            let limits = Limits::new(Vec::new());
            let sent = (0..100).take_while(|_| limits.ask(&t.app, FORMS, "one").is_ok()).count();
            assert_eq!(i64::try_from(sent).unwrap(), FORMS.at_once);
            assert!(limits.seconds_to_wait(&t.app, FORMS, "one").is_some_and(|seconds| seconds <= 7));
            assert_eq!(limits.seconds_to_wait(&t.app, FORMS, "other"), None);
            t.later(FORMS.every);
            assert!(limits.ask(&t.app, FORMS, "one").is_ok() && limits.ask(&t.app, FORMS, "one").is_err());
        }

        async fn copies_count_together_with_a_row_for_each_sender(t: TestApp) {
            let (here, there) = (Limits::new(Vec::new()), Limits::new(Vec::new()));
            let other = t.another_copy().await;
            let half = FORMS.at_once / 2;
            for _ in 0..half {
                assert!(here.ask(&t.app, FORMS, "one").is_ok());
            }
            here.share(&t.app).await.unwrap();
            there.share(&other).await.unwrap();
            let sent = (0..100).take_while(|_| there.ask(&other, FORMS, "one").is_ok()).count();
            assert_eq!(i64::try_from(sent).unwrap(), FORMS.at_once - half, "what was sent there counts here");
            there.share(&other).await.unwrap();
            here.share(&t.app).await.unwrap();
            assert!(here.ask(&t.app, FORMS, "one").is_err(), "and the other way round");
            here.share(&t.app).await.unwrap();
            assert!(here.seconds_to_wait(&t.app, FORMS, "one").is_some_and(|seconds| seconds <= 7), "and once only");
            t.later(Span::hours(1));
            assert_eq!(homeward_app::tallies::forget(&t.app).await.unwrap(), 1, "one row, however much was asked");
            assert!(here.ask(&t.app, FORMS, "one").is_ok());
        }
    }
}
