//! Complaints of realistic length, put together from our own phrases. The
//! numbers choose, so that every run has the same texts.

use serde_json::{Value, json};

const OPENINGS: [&str; 8] = [
    "我们一家四口参加了五天四晚的团",
    "上周五在贵公司门店签的合同",
    "通过平台预订的酒店",
    "公司团建包车去郊外",
    "带着老人和孩子出行",
    "蜜月行程定了半年",
    "第一次跟团旅游",
    "临时改签之后",
];
const EVENTS: [&str; 12] = [
    "导游一路推销玉石和药材,不买就给脸色看",
    "第二天的景点被换成了购物店",
    "酒店没有我们的预订记录,前台让我们自己想办法",
    "房间有霉味,床单上有污渍,换房要加钱",
    "大巴空调坏了,三个小时没有人处理",
    "接机的司机没有来,电话一直打不通",
    "餐食标准明显低于合同约定",
    "自费项目没有提前说明就收费",
    "行李在转运途中丢失,没有人负责",
    "航班取消后没有任何安排,在机场等了一夜",
    "签证材料被弄错,差点无法入境",
    "拼团之后人数翻倍,行程全乱了",
];
const WISHES: [&str; 6] =
    ["要求退还全部团费", "希望给出书面解释并道歉", "请退差价", "要求赔偿损失", "请尽快联系我", "希望处理相关人员"];
const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
const GIVEN: [&str; 12] = ["芳", "伟", "敏", "静", "强", "磊", "洋", "艳", "勇", "娟", "涛", "霞"];

/// A rare word that one complaint in ten thousand holds.
pub const RARE: &str = "鹮羽";
/// A common one that about half of them hold.
pub const COMMON: &str = "退还";

/// The complaint of a number.
pub fn complaint(n: usize) -> Value {
    let pick = |list: &[&'static str], salt: usize| list[(n.wrapping_mul(2_654_435_761) >> salt) % list.len()];
    let rare = if n.is_multiple_of(10_000) { RARE } else { "" };
    let text = format!(
        "{},{}。{}。{}{}。订单尾号{:05},联系时间下午。",
        pick(&OPENINGS, 3),
        pick(&EVENTS, 5),
        pick(&EVENTS, 9),
        pick(&WISHES, 7),
        rare,
        n % 100_000
    );
    json!({
        "kind": "complaint", "channel": "phone",
        "complainant": {
            "name": format!("{}{}{}", pick(&SURNAMES, 4), pick(&GIVEN, 6), pick(&GIVEN, 11)),
            "phone": format!("139{:08}", n % 100_000_000),
        },
        "text": text, "desired_outcome": pick(&WISHES, 8),
    })
}
