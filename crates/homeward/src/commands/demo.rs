//! A small demonstration: a few days in the life of a travel company, told
//! again at each start so that its clocks run now.

use super::serve;
use crate::settings::{Settings, close, open};
use anyhow::{Context as _, Result};
use homeward_app::acts::{self, Request};
use homeward_app::caller::Role;
use homeward_app::registers::{self, How, Noun};
use homeward_app::{App, AppOptions, Caller, Clock, Lane, clocks, intake, people, rules, take_in, tokens};
use homeward_domain::actor::Actor;
use homeward_domain::time::{Span, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

const UNITS: &str = include_str!("../../demo/units.jsonl");
const RULES: &str = include_str!("../../demo/rules.jsonl");
const CASES: &str = include_str!("../../demo/cases.jsonl");
/// Who works at the company of the demonstration: name, address, role.
const STAFF: [(&str, &str, &str); 4] = [
    ("沈静", "shen.jing@example.com", "administrator"),
    ("陆远", "lu.yuan@example.com", "lead"),
    ("何小满", "he.xiaoman@example.com", "agent"),
    ("马导", "ma.dao@example.com", "on_site"),
];

/// Who set the company up.
const ADMINISTRATOR: Actor = Actor::Staff(1);
/// The number of the agent among them, who took the calls.
const AGENT: i64 = 3;

/// One case of the demonstration and what was done to it since.
#[derive(Deserialize)]
struct Told {
    minutes_ago: i64,
    case: Value,
    #[serde(default)]
    acts: Vec<ToldAct>,
}

#[derive(Deserialize)]
struct ToldAct {
    minutes_ago: i64,
    act: String,
    body: Value,
}

/// Makes the demonstration and serves it until stopped.
pub async fn run(mut settings: Settings, keep: Option<PathBuf>) -> Result<ExitCode> {
    let temporary = tempfile::Builder::new().prefix("homeward-demo-").tempdir()?;
    settings.data = keep.unwrap_or_else(|| temporary.path().to_owned());
    let listener = serve::bind(&settings).await?;
    settings.listen = listener.local_addr()?.to_string();
    let mut options = settings.app_options();
    options.location = homeward_app::Location::Sqlite(settings.data.join("homeward.db"));
    if !settings.data.join("homeward.db").exists() {
        tell(options.clone()).await?;
    }
    let app = open(options).await?;
    print_sign_ins(&app).await?;
    let code = serve::serve(app, listener, settings.trusted_proxies).await;
    drop(temporary);
    code
}

async fn print_sign_ins(app: &App) -> Result<()> {
    println!("Sign in, each link once:");
    for staff in people::staff(app).await? {
        let link = people::new_link(app, staff.id).await?;
        println!("  {:<14} {}/sign-in/{link}", staff.role, app.options().public_url);
    }
    println!("API token for everything: {}", tokens::create(app, "demonstration", &["all".into()]).await?);
    Ok(())
}

/// Tells the cases in the order of time, on a clock that is moved by hand.
async fn tell(options: AppOptions) -> Result<()> {
    let now = Clock::System.now();
    let clock = Clock::by_hand(now);
    let app = open(AppOptions { clock: clock.clone(), ..options }).await?;
    let told: Vec<Told> =
        CASES.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("the cases of the demonstration")?;
    let mut steps: Vec<(i64, usize, Option<usize>)> = Vec::new();
    for (n, case) in told.iter().enumerate() {
        steps.push((case.minutes_ago, n, None));
        steps.extend(case.acts.iter().enumerate().map(|(m, act)| (act.minutes_ago, n, Some(m))));
    }
    steps.sort_by_key(|(minutes_ago, n, act)| (-minutes_ago, *n, *act));
    for (name, email, role) in STAFF {
        people::add_staff(&app, name, email, role).await?;
    }
    set_up(&app).await?;
    let caller = Caller::staff(AGENT, Role::Agent);
    let mut numbers = vec![String::new(); told.len()];
    for (minutes_ago, n, act) in steps {
        clock.set(Timestamp(now.0 - Span::minutes(minutes_ago).0));
        match act {
            None => {
                let case = intake::parse(&told[n].case)?;
                numbers[n] = take_in(&app, caller.clone(), case, None).await?.0.row.number;
            }
            Some(m) => carry_out(&app, &caller, &numbers[n], &told[n].acts[m]).await?,
        }
    }
    clock.set(now);
    clocks::ring(&app).await?;
    // From now on: what was told above was done by hand.
    for line in RULES.lines() {
        rules::add(&app, ADMINISTRATOR, rules::parse(&serde_json::from_str(line)?)?).await?;
    }
    close(app).await
}

/// Units of the company, by its administrator.
async fn set_up(app: &App) -> Result<()> {
    for line in UNITS.lines() {
        let unit = registers::parse(Noun::Units, &serde_json::from_str(line)?)?;
        registers::write(app, Lane::Acts, ADMINISTRATOR, Noun::Units, unit, How::Make).await?;
    }
    Ok(())
}

async fn carry_out(app: &App, caller: &Caller, number: &str, told: &ToldAct) -> Result<()> {
    let request = Request { caller: caller.clone(), number: number.to_owned(), if_match: None, key: None };
    let done = match told.act.as_str() {
        "message" => acts::record_message(app, request, &told.body).await,
        "note" => acts::add_note(app, request, &told.body).await,
        "accept" => acts::decide_acceptance(app, request, &json!({"decision": "accepted"})).await,
        "pause" => {
            let mut body = told.body.clone();
            body["until"] = json!((app.clock().now() + Span::hours(24)).to_rfc3339());
            acts::pause(app, request, &body).await
        }
        "triage" => acts::triage(app, request, &told.body).await,
        "assign" => acts::assign(app, request, &told.body).await,
        "finding" => acts::record_finding(app, request, &told.body).await,
        "causes" => acts::name_causes(app, request, &told.body).await,
        "plan" => acts::propose_plan(app, request, &told.body).await,
        "plan_answer" => acts::answer_plan(app, request, 1, &told.body).await,
        "measure_done" => {
            let measure = told.body["measure"].as_i64().unwrap_or(1);
            acts::complete_measure(app, request, measure, &json!({"text": told.body["text"]})).await
        }
        "responsibility" => acts::set_responsibility(app, request, &told.body).await,
        "resolve" => acts::resolve(app, request, &told.body).await,
        "archive" => acts::archive(app, request, &told.body).await,
        "satisfaction" => acts::record_satisfaction(app, request, &told.body).await,
        other => anyhow::bail!("the demonstration knows no act {other}"),
    };
    done.with_context(|| format!("{} on {number}", told.act))?;
    Ok(())
}
