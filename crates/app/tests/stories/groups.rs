//! Complaints of several people, and complaints that came twice.

use homeward_app::categories::Categories;
use homeward_app::{AppError, duplicates, intake, read, take_in};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

async fn taken_in(t: &TestApp, body: &Value) -> String {
    take_in(&t.app, t.anybody(), intake::parse(&Categories::default(), body).unwrap(), None).await.unwrap().0.row.number
}

fn told(name: &str, phone: &str, text: &str) -> Value {
    let mut body = complaint(name, text);
    body["complainant"]["phone"] = json!(phone);
    body
}

on_both! {
    async fn each_of_a_group_keeps_name_and_demand_and_is_found(t: TestApp) {
        let mut body = complaint("王芳", "大巴半路抛锚，四小时无人处理");
        body["co_complainants"] = json!([
            {"name": "赵鹮羽", "phone": "13900001111", "desired_outcome": "退还车费"},
            {"name": "孙悦", "type": "corporate_customer"},
        ]);
        let number = taken_in(&t, &body).await;
        let dossier = read::dossier(&t.app, &t.anybody(), number.clone(), 0).await.unwrap();
        let all = dossier.complainants();
        let names: Vec<_> = all.iter().map(|c| c.person.as_ref().unwrap().name.as_str()).collect();
        assert_eq!(names, ["王芳", "赵鹮羽", "孙悦"]);
        assert_eq!(all[1].desired_outcome.as_deref(), Some("退还车费"));
        assert_eq!(dossier.view.clocks.iter().filter(|c| c.promise == "contact").count(), 1, "clocks run once");
        for words in ["赵鹮羽", "13900001111", "退还车费", "孙悦"] {
            let found = read::search(&t.app, &t.anybody(), words.into(), 5).await.unwrap();
            assert_eq!(found.iter().map(|v| v.row.number.as_str()).collect::<Vec<_>>(), [number.as_str()], "{words}");
        }
        homeward_app::record::rebuild(&t.app).await.unwrap();
        assert_eq!(read::search(&t.app, &t.anybody(), "赵鹮羽".into(), 5).await.unwrap().len(), 1, "also when rebuilt");
    }

    async fn the_same_matter_told_again_is_asked_about_and_others_are_not(t: TestApp) {
        let first = taken_in(&t, &told("王芳", "138 1234 5678", "导游强制购物，不买就不让上车，要求退还购物款")).await;
        let other = taken_in(&t, &told("王芳", "13812345678", "酒店房间有霉味，空调不制冷，希望换房")).await;
        let stranger = taken_in(&t, &told("李强", "13900002222", "导游强制购物，不买就不让上车，要求退还购物款")).await;
        t.later(Span::minutes(60 * 24));
        let again = taken_in(&t, &told("王女士", "13812345678", "导游强制购物，不买玉就不让上车，何时退购物款")).await;
        let found = duplicates::duplicates(&t.app, &t.anybody(), again.clone()).await.unwrap();
        assert_eq!(found.iter().map(|d| d.view.row.number.as_str()).collect::<Vec<_>>(), [first.as_str()]);
        assert_eq!(found[0].common, [duplicates::Common::Phone]);
        for number in [other, stranger] {
            assert!(duplicates::duplicates(&t.app, &t.anybody(), number).await.unwrap().is_empty());
        }
        t.later(Span::minutes(60 * 24 * 31));
        let late = taken_in(&t, &told("王芳", "13812345678", "导游强制购物，不买就不让上车，要求退还购物款")).await;
        let found = duplicates::duplicates(&t.app, &t.anybody(), late).await.unwrap();
        assert!(found.is_empty(), "a month later it is another matter: {found:?}");
    }
}

#[test]
fn a_mistake_in_one_of_a_group_is_named_with_its_place() {
    let mut body = complaint("王芳", "大巴半路抛锚");
    body["co_complainants"] = json!([{"name": "孙悦"}, {"phone": "x", "colour": "red"}, 7]);
    let Err(AppError::Invalid(errors)) = intake::parse(&Categories::default(), &body) else { panic!("refused") };
    let fields: Vec<&str> = errors.iter().map(|e| e.field.as_str()).collect();
    for field in
        ["co_complainants[1].name", "co_complainants[1].phone", "co_complainants[1].colour", "co_complainants[2]"]
    {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    body["co_complainants"] = json!(vec![json!({"name": "孙悦"}); 501]);
    assert!(intake::parse(&Categories::default(), &body).is_err());
}
