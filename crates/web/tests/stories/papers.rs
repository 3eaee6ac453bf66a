//! Scans of identity papers among the files of a case: to whom they are open, the reason
//! that everybody else tells, and the log of each look.

use crate::common::{Answer, Api, Desk, multipart};
use axum::http::StatusCode;
use homeward_app::pictures::{Copier, Copies, Facts, Made};
use homeward_app::{App, AppOptions, tokens};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use homeward_web::{Web, router};
use serde_json::{Value, json};
use std::time::Duration;

const PDF: &[u8] = b"%PDF-1.7\npassport-of-wang-fang";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR-a-passport";
const COPY: &[u8] = b"\xFF\xD8\xFF-copy";
const NAME: &str = "王芳 E12345678.pdf";
const REASON: &str = "reason=check_identity";

/// Sends files, and which of them are identity papers.
async fn send(api: &Api, path: &str, files: &[(&str, &[u8])], papers: &[&str]) -> Answer {
    let headers = [("content-type", "multipart/form-data; boundary=mark"), ("sec-fetch-site", "same-origin")];
    let files = files.iter().map(|(name, bytes)| ("file", Some(*name), *bytes));
    let papers = papers.iter().map(|name| ("paper", None, name.as_bytes()));
    let parts: Vec<_> = files.chain(papers).collect();
    api.send("POST", path, &headers, multipart(&parts)).await
}

/// A case of somebody with a scan of a passport and a text.
async fn case_of(api: &Api, owner: i64) -> String {
    let number = api.made(&complaint("王芳", "客房漏水")).await;
    api.done(&number, "assignment", json!({"owner": owner})).await;
    let files = [(NAME, PDF), ("信.txt", "投诉信".as_bytes())];
    let sent = send(api, &format!("/api/v1/cases/{number}/files"), &files, &[NAME]).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    number
}

/// Who looked at identity papers and why, the newest first.
async fn log(api: &Api, number: &str) -> Vec<(String, String)> {
    let log = api.get(&format!("/api/v1/cases/{number}/looks")).await;
    assert!(!log.text.contains("E12345678"), "ids alone: {}", log.text);
    let told = |look: &Value| (look["actor"].as_str().unwrap().to_owned(), look["why"].as_str().unwrap().to_owned());
    let all: Vec<_> = log.body["items"].as_array().unwrap().iter().map(told).collect();
    all.into_iter().filter(|(_, why)| why.starts_with("paper:")).collect()
}

fn entry(desk: &Desk<'_>, why: &str) -> (String, String) {
    (format!("staff:{}", desk.staff), why.to_owned())
}

async fn is_found(api: &Api) -> bool {
    let found = api.get("/api/v1/search?q=E12345678").await;
    !found.body["items"].as_array().unwrap().is_empty()
}

on_both! {
    async fn a_scan_is_open_to_who_handles_the_case_and_to_everybody_else_for_a_reason(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (owner, colleague) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let number = case_of(&api, owner.staff).await;
        let page = format!("/desk/cases/{number}");
        let file = format!("{page}/files/1");
        let open = owner.get(&format!("{page}?show=all")).await.text;
        assert!(open.contains(NAME) && open.contains(&format!("href=\"{file}\"")) && !open.contains(&format!("{file}/look")));
        assert!(open.contains("身份证件"), "it says what it is");
        let read = owner.get(&file).await;
        assert_eq!((read.status, read.text.as_bytes()), (StatusCode::OK, PDF));
        owner.get(&file).await;
        assert_eq!(log(&api, &number).await, [entry(&owner, "paper:1:owner")], "those of an hour are one");

        let closed = colleague.get(&format!("{page}?show=all")).await.text;
        assert!(!closed.contains("E12345678"), "the name tells a name and a number: {closed}");
        assert!(closed.contains("****.pdf") && closed.contains(&format!("{file}/look")));
        assert!(!closed.contains(&format!("href=\"{file}\"")) && closed.contains("信.txt"));
        let asked = colleague.get(&file).await;
        assert_eq!((asked.status, asked.headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, &*format!("{file}/look")));
        let form = colleague.get(&format!("{file}/look")).await;
        assert_eq!(form.text.matches("name=\"reason\"").count(), 4, "four reasons: {}", form.text);
        for wrong in ["", "reason=curious"] {
            let refused = colleague.post(&format!("{file}/look"), wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        assert_eq!(log(&api, &number).await.len(), 1, "nobody else has looked");
        t.later(Span::minutes(1));
        let seen = colleague.post(&format!("{file}/look"), REASON).await;
        assert_eq!((seen.status, seen.text.as_bytes()), (StatusCode::OK, PDF));
        t.later(Span::minutes(1));
        colleague.post(&format!("{file}/look"), REASON).await;
        let looks = [entry(&colleague, "paper:1:check_identity"), entry(&colleague, "paper:1:check_identity"), entry(&owner, "paper:1:owner")];
        assert_eq!(log(&api, &number).await, looks, "each look for a reason");
        let listed = colleague.get(&format!("{page}/looks")).await.text;
        assert!(listed.contains("查看身份证件（第 1 个附件）：核实身份"), "{listed}");
        for other in [2, 3] {
            let none = colleague.post(&format!("{page}/files/{other}/look"), REASON).await;
            assert_eq!(none.status, StatusCode::NOT_FOUND, "there is no such paper");
        }
        let other = Desk::sign_in(&t, &api, "on_site").await;
        api.done(&number, "assignment", json!({"owner": other.staff, "reason": "现场处理"})).await;
        assert_eq!(other.get(&file).await.status, StatusCode::OK, "whoever is on site owns it now");
    }

    async fn the_copy_of_a_scanned_picture_is_closed_like_the_scan(t: TestApp) {
        let said = t.path("said");
        std::fs::write(&said, Made { facts: Facts::default(), copies: Ok(Copies { small: COPY.to_vec(), large: COPY.to_vec() }) }.said()).unwrap();
        let arguments = vec![said.to_str().unwrap().to_owned()];
        let copier = Copier { program: "/bin/cat".into(), arguments, patience: Duration::from_mins(1) };
        let options = AppOptions { copier: Some(copier), ..t.options() };
        let app = tokio::task::spawn_blocking(|| App::open(options)).await.unwrap().unwrap();
        let token = tokens::create(&app, "test", &["all".to_owned()]).await.unwrap();
        let api = Api::with_token(router(Web::new(app.clone())), token);
        let (owner, colleague) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let number = api.made(&complaint("王芳", "客房漏水")).await;
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        send(&api, &format!("/api/v1/cases/{number}/files"), &[("护照.png", PNG)], &["all"]).await;
        let file = format!("/desk/cases/{number}/files/1");
        let copy = owner.get(&format!("{file}/copy?size=small")).await;
        assert_eq!((copy.status, copy.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "private, no-store"));
        let page = colleague.get(&format!("/desk/cases/{number}")).await.text;
        assert!(!page.contains("files/1/copy"), "{page}");
        assert_eq!(colleague.get(&format!("{file}/copy")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(colleague.get(&file).await.status, StatusCode::SEE_OTHER, "originals are open to an auditor, this one for a reason");
        let seen = colleague.post(&format!("{file}/look"), REASON).await;
        assert!(seen.status == StatusCode::OK && seen.text.contains("data:image/jpeg;base64,/9j/LWNvcHk="), "{}", seen.text);
        let few = tokens::create(&app, "few", &["cases:read".to_owned()]).await.unwrap();
        let few = api.with_other(&few);
        assert_eq!(few.get(&format!("/api/v1/cases/{number}/files/1/copy")).await.status, StatusCode::FORBIDDEN);
        drop((api, few));
        tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
    }

    async fn a_program_needs_the_scope_for_contact_points(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = case_of(&api, Desk::sign_in(&t, &api, "agent").await.staff).await;
        let path = format!("/api/v1/cases/{number}/files/1");
        let few = Api::new(&t, &["cases:read", "cases:write"]).await;
        let file = few.whole(&number).await["files"][0].clone();
        assert_eq!((&file["name"], &file["is_paper"]), (&json!("****.pdf"), &json!(true)));
        let refused = few.get(&path).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text.contains("contacts:read"), "it names the scope: {}", refused.text);
        let unmark = few.post(&format!("{path}/mark"), &json!({"is_paper": false})).await;
        assert!(unmark.status == StatusCode::FORBIDDEN && unmark.text.contains("contacts:read"), "{}", unmark.text);
        assert_eq!(few.post(&format!("/api/v1/cases/{number}/files/2/mark"), &json!({"is_paper": true})).await.status, StatusCode::CREATED);
        assert_eq!(log(&api, &number).await, [], "what is refused is no look");
        let full = Api::new(&t, &["cases:read", "contacts:read"]).await;
        assert_eq!(full.whole(&number).await["files"][0]["name"], NAME);
        assert_eq!(full.get(&path).await.text.as_bytes(), PDF);
        assert_eq!(log(&api, &number).await[0].1, "paper:1:contacts_read");
        for (part, body, status) in [(9, json!({"is_paper": true}), 422), (1, json!({}), 422), (1, json!({"is_paper": true}), 409)] {
            let wrong = api.post(&format!("/api/v1/cases/{number}/files/{part}/mark"), &body).await;
            assert_eq!(wrong.status.as_u16(), status, "{}", wrong.text);
        }
        let unknown = send(&api, &format!("/api/v1/cases/{number}/files"), &[("a.txt", b"text")], &["b.txt"]).await;
        assert_eq!((unknown.status, &unknown.body["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("paper")));
        assert_eq!(api.whole(&number).await["files"].as_array().unwrap().len(), 2, "nothing is half stored");
    }

    async fn whoever_works_on_a_case_closes_a_file_and_those_alone_open_it_who_may_see_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (owner, other) = (Desk::sign_in(&t, &api, "lead").await, Desk::sign_in(&t, &api, "agent").await);
        let number = api.made(&complaint("王芳", "客房漏水")).await;
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        send(&api, &format!("/api/v1/cases/{number}/files"), &[(NAME, PDF)], &[]).await;
        assert!(is_found(&api).await, "an old file, found by its name");
        let page = format!("/desk/cases/{number}");
        assert!(other.get(&page).await.text.contains("acts/file_mark?part=1"), "it can be marked later");
        let act = format!("{page}/acts/file_mark?part=1");
        let marked = other.post(&act, "is_paper=yes&key=k1").await;
        assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.text);
        assert!(!is_found(&api).await, "nobody finds it by what its name tells");
        assert_eq!(other.get(&format!("{page}/files/1")).await.status, StatusCode::SEE_OTHER);
        let refused = other.post(&act, "is_paper=no&key=k2").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
        assert!(refused.text.contains("身份证件不对您开放"));
        assert_eq!(owner.post(&act, "is_paper=no&key=k3").await.status, StatusCode::SEE_OTHER);
        assert_eq!(other.get(&format!("{page}/files/1")).await.status, StatusCode::OK);
        assert!(is_found(&api).await);
        api.done(&number, "erasure", json!({"ground": "order"})).await;
        assert_eq!(owner.get(&format!("{page}/files/1")).await.status, StatusCode::NOT_FOUND, "it goes like any file");
    }

    async fn a_traveller_says_that_it_is_one_and_no_other_of_their_group_sees_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["co_complainants"] = json!([{"name": "赵悦", "phone": "13987654321"}]);
        let number = api.made(&body).await;
        let mut links = Vec::new();
        for complainant in [1, 2] {
            let link = api.done(&number, "follow_links", json!({"complainant": complainant})).await;
            let link = link["follow_url"].as_str().unwrap().to_owned();
            links.push(link.split_once("/c/").map(|(_, token)| format!("/c/{token}")).unwrap());
        }
        let open = api.without_token();
        let sent = send(&open, &format!("{}/files", links[0]), &[("我的护照.pdf", PDF), ("车票.txt", b"ticket")], &["我的护照.pdf"]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let files = api.whole(&number).await["files"].clone();
        assert_eq!((&files[0]["is_paper"], &files[1]["is_paper"]), (&json!(true), &json!(false)));
        let (own, other) = (open.get(&links[0]).await.text, open.get(&links[1]).await.text);
        assert!(own.contains("我的护照.pdf") && own.contains("name=\"paper\""), "{own}");
        assert!(!other.contains("我的护照"), "{other}");
        let data = open.send("POST", &format!("{}/data", links[0]), &[("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")], "").await;
        assert!(data.status == StatusCode::OK && data.text.contains("1-我的护照.pdf"), "what is theirs is in their own copy");
    }

    async fn a_copy_of_a_persons_data_takes_papers_along_by_who_may_see_them_and_each_is_a_look(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "客房漏水");
        body["complainant"]["phone"] = json!("13700001111");
        let number = api.made(&body).await;
        let made = api.post("/api/v1/customers", &json!({"reference": "C-1", "name": "王芳", "phone": "13700001111"})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let handed = api.done(&number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
        let page = handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let sent = send(&api, &format!("{page}/files"), &[(NAME, PDF), ("信.txt", "投诉信".as_bytes())], &[NAME]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let of_case = format!("/api/v1/cases/{number}/complainants/1/data");
        let ground = json!({"ground": "person_request"});
        let without = Api::new(&t, &["cases:read", "privacy:write", "customers:read"]).await;
        for path in [of_case.as_str(), "/api/v1/customers/C-1/data"] {
            let refused = without.post(path, &ground).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(refused.text.contains("contacts:read") && !refused.text.contains("E12345678"), "{}", refused.text);
        }
        let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.text;
        assert!(!record.contains("person_data_given"), "what does not go out is not on record as given");
        assert!(log(&api, &number).await.is_empty());
        let with = Api::new(&t, &["cases:read", "privacy:write", "contacts:read"]).await;
        let copy = with.post(&of_case, &ground).await;
        assert_eq!(copy.status, StatusCode::OK, "{}", copy.text);
        let copy = String::from_utf8_lossy(&copy.bytes).into_owned();
        assert!(copy.contains(NAME), "it is the person's");
        let looks = log(&api, &number).await;
        assert_eq!(looks.iter().map(|(_, why)| why.as_str()).collect::<Vec<_>>(), ["paper:1:contacts_read"], "and of the letter none");
        t.later(Span::minutes(1));
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let by_desk = lead.post(&format!("/desk/cases/{number}/data"), "person=complainant.1&ground=person_request").await;
        assert_eq!(by_desk.status, StatusCode::OK, "{}", by_desk.text);
        assert_eq!(log(&api, &number).await[0], entry(&lead, "paper:1:lead"));
        // A case without papers needs no more than before.
        let other = api.made(&complaint("孙丽", "房间有异味")).await;
        let copy = without.post(&format!("/api/v1/cases/{other}/complainants/1/data"), &ground).await;
        assert_eq!(copy.status, StatusCode::OK, "{}", copy.text);
    }

    async fn a_scan_goes_with_an_erasure_that_has_to_leave_the_ticket(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "客房漏水");
        body["booking_reference"] = json!("B-7788");
        let number = api.made(&body).await;
        send(&api, &format!("/api/v1/cases/{number}/files"), &[(NAME, PDF), ("车票.pdf", b"%PDF-1.7\na-ticket")], &[NAME]).await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let form = lead.get(&format!("/desk/cases/{number}/acts/erasure")).await.text;
        let asked = form.split_once("须保存至").unwrap();
        assert!(asked.0.contains("身份证件") && !asked.1.split_once("</section>").unwrap().0.contains("身份证件"), "{form}");
        assert!(asked.1.contains("票据、合同等单据"), "{form}");
        let done = api.done(&number, "erasure", json!({"ground": "person_request"})).await;
        assert_eq!(done["kept"]["ground"], "transaction_record", "{done}");
        api.done(&number, "restriction_looks", json!({"text": "客人起诉，调取订单"})).await;
        let page = format!("/api/v1/cases/{number}/files");
        assert_eq!(api.get(&format!("{page}/1")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(api.get(&format!("{page}/2")).await.status, StatusCode::OK);
    }
}
