// The journeys again, by keyboard alone: everything is reached by Tab, and what has
// the focus is seen to have it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, context, demonstration, emptyInstallation } from "./support.mjs";

const TABS_MAX = 300;
let demo;
let chromium;

before(async () => {
  [demo, chromium] = await Promise.all([demonstration(), browser()]);
});

after(async () => {
  await chromium?.close();
  demo?.stop();
});

/** Tab, until a control has the focus. */
async function reach(page, control) {
  await control.first().waitFor({ state: "attached" });
  const here = (element) => element === document.activeElement;
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await control.first().evaluate(here)) {
      // A file is picked by a button that stands for its field.
      const outline = (element) =>
        getComputedStyle(element.type === "file" ? (element.nextElementSibling ?? element) : element).outlineStyle;
      assert.notEqual(await control.first().evaluate(outline), "none", `the focus on ${control} is seen`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${control} is not reached by keyboard`);
}

async function write(page, control, text) {
  await reach(page, control);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function press(page, control, key = "Enter") {
  await reach(page, control);
  await page.keyboard.press(key);
}

/** Of a list, by the arrows. */
async function choose(page, select, label) {
  await reach(page, select);
  const chosen = () => select.first().evaluate((element) => element.selectedOptions[0].label.trim());
  const count = await select.first().evaluate((element) => element.options.length);
  await page.keyboard.press("Home");
  for (let step = 0; step < count && (await chosen()) !== label; step += 1) await page.keyboard.press("ArrowDown");
  assert.equal(await chosen(), label);
}

/** Of choices of which one holds, by the arrows. */
async function pick(page, group, label) {
  const choices = page.locator(`input[name="${group}"]`);
  await reach(page, choices);
  await page.keyboard.press("Space");
  const wanted = page.getByLabel(label, { exact: true });
  for (let step = await choices.count(); step > 0 && !(await wanted.isChecked()); step -= 1)
    await page.keyboard.press("ArrowDown");
  assert.ok(await wanted.isChecked(), label);
}

test("by keyboard alone a traveller complains, answers the plan and rates", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  await page.goto(demo.base);
  await press(page, page.locator(".doors a[href='/complain']"));
  await page.waitForURL("**/complain");
  await pick(page, "everyday_type", "餐饮");
  await write(page, page.locator("#text"), "团餐八菜一汤只上了五个菜。");
  await reach(page, page.locator("#file"));
  await write(page, page.locator("#name"), "简宁");
  await write(page, page.locator("#phone"), "13800000044");
  await press(page, page.getByRole("button", { name: "提交投诉" }));
  await page.getByText("已收到您的投诉").waitFor();
  const number = (await page.locator(".number").textContent()).trim();
  const link = page.url().split("?")[0];
  const act = (resource, body) => demo.api(`/cases/${number}/${resource}`, body);
  await act("acceptance", { decision: "accepted" });
  await act("plans", { text: "请选择。", options: [{ text: "退还餐费 200 元" }, { text: "下次出行抵用 300 元" }] });
  await page.goto(link);
  const options = page.locator("form[action$='/answer'] input[type=radio]");
  await press(page, options, "Space");
  await press(page, page.locator("form[action$='/answer'] button[type=submit]"));
  await page.getByText("您已接受方案 1。").waitFor();
  await write(page, page.locator("#write"), "谢谢。");
  await press(page, page.locator("form[action$='/messages'] button"));
  await page.getByText("您的留言已收到").waitFor();
  await act("assignment", { owner: 3 });
  await act("triage", {
    category: "rights.forced_shopping",
    handling_type: "service",
    severity: { content: 1 },
    reason: "按所述判断",
  });
  await act("duties", { duty: "regret_at_once", text: "已就此事当面致歉。" });
  await act("resolution", { text: "餐费已退。" });
  await page.goto(link);
  await pick(page, "content", "满意");
  await press(page, page.locator("form[action$='/rating'] button"));
  await page.getByText("感谢您的评价。").waitFor();
  await open.close();
});

test("by keyboard alone an administrator starts from nothing", async () => {
  const empty = await emptyInstallation();
  try {
    const open = await context(chromium);
    const page = await open.newPage();
    await page.goto(`${empty.base}/desk`);
    await page.getByText("还没有员工").first().waitFor();
    await page.goto(empty.base + empty.link);
    await write(page, page.locator("#name"), "何静");
    await write(page, page.locator("#email"), "he.jing@agency.test");
    await write(page, page.locator("#password"), "an unlikely sentence");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/desk\/start\b/);
    await write(page, page.locator("#name"), "山海旅行社");
    await choose(page, page.locator("#profile"), "旅行社");
    await press(page, page.locator("main button[type=submit]"));
    await page.waitForURL("**/desk/start/people");
    await write(page, page.locator("#name"), "罗敏");
    await write(page, page.locator("#email"), "luo.min@agency.test");
    await press(page, page.getByRole("button", { name: "添加并生成登录链接" }));
    await press(page, page.getByRole("button", { name: "复制" }));
    await press(page, page.locator("main").getByRole("link", { name: "继续" }));
    await page.waitForURL("**/desk/start/promises");
    await press(page, page.getByRole("link", { name: "修改" }));
    await page.waitForURL(/start=yes/);
    await write(page, page.locator("#within_minutes"), "45");
    await press(page, page.getByRole("button", { name: "预览影响" }));
    await page.getByText("没有正在计时").or(page.getByText("正在计时")).first().waitFor();
    await press(page, page.locator("main form button.primary"));
    await page.waitForURL("**/desk/start/promises");
    await page.getByText("45 分钟").waitFor();
    await press(page, page.getByRole("link", { name: "没有问题，继续" }));
    await press(page, page.locator("main").getByRole("link", { name: "新建工单" }));
    await page.waitForURL("**/desk/new");
    await open.close();
  } finally {
    await empty.stop();
  }
});

test("by keyboard alone a lead takes over what is late, and two drafts become one answer", async () => {
  const [open, other] = await Promise.all([context(chromium), context(chromium)]);
  const [lead, agent] = await Promise.all([open.newPage(), other.newPage()]);
  const colleague = async (page, name, email, role) => {
    const { id } = await demo.api("/staff", { name, email, role });
    await page.goto((await demo.api(`/staff/${id}/links`, {})).url);
    await press(page, page.locator("main button[type=submit]"));
    await page.waitForURL("**/desk");
  };
  await colleague(lead, "顾北", "gu.bei@agency.test", "lead");
  await colleague(agent, "叶子", "ye.zi@agency.test", "agent");
  await lead.keyboard.press("g");
  await lead.keyboard.press("b");
  await lead.waitForURL("**/desk/now");
  await press(lead, lead.locator("main a[href='/desk?view=late']"));
  await lead.waitForURL(/view=late/);
  await lead.keyboard.press("j");
  await lead.keyboard.press("Enter");
  await lead.waitForURL("**/desk/cases/*");
  await lead.keyboard.press("a");
  await choose(lead, lead.locator("dialog[open] #owner"), "顾北");
  await write(lead, lead.locator("dialog[open] #reason"), "超时，由我跟进。");
  await lead.keyboard.press("Control+Enter");
  await lead.getByText("分配给顾北").first().waitFor();

  await agent.goto(lead.url().split("?")[0]);
  await agent.keyboard.press("r");
  const kept = agent.waitForResponse(
    (answer) => answer.url().endsWith("/presence") && answer.request().postData().includes(encodeURIComponent("酒店")),
  );
  await agent.keyboard.type("酒店已经确认。");
  await kept;
  await lead.reload();
  await press(lead, lead.getByRole("link", { name: "查看并合并" }));
  await write(lead, lead.locator("#own"), "酒店已经确认，今晚入住。");
  await press(lead, lead.getByRole("button", { name: "存为我的草稿" }));
  await lead.waitForURL(/#composer/);
  await lead.keyboard.press("r");
  await lead.keyboard.press("Control+Enter");
  await lead.getByText("今晚入住").first().waitFor();
  await Promise.all([open.close(), other.close()]);
});

test("by keyboard alone a guide reports", async () => {
  const open = await context(chromium, { wide: false });
  const page = await open.newPage();
  await page.goto(demo.links.on_site);
  await press(page, page.locator("main button[type=submit]"));
  await page.waitForURL("**/onsite");
  await choose(page, page.locator("#about"), "新情况：投诉");
  await write(page, page.locator("#report"), "客人的房间空调不制冷。");
  await write(page, page.locator("#name"), "卓女士");
  await reach(page, page.locator("#file"));
  await press(page, page.locator("summary", { hasText: "请客人签字" }));
  await write(page, page.locator("#signed_by"), "卓女士");
  await press(page, page.getByRole("button", { name: "发送" }));
  await page.getByText(/已送达，工单/).waitFor();
  await open.close();
});
