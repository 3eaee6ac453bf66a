//! The past months of the demonstration: what was complained of, and how each
//! matter went on, made up from situations written by hand and a seed.

use super::chance::Chance;
use super::registers::{Customer, Product, booking, booking_reference};
use super::story::{AGENTS, LEAD, MANAGER, Told, ToldAct};
use anyhow::{Context as _, Result};
use homeward_domain::case::decide::LAST_OFFER;
use homeward_domain::time::{Span, Timestamp};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

const SITUATIONS: &str = include_str!("../../demo/situations.jsonl");
const ASKED: &str = include_str!("../../demo/asked.jsonl");
/// Cases of the past months.
const CASES: i64 = 170;
/// Of so many, one is no complaint.
const OTHERWISE_EVERY: i64 = 8;
/// How far back they reach.
const DAYS: i64 = 150;
/// Bookings that nobody complains of.
const QUIET_BOOKINGS: usize = 150;
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// Results of cases younger than this are still public.
const PUBLISHED_UNTIL: i64 = 30 * DAY;
/// How often a complainant who waits is told how things stand.
const WORD_EVERY: i64 = 20 * HOUR;
const CHANNELS: [&str; 7] = ["phone", "phone", "web", "wechat", "app", "email", "counter"];

/// Something that goes wrong, and how it is put right.
#[derive(Deserialize)]
struct Situation {
    category: String,
    trades: Vec<String>,
    texts: Vec<String>,
    wishes: Vec<String>,
    findings: Vec<Value>,
    causes: Vec<String>,
    cause_text: String,
    shares: Value,
    options: Vec<Way>,
    result: String,
    /// How much it weighs, 0 to 3.
    content: i64,
}

/// One way to put it right.
#[derive(Deserialize)]
struct Way {
    text: String,
    measures: Vec<String>,
}

/// Something that is asked, changed, praised or suggested.
#[derive(Deserialize)]
struct Asked {
    kind: String,
    trades: Vec<String>,
    texts: Vec<String>,
    answer: String,
}

/// How far a case has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Accepted,
    Investigated,
    Planned,
    Agreed,
    Resolved,
    Archived,
    NotAgreed,
    Withdrawn,
}

/// The past months: cases with what was done, and the bookings.
pub struct History {
    pub told: Vec<Told>,
    pub bookings: Vec<Value>,
    today: Date,
}

/// Tells the past months; the same from the same chance and day.
pub fn history(now: Timestamp, customers: &[Customer], products: &[Product], chance: &mut Chance) -> Result<History> {
    let situations: Vec<Situation> = parsed(SITUATIONS)?;
    let asked: Vec<Asked> = parsed(ASKED)?;
    let mut past = History { told: Vec::new(), bookings: Vec::new(), today: date(now, 0)? };
    // Those who speak another language write in it; the situations are in Chinese.
    let of_here: Vec<Customer> = customers.iter().filter(|customer| customer.language == "zh").cloned().collect();
    for number in 0..CASES {
        // More of late than long ago, and none so new that it would hide the newest.
        let share = (number + 1) * 1_000 / CASES;
        let age = DAYS * DAY * share * share * share / 1_000_000_000 + 5 * HOUR + chance.between(0, 90);
        let customer = chance.pick(&of_here);
        let told = if number % OTHERWISE_EVERY == OTHERWISE_EVERY - 1 {
            let asked = chance.pick(&asked);
            let product = product(products, &asked.trades, chance)?;
            let reference = past.book(customer, product, date(now, age - 5 * DAY)?, chance);
            otherwise(age, asked, customer, product, &reference, chance)
        } else {
            let situation = chance.pick(&situations);
            let product = product(products, &situation.trades, chance)?;
            let reference = past.book(customer, product, date(now, age + chance.between(0, 6) * DAY)?, chance);
            complaint(age, situation, customer, product, &reference, chance)
        };
        past.told.push(told);
    }
    for _ in 0..QUIET_BOOKINGS {
        let (customer, product) = (chance.pick(customers), chance.pick(products));
        let departure = date(now, chance.between(-60, DAYS) * DAY)?;
        past.book(customer, product, departure, chance);
    }
    Ok(past)
}

impl History {
    fn book(&mut self, customer: &Customer, product: &Product, departure: Date, chance: &mut Chance) -> String {
        let number = self.bookings.len() + 1;
        self.bookings.push(booking(number, customer, product, (departure, self.today), chance));
        booking_reference(number)
    }
}

fn parsed<T: for<'a> Deserialize<'a>>(text: &str) -> Result<Vec<T>> {
    text.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("the data of the demonstration")
}

fn product<'a>(products: &'a [Product], trades: &[String], chance: &mut Chance) -> Result<&'a Product> {
    let fitting: Vec<&Product> = products.iter().filter(|product| trades.contains(&product.trade)).collect();
    anyhow::ensure!(!fitting.is_empty(), "no product of the trades {trades:?}");
    Ok(*chance.pick(&fitting))
}

/// The day so many minutes ago, as China counts it.
fn date(now: Timestamp, minutes_ago: i64) -> Result<Date> {
    let then = jiff::Timestamp::from_microsecond(now.0 - Span::minutes(minutes_ago).0)?;
    Ok(then.to_zoned(jiff::tz::offset(8).to_time_zone()).date())
}

fn received(kind: &str, channel: &str, customer: &Customer, text: &str, reference: &str) -> Value {
    json!({
        "kind": kind, "channel": channel, "text": text, "booking_reference": reference,
        "complainant": {"name": customer.name, "phone": customer.phone, "email": customer.email, "language": customer.language},
    })
}

fn filled(text: &str, product: &Product) -> String {
    text.replace("{product}", &product.name).replace("{destination}", &product.destination)
}

/// What is written down as time goes by, each act after the one before.
struct Diary {
    at: i64,
    /// Whether nobody waits for word any more.
    is_over: bool,
    by: i64,
    acts: Vec<ToldAct>,
}

impl Diary {
    /// Something done after so many minutes; nothing happens after now.
    fn after(&mut self, minutes: i64, act: &str, body: Value) {
        self.about(1, minutes, act, body);
    }

    /// The same about a plan or measure of a number.
    fn about(&mut self, part: i64, minutes: i64, act: &str, body: Value) {
        self.keep_word(minutes);
        self.at -= minutes;
        if self.at > 0 {
            self.acts.push(ToldAct { minutes_ago: self.at, act: act.to_owned(), body, part, by: self.by });
        }
    }

    /// While it takes long, the complainant hears of it each day.
    fn keep_word(&mut self, minutes: i64) {
        for day in 1..=(minutes - 1) / WORD_EVERY {
            let at = self.at - day * WORD_EVERY;
            if at > 0 && !self.is_over {
                let text = json!({"direction": "out", "channel": "phone", "reached": true, "text": "告知进展：仍在办理，明天同一时间再联系。"});
                self.acts.push(ToldAct {
                    minutes_ago: at,
                    act: "messages".to_owned(),
                    body: text,
                    part: 1,
                    by: self.by,
                });
            }
        }
    }

    /// Whether a matter stays where it is: only for so long, unless it was forgotten.
    fn rests(&self, reached: Reached, below: Reached, minutes: i64, is_slow: bool) -> bool {
        reached < below && (is_slow || self.at <= minutes)
    }
}

fn otherwise(
    age: i64,
    asked: &Asked,
    customer: &Customer,
    product: &Product,
    reference: &str,
    chance: &mut Chance,
) -> Told {
    let channel = *chance.pick(&CHANNELS);
    let text = filled(chance.pick::<String>(&asked.texts), product);
    let mut diary = Diary { at: age, is_over: false, by: *chance.pick(&AGENTS), acts: Vec::new() };
    let mut answer = told(channel, asked.answer.as_str());
    answer["acts"] = json!(["content_confirmed"]);
    diary.after(chance.between(4, 25), "messages", answer);
    diary.after(chance.between(1, 10), "acceptance", json!({"decision": "accepted"}));
    diary.after(chance.between(1, 6), "assignment", json!({"owner": diary.by}));
    diary.after(chance.between(30, 300), "resolution", json!({"text": asked.answer}));
    if age > 3 * DAY {
        diary.after(2 * DAY, "archive", json!({"text": "答复及时，无后续。"}));
    }
    Told { minutes_ago: age, case: received(&asked.kind, channel, customer, &text, reference), acts: diary.acts }
}

fn reached(age: i64, chance: &mut Chance) -> Reached {
    let of_hundred = chance.between(1, 100);
    let ends = |ends: &[(i64, Reached)]| {
        ends.iter().find(|(until, _)| of_hundred <= *until).map_or(Reached::Archived, |(_, reached)| *reached)
    };
    match age / DAY {
        0 => ends(&[(25, Reached::Accepted), (80, Reached::Investigated), (100, Reached::Planned)]),
        1..=3 => ends(&[
            (15, Reached::Investigated),
            (60, Reached::Planned),
            (85, Reached::Agreed),
            (100, Reached::Resolved),
        ]),
        4..=12 => {
            ends(&[(4, Reached::Planned), (20, Reached::Agreed), (45, Reached::Resolved), (50, Reached::Withdrawn)])
        }
        _ => ends(&[(5, Reached::NotAgreed), (9, Reached::Withdrawn), (12, Reached::Resolved)]),
    }
}

fn complaint(
    age: i64,
    situation: &Situation,
    customer: &Customer,
    product: &Product,
    reference: &str,
    chance: &mut Chance,
) -> Told {
    let reached = reached(age, chance);
    let channel = *chance.pick(&CHANNELS);
    let mut case =
        received("complaint", channel, customer, &filled(chance.pick::<String>(&situation.texts), product), reference);
    case["desired_outcome"] = json!(chance.pick(&situation.wishes));
    case["place"] = json!(product.destination);
    if channel != "web" {
        case["category"] = json!(situation.category);
    }
    let mut diary = Diary { at: age, is_over: false, by: *chance.pick(&AGENTS), acts: Vec::new() };
    let is_slow = chance.percent(9);
    begin(&mut diary, situation, channel, is_slow, chance);
    if reached == Reached::Withdrawn {
        diary.after(chance.between(DAY, 2 * DAY), "withdrawal", json!({"text": "问题已经自己解决，不再投诉，谢谢。"}));
        diary.is_over = true;
    } else {
        go_on(&mut diary, reached, situation, customer, is_slow, chance);
    }
    if !is_slow {
        diary.keep_word(diary.at);
    }
    if reached == Reached::Archived && age < PUBLISHED_UNTIL && chance.percent(40) {
        let text = filled(&situation.texts[0], product);
        publish(&mut diary, &text, situation, chance);
    }
    Told { minutes_ago: age, case, acts: diary.acts }
}

/// The first hours: heard, judged, taken on.
fn begin(diary: &mut Diary, situation: &Situation, channel: &str, is_slow: bool, chance: &mut Chance) {
    let contact = if is_slow { chance.between(70, 150) } else { chance.between(4, 40) };
    let heard = "听完经过并逐条记下，约定当天 18 点前告知核实进展。";
    let mut words = told(if channel == "email" { "email" } else { "phone" }, heard);
    words["acts"] = json!(["content_confirmed"]);
    diary.after(contact, "messages", words);
    diary.after(
        chance.between(2, 15),
        "triage",
        json!({"category": situation.category, "handling_type": "service", "motives": [chance.pick(&["compensation", "respect", "being_heard", "improvement"])],
            "severity": {"content": situation.content, "department": situation.content > 1}, "reason": "按叙述与已有凭证判断"}),
    );
}

/// Words of ours by a way, as they can have come by it.
fn told(channel: &str, text: &str) -> Value {
    let told = match channel {
        "web" | "app" => "on_page",
        "email" | "wechat" => "sent_elsewhere",
        _ => "by_voice",
    };
    json!({"direction": "out", "channel": channel, "told": told, "text": text})
}

/// A nameless result is proposed, and published or withheld.
fn publish(diary: &mut Diary, matter: &str, situation: &Situation, chance: &mut Chance) {
    diary.after(HOUR, "publication", json!({"matter": matter, "result": situation.result}));
    diary.by = MANAGER;
    let is_public = chance.percent(85);
    let text = if is_public {
        "结果将在网站公开三十天，不含您的个人信息；如有异议请回复。"
    } else {
        "当事人不希望公开。"
    };
    diary.after(3 * HOUR, "publication_decision", json!({"publish": is_public, "text": text}));
    let is_theirs = |share: &Value| share["party"] == "supplier";
    if is_public && situation.shares.as_array().is_some_and(|shares| shares.iter().any(is_theirs)) {
        let text = "已将拟公示的文字发给供应商客服经理，如有异议请三日内回复。";
        diary.after(HOUR, "publication_supplier_notices", json!({"channel": "email", "text": text}));
    }
    if is_public {
        diary.after(4 * DAY, "publication_release", json!({}));
    }
}

/// Half an hour after it is settled they are told the result.
fn tell_result(diary: &mut Diary) {
    let changed = "已在部门例会通报，并修订相应的出团核对清单。";
    diary.after(30, "result_notice", json!({"changed": changed}));
}

/// From there to as far as the matter has come.
fn go_on(
    diary: &mut Diary,
    reached: Reached,
    situation: &Situation,
    customer: &Customer,
    is_slow: bool,
    chance: &mut Chance,
) {
    diary.after(chance.between(3, 20), "acceptance", json!({"decision": "accepted"}));
    diary.after(chance.between(1, 6), "assignment", json!({"owner": diary.by}));
    if diary.rests(reached, Reached::Investigated, 20 * HOUR, is_slow) {
        return;
    }
    for finding in &situation.findings {
        diary.after(chance.between(40, 150), "findings", finding.clone());
    }
    diary.after(chance.between(20, 90), "causes", json!({"causes": situation.causes, "text": situation.cause_text}));
    // Shares are for a lead to say.
    let own = std::mem::replace(&mut diary.by, LEAD);
    diary.after(chance.between(5, 40), "responsibility", json!({"shares": situation.shares}));
    diary.by = own;
    if diary.rests(reached, Reached::Planned, 16 * HOUR, is_slow) {
        return;
    }
    let option = |way: &Way| {
        let measures: Vec<Value> = way.measures.iter().map(|text| json!({"text": text, "owner": diary.by})).collect();
        json!({"text": way.text, "measures": measures})
    };
    let options: Vec<Value> = situation.options.iter().map(option).collect();
    let text = format!("{}，核实情况与您所说基本一致，处理办法如下，请您选择，也可以提出您的想法。", customer.name);
    let thought = if is_slow { chance.between(20 * HOUR, 30 * HOUR) } else { chance.between(2 * HOUR, 10 * HOUR) };
    diary.after(thought, "plans", json!({"text": text, "options": &options}));
    if diary.rests(reached, Reached::Agreed, 2 * DAY, is_slow) {
        return;
    }
    if reached == Reached::NotAgreed {
        return end_without_agreement(diary, situation, &options, chance);
    }
    let chosen = if chance.percent(70) { 1 } else { 2 };
    diary.after(chance.between(HOUR, 18 * HOUR), "plan_answer", json!({"answer": "accepted", "option": chosen}));
    tell_result(diary);
    if diary.rests(reached, Reached::Resolved, 20 * HOUR, is_slow) {
        return;
    }
    for (measure, _) in (1..).zip(&situation.options[chosen - 1].measures) {
        let done = json!({"text": "已办妥，凭证已存档"});
        diary.about(measure, chance.between(HOUR, 7 * HOUR), "measure_completion", done);
    }
    diary.after(chance.between(HOUR, 3 * HOUR), "resolution", json!({"text": situation.result}));
    diary.is_over = true;
    if reached < Reached::Archived {
        return;
    }
    if chance.percent(72) {
        let rating = *chance.pick(&[5, 5, 5, 4, 4, 4, 3]);
        diary.after(chance.between(4 * HOUR, 20 * HOUR), "satisfaction", json!({"content": true, "rating": rating, "text": chance.pick(&["处理得挺快，谢谢。", "结果可以接受。", "希望以后不要再发生。", "客服很耐心。"])}));
    }
    diary.after(chance.between(2 * DAY, 4 * DAY), "archive", json!({"text": situation.cause_text}));
}

/// Two plans are refused, a manager gives the final answer.
fn end_without_agreement(diary: &mut Diary, situation: &Situation, options: &[Value], chance: &mut Chance) {
    let refused = json!({"answer": "refused", "text": "差得太远，不接受。"});
    diary.after(chance.between(3 * HOUR, DAY), "plan_answer", refused.clone());
    let better = json!({"text": "我们重新核对后把补偿提高了一成，请您再看看。", "options": options});
    diary.after(chance.between(2 * HOUR, 8 * HOUR), "plans", better);
    diary.about(2, chance.between(3 * HOUR, DAY), "plan_answer", refused);
    let own = diary.by;
    diary.by = MANAGER;
    let last = format!(
        "{}。上述方案继续有效 {} 天；您也可以向文旅部门反映、申请仲裁或提起诉讼。",
        situation.result.trim_end_matches('。'),
        LAST_OFFER.0 / Span::hours(24).0,
    );
    diary.after(2 * DAY, "final_answer", json!({"text": last}));
    tell_result(diary);
    diary.by = own;
    diary.is_over = true;
}
