//! What must hold for every calendar, every clock and every sequence of acts.

use crate::common::{Story, at, complaint, danger_told_by, message, reply, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ComplainantCommand, ConnectionCommand, ConversationCommand,
    Correcting, CorrectionCommand, Erasing, FileCommand, InvestigationCommand, Judgement, NewFile, OpenProceeding,
    OwnGrade, PauseEnd, PlanCommand, PrivacyCommand, ProceedingCommand, PublicationCommand, Question,
    ResponsibilityCommand, SiteCheck, TakesPart, TeamCommand, Telling, Triage, TriageCommand, TriageSubject,
    Withdrawing,
};
use homeward_domain::case::decide::{carried, parties};
use homeward_domain::case::event::{CaseAbsorbed, Direction, PlanOption, PlannedMeasure, ResponsibilityFact, Share};
use homeward_domain::case::{Case, Command, Fact};
use homeward_domain::catalogue::{
    AnswerWay, Authority, Category, Cause, Channel, ErasureGround, EscalationLevel, EvidenceKind, ExtensionReason,
    Grade, HandlingType, Kind, LinkKind, LinkWay, ObjectorKind, PauseReason, PlanAnswer, Position, ProceedingStep,
    RefusalGround, Respondent, ShareGround, ShareParty, WhoseWord,
};
use homeward_domain::number::CaseNumber;
use homeward_domain::privacy::{self, Known};
use homeward_domain::promises::calendar::{Calendar, Interval};
use homeward_domain::promises::{Counting, Pause};
use homeward_domain::text;
use homeward_domain::time::{Span, Timestamp};
use homeward_domain::triage::severity::Circumstance;
use homeward_domain::triage::strategy::{Duty, ImpactScope};
use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]);
    let hours = prop::collection::btree_set(0_i8..24, 2..=6);
    let off = prop::collection::vec((1_i8..=12, 1_i8..=28), 0..40);
    (zone, hours, off.clone(), off).prop_map(|(zone, hours, holidays, makeup)| {
        let edges: Vec<i8> = hours.into_iter().collect();
        let interval = |pair: &[i8]| Interval { from: time(pair[0], 0, 0, 0), to: Some(time(pair[1], 30, 0, 0)) };
        let workday = edges.chunks_exact(2).map(interval).collect();
        let days = |list: Vec<(i8, i8)>| list.into_iter().map(|(m, d)| date(2026, m, d)).collect::<Vec<_>>();
        Calendar::workweek("any", 1, TimeZone::get(zone).unwrap(), workday)
            .unwrap()
            .observing(days(holidays), days(makeup))
    })
}

fn any_moment_of_2026() -> impl Strategy<Value = Timestamp> {
    let year = at("2026-01-01T00:00:00Z").0..at("2026-12-01T00:00:00Z").0;
    year.prop_map(Timestamp)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn measuring_gives_back_what_was_added(calendar in any_calendar(), start in any_moment_of_2026(), minutes in 1_i64..6_000) {
        let span = Span::minutes(minutes);
        prop_assert_eq!(calendar.measure(start, calendar.add(start, span)), span);
    }

    #[test]
    fn a_due_time_counts_exactly_its_limit_outside_the_pauses(
        calendar in any_calendar(),
        start in any_moment_of_2026(),
        limit in 60_i64..3_000,
        gaps in prop::collection::vec((0_i64..2_000, 1_i64..4_000), 0..4),
    ) {
        let mut cursor = start;
        let pauses: Vec<Pause> = gaps.iter().map(|(gap, length)| {
            let from = cursor + Span::minutes(*gap);
            cursor = from + Span::minutes(*length);
            Pause { from, until: cursor, ended: Some(cursor) }
        }).collect();
        for counting in [Counting::Wall, Counting::Working(&calendar)] {
            let due = counting.due(start, Span::minutes(limit), &pauses);
            let paused: i64 = pauses.iter().map(|p| counting.measured(p.from.min(due), p.end().min(due)).0).sum();
            prop_assert_eq!(counting.measured(start, due).0 - paused, Span::minutes(limit).0);
        }
    }

    #[test]
    fn no_sequence_of_acts_panics_loses_an_event_or_replays_otherwise(
        complainants in 1_usize..4,
        acts in prop::collection::vec((0_usize..66, 0_i64..3_000), 1..60),
    ) {
        let mut received = complaint();
        received.complainants = vec![received.complainants[0].clone(); complainants];
        let mut story = Story::given(received, "2026-11-20T15:00:00+08:00");
        let mut now = at("2026-11-20T15:00:00+08:00");
        for (act, minutes) in acts {
            now = now + Span::minutes(minutes);
            let last = story.case.seq;
            let command = command(act, now, last);
            let reads = command == Command::Clocks(ClockCommand::ReadClocks);
            let accepted = story.try_at(now, command).is_ok();
            prop_assert!(!accepted || reads || story.case.seq > last, "what is accepted leaves an entry");
        }
        let seqs: Vec<i64> = story.events.iter().map(|e| e.seq).collect();
        prop_assert_eq!(seqs, (1..=story.case.seq).collect::<Vec<_>>());
        let stored: Vec<_> = story.events.iter().map(|e| {
            let fact = Fact::decode(e.fact.kind(), e.fact.version(), &e.fact.encode()).unwrap();
            homeward_domain::case::Event { fact, ..e.clone() }
        }).collect();
        prop_assert_eq!(Case::replay(&stored).unwrap(), story.case);
        for event in &story.events {
            if let Fact::Responsibility(ResponsibilityFact::ResponsibilitySet(f)) = &event.fact {
                prop_assert_eq!(f.shares.iter().map(|share| share.percent).sum::<i64>(), 100);
            }
        }
    }

    #[test]
    fn no_text_whatever_makes_the_parsers_panic(text in any::<String>()) {
        let _ = text::long(&text);
        if let Ok(name) = text::short(&text) {
            prop_assert_eq!(text::short(&name), Ok(name));
        }
        let _ = CaseNumber::parse(&text);
        let _ = privacy::find(&text, &Known { names: vec!["王芳".into()], numbers: vec!["HW-1234".into()] }, |c| c);
        let _ = Timestamp::parse(&text);
        let _ = homeward_domain::contact::is_email(&text);
        let _ = homeward_domain::contact::is_phone(&text);
        for kind in Fact::KINDS {
            let _ = Fact::decode(kind, 1, &text);
        }
    }
}

fn command(act: usize, now: Timestamp, last: i64) -> Command {
    let later = now + Span::hours(30);
    match act {
        0 => reply(),
        1 => message(Direction::In, Channel::Email, None, None),
        2 => Command::Conversation(ConversationCommand::AddNote { words: words() }),
        3 => Command::Team(TeamCommand::Assign { owner: Some(now.0 % 3), reason: Some(words()) }),
        4 => Command::Acceptance(AcceptanceCommand::Accept),
        5 => Command::Acceptance(AcceptanceCommand::Refuse {
            ground: RefusalGround::NoFacts,
            words: words(),
            how: Telling::default(),
        }),
        6 => danger_told_by(last / 2 + 1),
        7 => Command::Clocks(ClockCommand::PauseClocks {
            reason: PauseReason::WaitingForCustomer,
            end: PauseEnd::At(later),
            by_lead: false,
            words: words(),
            how: Telling::default(),
        }),
        8 => Command::Clocks(ClockCommand::ResumeClocks),
        9 => Command::Clocks(ClockCommand::ExtendSettlement {
            reason: ExtensionReason::Carrier,
            due_at: later,
            words: words(),
            how: Telling::default(),
        }),
        10 => {
            // Some things that were said did not happen.
            let withdraws = (now.0 / 60_000_000 % 2 == 0).then_some(Withdrawing { for_page: None, by_lead: true });
            Command::Corrections(CorrectionCommand::CorrectEntry(Correcting {
                corrects: last / 2 + 1,
                words: words(),
                withdraws,
            }))
        }
        11 => Command::Privacy(PrivacyCommand::EraseContents(Erasing {
            booked: last % 2 == 0,
            ..Erasing::on(ErasureGround::PersonRequest)
        })),
        12 => Command::Clocks(ClockCommand::ReadClocks),
        13..32 => handling(act, now, last),
        58.. => team(act, now, last),
        48.. => errands(act, now, last),
        _ => beyond(act, now, last),
    }
}

/// Acts that reach beyond the case: other cases, authorities, the public.
fn beyond(act: usize, now: Timestamp, last: i64) -> Command {
    let n = now.0 / 60_000_000;
    let other = CaseNumber::new(n % 3 + 1, now);
    match act {
        32 => Command::Connections(ConnectionCommand::Link { other, how: LinkKind::Related, words: None }),
        33 => Command::Connections(ConnectionCommand::Unlink { other }),
        34 => Command::Connections(ConnectionCommand::MergeInto { into: other, words: words() }),
        35 | 36 => Command::Connections(ConnectionCommand::Unmerge {
            met: vec![("settle".into(), now)],
            brought: vec![],
            words: words(),
        }),
        37 | 38 => {
            let earlier = Story::given(complaint(), "2026-11-20T11:00:00+08:00");
            let clocks = carried(&earlier.case, &earlier.policies);
            let received_at = earlier.case.received_at;
            let parties = parties(&earlier.case, other, |_| None);
            Command::Connections(ConnectionCommand::Absorb(Box::new(CaseAbsorbed {
                other,
                received_at,
                clocks,
                parties,
                on_page: true,
            })))
        }
        39 => Command::Connections(ConnectionCommand::Release { other }),
        40 => Command::Connections(ConnectionCommand::Split { parts: vec![other], words: words() }),
        41 => Command::Proceedings(ProceedingCommand::OpenProceeding(Box::new(OpenProceeding {
            body: Authority::Authority,
            law: None,
            received_at: None,
            answer_due_at: (n % 2 == 0).then_some(now + Span::hours(n % 90 + 1)),
            name: words(),
            reference: None,
            words: words(),
        }))),
        42 | 43 => {
            let step = ProceedingStep::ALL[usize::try_from(n % 9).unwrap()];
            Command::Proceedings(ProceedingCommand::MoveProceeding {
                proceeding: last % 3 + 1,
                step,
                at: None,
                words: words(),
            })
        }
        44 => Command::Publication(PublicationCommand::Propose { matter: words(), result: words() }),
        45 => Command::Publication(PublicationCommand::Decide {
            publish: n % 2 == 0,
            words: words(),
            how: Telling::default(),
        }),
        46 if n % 2 == 0 => Command::Publication(PublicationCommand::Release),
        46 => Command::Publication(PublicationCommand::TellSupplier { channel: Channel::Email, words: words() }),
        _ if n % 2 == 0 => {
            Command::Publication(PublicationCommand::Object { by: ObjectorKind::Complainant, words: words() })
        }
        _ => Command::Privacy(PrivacyCommand::SetHold { words: words() }),
    }
}

/// Nobody of a group by name, or one who may be in it.
fn some(n: i64, part: i64) -> Vec<i64> {
    if n % 3 == 0 { vec![part] } else { Vec::new() }
}

fn handling(act: usize, now: Timestamp, last: i64) -> Command {
    let (n, part) = (now.0 / 60_000_000, last % 4);
    let share = |percent| Share { party: ShareParty::Company, percent, ground: ShareGround::Safety, words: words() };
    match act {
        13 | 14 => triage(n),
        15 => Command::Investigation(InvestigationCommand::RecordFinding {
            whose: WhoseWord::Staff,
            happened_at: None,
            contradicts: None,
            words: words(),
        }),
        16 => Command::Investigation(InvestigationCommand::NameCauses { causes: vec![Cause::Process], words: words() }),
        17 | 18 => {
            let measure = PlannedMeasure { words: words(), owner: None, due_at: None };
            let option = PlanOption {
                words: words(),
                measures: vec![measure; usize::try_from(part).unwrap()],
                complainants: Vec::new(),
            };
            Command::Plans(PlanCommand::ProposePlan {
                options: vec![option; 2],
                words: words(),
                how: Telling::default(),
                complainants: some(n, part),
            })
        }
        19..=22 => Command::Plans(PlanCommand::AnswerPlan {
            version: n % 3 + 1,
            complainant: part,
            answer: PlanAnswer::ALL[usize::try_from(n % 3).unwrap()],
            option: (n % 3 == 0).then_some(n % 2 + 1),
            way: AnswerWay::Link,
            words: None,
            happened_at: None,
        }),
        23 => Command::Complainants(ComplainantCommand::LeaveGroup { complainant: part, words: words() }),
        24 => Command::Closing(ClosingCommand::GiveFinalAnswer {
            words: words(),
            how: Telling::default(),
            complainants: some(n, part),
        }),
        25 => Command::Closing(ClosingCommand::SettleUnreachable),
        26 => Command::Plans(PlanCommand::CompleteMeasure { measure: part, proof: words() }),
        27 => Command::Responsibility(ResponsibilityCommand::SetResponsibility {
            shares: vec![share(n % 100), share(100 - n % 100)],
        }),
        28 => Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: Telling::default() }),
        29 => Command::Closing(ClosingCommand::RecordSatisfaction {
            content: n % 2 == 0,
            rating: None,
            words: Some(words()),
            happened_at: None,
        }),
        30 => Command::Closing(ClosingCommand::Reopen { new_facts: n % 2 == 0, reason: words() }),
        _ if n % 2 == 0 => Command::Closing(ClosingCommand::Withdraw { words: words() }),
        _ => Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }),
    }
}

/// What others do for the investigation, and acts of the desk.
fn errands(act: usize, now: Timestamp, last: i64) -> Command {
    let (n, part) = (now.0 / 60_000_000, last % 4);
    match act {
        48 | 49 => {
            let respondent = Respondent::ALL[usize::try_from(n % 2).unwrap()];
            Command::Investigation(InvestigationCommand::AskQuestion(Box::new(Question {
                respondent,
                to: "S-1".into(),
                calendar: None,
                words: words(),
            })))
        }
        50 => Command::Investigation(InvestigationCommand::AnswerQuestion {
            question: part,
            position: Position::Confirmed,
            words: words(),
        }),
        51 => {
            let due_at = now + Span::hours(n % 50 - 2);
            Command::Investigation(InvestigationCommand::OrderSiteCheck(SiteCheck {
                owner: None,
                due_at,
                place: words(),
                words: words(),
            }))
        }
        52 => Command::Investigation(InvestigationCommand::ReportSiteCheck { check: part, words: words() }),
        53 => Command::Investigation(InvestigationCommand::NameEvidence { what: EvidenceKind::Room, words: words() }),
        54 if n % 2 == 0 => {
            Command::Investigation(InvestigationCommand::SecureEvidence { evidence: part, words: words() })
        }
        54 => Command::Investigation(InvestigationCommand::LoseEvidence { evidence: part, words: words() }),
        55 => Command::Triage(TriageCommand::ChangeKind {
            to: Kind::ALL[usize::try_from(n % 6).unwrap()],
            reason: words(),
        }),
        56 => Command::Team(TeamCommand::Escalate { to: EscalationLevel::Lead, words: words() }),
        _ => Command::Conversation(ConversationCommand::AddTranslation {
            of: part,
            language: "en".into(),
            words: words(),
        }),
    }
}

/// Who at the company does what.
fn team(act: usize, now: Timestamp, last: i64) -> Command {
    let (n, part) = (now.0 / 60_000_000, last % 4);
    match act {
        58 => {
            let file = NewFile { media_type: "image/png".into(), bytes: 7, details: words(), is_paper: false };
            Command::Files(FileCommand::AttachFiles { about: (n % 2 == 0).then_some(part), files: vec![file; 2] })
        }
        59 | 60 => {
            let duty = Duty::ALL[usize::try_from(n % 15).unwrap()];
            let who = TakesPart { staff: part, leads: n % 3 != 0, manages: n % 3 == 1 };
            let at = (duty == Duty::DailyReview || n % 7 == 0).then_some(now + Span::hours(-(n % 30)));
            Command::Team(TeamCommand::FulfilDuty { duty, staff: (n % 2 == 0).then_some(who), at, words: words() })
        }
        61 => Command::Responsibility(ResponsibilityCommand::NameStaffResponsibility { details: words() }),
        62 if n % 2 == 0 => Command::Files(FileCommand::MarkFile { file: part, is_paper: n % 3 > 0 }),
        62 => Command::Team(TeamCommand::TakeStep { step: format!("step-{part}"), words: None }),
        63 => Command::Team(TeamCommand::MoveToUnit {
            unit: (n % 3 > 0).then(|| format!("U-{}", n % 3)),
            reason: Some(words()),
        }),
        64 if n % 2 == 0 => {
            Command::Complainants(ComplainantCommand::HandOutLink { complainant: part, way: LinkWay::Given })
        }
        64 => Command::Complainants(ComplainantCommand::RenewLink { complainant: part }),
        _ => Command::Team(TeamCommand::StopRules { rules: vec![1], depth: 5 }),
    }
}

fn triage(n: i64) -> Command {
    let subject = TriageSubject {
        category: Category::parse("service.guide").unwrap(),
        other_categories: vec![],
        handling_type: HandlingType::Service,
        motives: vec![],
    };
    let judgement = Judgement {
        content: n % 4,
        source: None,
        circumstances: Circumstance::ALL[..usize::try_from(n % 7).unwrap()].to_vec(),
        reach: ImpactScope::default(),
    };
    let own_grade = (n % 5 == 0).then_some(if n % 2 == 0 { OwnGrade::Lift } else { OwnGrade::Set(Grade::General) });
    Command::Triage(TriageCommand::Triage(Box::new(Triage {
        subject: Some(subject),
        pressure: None,
        judgement: (n % 3 > 0).then_some(judgement),
        own_grade,
        reason: words(),
    })))
}
