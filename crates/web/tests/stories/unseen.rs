//! Whoever is signed in and meets a page that they may not see, or that is not there, stays
//! in the console, and hears which of the two it is and what they can do.

use crate::common::{Answer, Api, Desk};
use axum::http::StatusCode;
use homeward_testkit::{complaint, on_both};

/// Whether a page has the rail, the search and the name of its reader.
fn has_frame(answer: &Answer, name: &str) -> bool {
    ["class=\"rail\"", "role=\"search\"", name].iter().all(|part| answer.text.contains(part))
}

on_both! {
    async fn a_missing_right_and_a_missing_page_are_told_apart_within_the_console(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        for path in ["/desk/settings/tokens".to_owned(), format!("/desk/cases/{number}/acts/final_answer")] {
            let refused = agent.get(&path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(has_frame(&refused, "agent") && refused.text.contains("您无权查看这个页面"), "{}", refused.text);
            assert!(refused.text.contains("管理员") && refused.text.contains("href=\"/desk\""), "{}", refused.text);
        }
        for path in ["/desk/nothing".to_owned(), "/desk/cases/HW-2611-000999-0".to_owned(), format!("/desk/cases/{number}/acts/none")] {
            let missing = agent.get(&path).await;
            assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
            assert!(has_frame(&missing, "agent") && missing.text.contains("没有这个页面"), "{path}: {}", missing.text);
        }
        let below = agent.get(&format!("/desk/cases/{number}/acts/none")).await.text;
        assert!(below.contains(&format!("class=\"button\" href=\"/desk/cases/{number}\"")), "the way back to the case: {below}");
        let english = [("cookie", format!("{}; homeward_language=en", agent.cookie))];
        let english: Vec<(&str, &str)> = english.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = api.send("GET", "/desk/settings/tokens", &english, axum::body::Body::empty()).await;
        assert!(refused.text.contains("You may not see this page"), "{}", refused.text);
    }

    async fn an_act_without_the_right_says_that_one_may_not_do_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let auditor = Desk::sign_in(&t, &api, "auditor").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let refused = auditor.post(&format!("/desk/cases/{number}/acts/notes"), "text=a").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(has_frame(&refused, "auditor") && refused.text.contains("您无权执行此操作"), "{}", refused.text);
    }

    async fn whoever_is_not_signed_in_signs_in_first_and_the_public_site_has_no_console_around_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let stranger = api.without_token();
        assert_eq!(stranger.get("/desk/settings/tokens").await.status, StatusCode::SEE_OTHER);
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let missing = agent.get("/nothing").await;
        assert!(missing.status == StatusCode::NOT_FOUND && !missing.text.contains("class=\"rail\""), "{}", missing.text);
        assert_eq!(stranger.get("/desk/nothing").await.status, StatusCode::NOT_FOUND);
    }
}
