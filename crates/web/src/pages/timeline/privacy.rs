//! What happened in privacy, in the words of a line.

use super::Names;
use crate::language::message;
use crate::wording::{name, time};
use homeward_domain::case::event::{ContentsErased, Kept, PrivacyFact, ProcessingRestricted};
use homeward_domain::catalogue::ErasureGround;

impl Names<'_> {
    pub(super) fn of_privacy(&self, fact: &PrivacyFact) -> String {
        let kind = fact.kind();
        match fact {
            PrivacyFact::PersonDataGiven(f) => {
                self.happened(kind, &[("ground", &self.named("giving", f.ground.as_str()))])
            }
            PrivacyFact::ContentsErased(f) => self.erased(f),
            PrivacyFact::ProcessingRestricted(f) => self.restricted(f),
            _ => self.happened(kind, &[]),
        }
    }

    /// Whether all went or something had to stay.
    fn erased(&self, erased: &ContentsErased) -> String {
        let language = self.frame.language;
        let ground = name(language, "erasure", erased.ground.as_str());
        if let Some(place) = erased.complainant {
            return self.erased_one(&place.to_string(), &ground, erased.kept.as_ref());
        }
        let Some(kept) = &erased.kept else {
            let key =
                if erased.ground == ErasureGround::Corrected { "event-erased-wrong" } else { "event-erased-whole" };
            return self.frame.t1(key, "ground", &ground);
        };
        let (until, why) = (time(language, kept.until.0), name(language, "kept", kept.ground.as_str()));
        message(language, "event-erased-part", &[("ground", &ground), ("until", &until), ("why", &why)])
    }

    /// That the data of one of several who complain went.
    fn erased_one(&self, place: &str, ground: &str, kept: Option<&Kept>) -> String {
        let language = self.frame.language;
        let told = [("complainant", place), ("ground", ground)];
        let Some(kept) = kept else { return message(language, "event-erased-one", &told) };
        let (until, why) = (time(language, kept.until.0), name(language, "kept", kept.ground.as_str()));
        let more = [("until", until.as_str()), ("why", why.as_str())];
        message(language, "event-erased-one-part", &[&told[..], &more[..]].concat())
    }

    /// On what ground nobody sees it any more but who must.
    fn restricted(&self, put: &ProcessingRestricted) -> String {
        let language = self.frame.language;
        let ground = name(language, "restriction", put.ground.as_str());
        match put.until {
            None => self.frame.t1("event-restricted-on", "ground", &ground),
            Some(until) => {
                message(language, "event-restricted-until", &[("ground", &ground), ("until", &time(language, until.0))])
            }
        }
    }
}
