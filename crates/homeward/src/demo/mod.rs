//! The demonstration: the past months of a travel company made up from a seed,
//! and its last days told by hand, again at each start so that its clocks run now.

mod chance;
mod history;
mod registers;
mod story;

use crate::commands::serve;
use crate::settings::{Settings, close, open};
use anyhow::{Context as _, Result};
use chance::Chance;
use homeward_app::act::{self, Request};
use homeward_app::caller::Role;
use homeward_app::registers::BOOKINGS;
use homeward_app::{
    App, AppOptions, Caller, Clock, case, clocks, intake, people, quiet, read, rules, staff, take_in, tokens,
};
use homeward_domain::actor::Actor;
use homeward_domain::case::team::duties::{self, Shown};
use homeward_domain::time::{Span, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use story::{Told, ToldAct};

const RULES: &str = include_str!("../../demo/rules.jsonl");
const CASES: &str = include_str!("../../demo/cases.jsonl");
/// What the past months are made up from.
const SEED: u64 = 20_261_121;
/// Who works at the company of the demonstration: name, address, role, languages,
/// skills.
const STAFF: [(&str, &str, &str, &str, &str); 10] = [
    ("沈静", "shen.jing@example.com", "administrator", "zh en", ""),
    ("陆远", "lu.yuan@example.com", "lead", "zh en", "退改 保险"),
    ("何小满", "he.xiaoman@example.com", "agent", "zh en", "签证 航变"),
    ("马导", "ma.dao@example.com", "on_site", "zh", ""),
    ("宋岚", "song.lan@example.com", "manager", "zh en ja", ""),
    ("许知意", "xu.zhiyi@example.com", "lead", "zh", "酒店"),
    ("秦川", "qin.chuan@example.com", "agent", "zh", "酒店 卫生"),
    ("赵一帆", "zhao.yifan@example.com", "agent", "zh en", "退改"),
    ("林月", "lin.yue@example.com", "agent", "zh th", "境外"),
    ("周正", "zhou.zheng@example.com", "auditor", "zh", ""),
];

/// Who set the company up.
const ADMINISTRATOR: i64 = 1;

/// Makes the demonstration and serves it until stopped.
pub async fn run(mut settings: Settings, keep: Option<PathBuf>) -> Result<ExitCode> {
    if keep.is_none() && settings.data != Path::new("data") {
        eprintln!("homeward: the demonstration does not use --data; --keep DIR keeps it");
    }
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

/// One way in for each role.
async fn print_sign_ins(app: &App) -> Result<()> {
    println!("Sign in, each link once:");
    let mut roles = BTreeSet::new();
    for staff in people::staff(app).await? {
        if roles.insert(staff.role.clone()) {
            let link = people::new_link(app, Actor::System, staff.id).await?;
            println!("  {:<14} {}/sign-in/{link}", staff.role, app.options().public_url);
        }
    }
    println!("API token for everything: {}", tokens::create(app, "demonstration", &["all".into()]).await?);
    Ok(())
}

/// Tells the cases in the order of time, on a clock that is moved by hand.
async fn tell(options: AppOptions) -> Result<()> {
    let now = Clock::System.now();
    // The company has used the program for a year.
    let clock = Clock::by_hand(Timestamp(now.0 - Span::hours(24 * 365).0));
    let app = open(AppOptions { clock: clock.clone(), ..options }).await?;
    app.word_letters_by(homeward_web::result_notice);
    for (name, email, role, languages, skills) in STAFF {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (languages, skills) = (words(languages), words(skills));
        let told = json!({"name": name, "email": email, "role": role, "languages": languages, "skills": skills});
        staff::make(&app, &Caller::machine(), staff::parse(&told, now.0)?).await?;
    }
    let told = set_up(&app, now).await?;
    let mut steps: Vec<(i64, usize, Option<usize>)> = Vec::new();
    for (n, case) in told.iter().enumerate() {
        steps.push((case.minutes_ago, n, None));
        steps.extend(case.acts.iter().enumerate().map(|(m, act)| (act.minutes_ago, n, Some(m))));
    }
    steps.sort_by_key(|(minutes_ago, n, act)| (-minutes_ago, *n, *act));
    let mut numbers = vec![String::new(); told.len()];
    for (minutes_ago, n, act) in steps {
        clock.set(Timestamp(now.0 - Span::minutes(minutes_ago).0));
        match act {
            None => {
                let case = intake::parse(app.policies().categories(), &told[n].case)?;
                numbers[n] = take_in(&app, caller(story::AGENT)?, case, None).await?.0.row.number;
            }
            Some(m) => carry_out(&app, &numbers[n], &told[n].acts[m]).await?,
        }
    }
    clock.set(now);
    clocks::ring(&app).await?;
    // From now on: what was told above was done by hand.
    for line in RULES.lines() {
        rules::add(
            &app,
            caller(ADMINISTRATOR)?.actor,
            rules::parse(app.policies().categories(), &serde_json::from_str(line)?)?,
        )
        .await?;
    }
    close(app).await
}

/// Writes what stands there before anybody complains, and gives every case.
async fn set_up(app: &App, now: Timestamp) -> Result<Vec<Told>> {
    let mut chance = Chance::new(SEED);
    let (customers, products) = (registers::customers(&mut chance)?, registers::products()?);
    let administrator = caller(ADMINISTRATOR)?;
    registers::write_units(app, &administrator).await?;
    for (noun, records) in registers::standing(&customers, &mut chance)? {
        registers::write(app, &administrator, noun, records).await?;
    }
    let past = history::history(now, &customers, &products, &mut chance)?;
    registers::write(app, &administrator, &BOOKINGS, past.bookings).await?;
    let by_hand: Vec<Told> =
        CASES.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("the cases of the demonstration")?;
    Ok(past.told.into_iter().chain(by_hand).collect())
}

/// A member of staff by their number, with what their role may do.
fn caller(staff: i64) -> Result<Caller> {
    let place = usize::try_from(staff - 1)?;
    let role = STAFF.get(place).and_then(|(_, _, role, ..)| Role::parse(role)).context("a member of staff")?;
    Ok(Caller::staff(staff, role))
}

/// What the staff of the demonstration put before somebody they also tell them.
fn by_voice(app: &App, body: &Value) -> Value {
    let mut told = body.clone();
    told["told"] = json!("by_voice");
    at_any_hour(app, &told)
}

/// Why they rang at night, where they did.
fn at_any_hour(app: &App, body: &Value) -> Value {
    let mut said = body.clone();
    if quiet::is_night(app) && said["direction"] != "in" {
        said["night_reason"] = json!("客人留言请我们当晚回电。");
    }
    said
}

async fn carry_out(app: &App, number: &str, told: &ToldAct) -> Result<()> {
    let act = case::act(&told.act).with_context(|| format!("the demonstration knows no act {}", told.act))?;
    let mut body = match act.name {
        "messages" => at_any_hour(app, &told.body),
        "acceptance" => told.body.clone(),
        _ if act.speaks() => by_voice(app, &told.body),
        _ => told.body.clone(),
    };
    match act.name {
        "pauses" => body["until"] = json!((app.clock().now() + Span::hours(24)).to_rfc3339()),
        "resolution" => settle_duties(app, number).await?,
        "archive" => {
            fill_items(app, number).await?;
            settle_duties(app, number).await?;
        }
        _ => {}
    }
    let request = Request { caller: caller(told.by)?, number: number.to_owned(), if_match: None, key: None };
    let done = act::carry_out(app, act, request, told.part, &body).await;
    done.with_context(|| format!("{} on {number}", told.act))?;
    Ok(())
}

/// Does an act of the desk by hand.
async fn by_hand(app: &App, number: &str, name: &str, body: &Value) -> Result<()> {
    let request = Request { caller: caller(story::AGENT)?, number: number.to_owned(), if_match: None, key: None };
    let act = case::act(name).with_context(|| format!("there is no act {name}"))?;
    act::carry_out(app, act, request, 1, body).await?;
    Ok(())
}

fn waived(duty: &str) -> Value {
    json!({"duty": duty, "waived": true, "text": "经主管判断，本案不需要。"})
}

/// Says what was done of what the strategy of a case asks for, and what it needs not.
async fn settle_duties(app: &App, number: &str) -> Result<()> {
    let dossier = read::dossier(app, &Caller::machine(), number.to_owned(), 0).await?;
    let Some(case) = dossier.case() else { return Ok(()) };
    let open = if case.state().is_open() { duties::open_at_closing(&case) } else { duties::open_at_archive(&case) };
    for duty in open {
        let name = duty.as_str();
        let body = match duties::shown(duty) {
            _ if name == "legal_adviser" => waived(name),
            Shown::AfterContact if !duties::was_contacted(&case) => waived(name),
            Shown::ByRecord => waived(name),
            _ if name == "daily_review" => {
                json!({"duty": name, "at": app.clock().now().to_rfc3339(), "text": "当日复核，进展正常。"})
            }
            _ => json!({"duty": name, "staff": story::MANAGER, "text": "已落实，见工单记录。"}),
        };
        by_hand(app, number, "duties", &body).await?;
    }
    Ok(())
}

/// Says of what nobody told that it is not given.
async fn fill_items(app: &App, number: &str) -> Result<()> {
    let missing = read::dossier(app, &Caller::machine(), number.to_owned(), 0).await?.matter().missing();
    if !missing.is_empty() {
        let items: Vec<&str> = missing.iter().map(|item| item.as_str()).collect();
        by_hand(app, number, "additions", &json!({"not_given": items})).await?;
    }
    Ok(())
}
