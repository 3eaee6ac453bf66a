// Journeys in a real browser: a traveller on a phone, an agent by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, codeOf, context, demonstration, emptyInstallation, shot, signIn } from "./support.mjs";

let demo;
let chromium;

before(async () => {
  [demo, chromium] = await Promise.all([demonstration(), browser()]);
});

after(async () => {
  await chromium?.close();
  demo?.stop();
});

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("a traveller complains on a phone, answers the plan and rates", async () => {
  const open = await context(chromium, { wide: false, hasTouch: true });
  const page = await open.newPage();
  await page.goto(demo.base);
  await page
    .getByRole("link", { name: /我要投诉/ })
    .last()
    .click();
  await page.getByText("强制购物").click();
  await page.getByLabel("请用自己的话说明").fill("导游不买不让上车，我在店里坐了两个小时。");
  await page.locator("#file").setInputFiles({ name: "店里.png", mimeType: "image/png", buffer: PNG });
  await page.locator("#name").fill("欧阳明");
  await page.locator("#phone").fill("一二三");
  await page.getByRole("button", { name: "提交投诉" }).click();
  await page.getByRole("alert").getByText("应为电话号码").waitFor();
  assert.match(await page.getByLabel("请用自己的话说明").inputValue(), /两个小时/, "what was typed is kept");
  await shot(page, "journey-complain-mistake");
  await page.locator("#phone").fill("13800000077");
  await page.locator("#file").setInputFiles({ name: "店里.png", mimeType: "image/png", buffer: PNG });
  await page.getByRole("button", { name: "提交投诉" }).dblclick();
  await page.getByText("已收到您的投诉").waitFor();
  const number = (await page.locator(".number").textContent()).trim();
  await page.getByText("店里.png").waitFor();
  await shot(page, "journey-complain-taken-in");
  const link = page.url().split("?")[0];

  const { items } = await demo.api(`/cases?limit=200&q=${encodeURIComponent("欧阳明")}`);
  assert.equal(items.length, 1, "a double click sends once");
  const act = (resource, body) => demo.api(`/cases/${number}/${resource}`, body);
  await act("acceptance", { decision: "accepted" });
  await act("plans", {
    text: "方案如下，请选择。",
    options: [{ text: "退还购物款 800 元" }, { text: "代金券 1000 元" }],
  });
  await page.goto(link);
  await page.getByText("退还购物款 800 元").click();
  await page.locator("#answer").fill("可以，请尽快。");
  await page.getByRole("button", { name: "提交" }).first().click();
  await page.getByText("您已接受方案 1。").waitFor();
  await page.locator("#write").fill("请问什么时候到账？");
  await page.locator("form[action$='/messages'] button").click();
  await page.getByText("您的留言已收到").waitFor();
  await page.getByText("请问什么时候到账？").waitFor();
  await act("assignment", { owner: 3 });
  await act("triage", {
    category: "rights.forced_shopping",
    handling_type: "service",
    severity: { content: 1 },
    reason: "按所述判断",
  });
  await act("duties", { duty: "regret_at_once", text: "已就此事当面致歉。" });
  await act("resolution", { text: "已退还购物款 800 元，感谢您的批评。" });
  await page.goto(link);
  await page.getByText("已退还购物款 800 元，感谢您的批评。").first().waitFor();
  await page.getByLabel("满意", { exact: true }).check();
  await page.getByLabel("5", { exact: true }).check();
  await page.locator("form[action$='/rating'] button").click();
  await page.getByText("感谢您的评价。").waitFor();
  assert.equal(await page.locator("form[action$='/rating']").count(), 0, "asked once");
  await shot(page, "journey-complain-rated");
  await open.close();
});

test("without script a complaint is taken in all the same", async () => {
  const open = await context(chromium, { wide: false, javaScriptEnabled: false, locale: "en" });
  const page = await open.newPage();
  await page.goto(`${demo.base}/complain`);
  await page.getByLabel("In your own words").fill("The coach left without us.");
  await page.getByLabel("Name").fill("Emma");
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator(".summary").getByText("Answer this sum").waitFor();
  assert.equal(await page.getByLabel("In your own words").inputValue(), "The coach left without us.");
  const [one, other] = (await page.locator("[data-question] label").textContent()).match(/\d+/g).map(Number);
  await page.locator("#answer").fill(String(one + other));
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("We have your complaint").waitFor();
  await open.close();
});

test("an agent takes a call by keyboard alone and brings it to a settlement", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  await signIn(page, demo.links.lead);
  let presses = 0;
  const press = async (key) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  await press("n");
  await page.waitForURL("**/desk/new");
  await page.keyboard.type("13800000088");
  await press("Tab");
  await page.keyboard.type("司徒静");
  await press("Tab");
  await page.keyboard.type("到店没有房间，前台让我们自己想办法。");
  await press("Control+Enter");
  await page.getByText("已登记。").waitFor();
  assert.ok(presses < 12, `${presses} presses besides the text`);
  assert.match(await page.locator("h1").textContent(), /司徒静/);
  await shot(page, "journey-phone-taken-in");

  // The one thing that is best done next, again and again, each in its dialog.
  const next = async (title) => {
    await page.keyboard.press("e");
    await page.locator("dialog[open]").getByRole("heading", { name: title }).waitFor();
    return page.locator("dialog[open]");
  };
  const send = async () => {
    await page.keyboard.press("Control+Enter");
    await page.getByRole("status").waitFor();
  };
  let form = await next("分配");
  await form.locator("select").first().selectOption({ index: 1 });
  await form.locator("textarea").focus();
  await send();
  form = await next("记录往来");
  // Face to face, so that nothing rings at night, whenever this is run.
  await form.locator("#way").selectOption("counter:by_voice");
  await form.getByLabel("已向其确认内容").check();
  await form.locator("textarea").fill("已致电，正在核对房态，半小时内答复。");
  await send();
  form = await next("分类定级");
  await form.locator("#category").selectOption("service.no_room_on_arrival");
  await form.locator("#severity-content").selectOption("2");
  await form.locator("textarea").fill("当晚无房");
  await shot(page, "journey-phone-triage");
  await send();
  form = await next("完成必做事项");
  await form.locator("textarea").fill("已就到店无房当面致歉。");
  await send();
  form = await next("受理决定");
  await form.locator("textarea").focus();
  await send();
  form = await next("调查结果");
  await form.locator("#source").selectOption("supplier");
  await form.locator("textarea").fill("酒店确认超售。");
  await send();
  form = await next("原因分析");
  await form.getByLabel("供应商").check();
  await form.locator("textarea").fill("超售且未提前告知。");
  await send();
  form = await next("提出方案");
  await form.locator("#text").fill("方案如下。");
  await form.locator("#options-0--text").fill("换到隔壁同级酒店，差价我方承担");
  await form.locator("#options-0--measures-0--text").fill("安排车辆接送");
  await send();
  form = await next("记录往来");
  assert.match(
    await form.locator("textarea").first().inputValue(),
    /处理方案第 1 版/,
    "what only stands on the page is told",
  );
  await form.locator("#way").selectOption("counter:by_voice");
  await send();
  form = await next("记录答复");
  await form.locator("#answer").selectOption("accepted");
  await form.locator("textarea").fill("可以");
  await send();
  form = await next("结果告知");
  assert.match(await form.locator("#text").inputValue(), /司徒静：您好/, "the notice is made from the record");
  await form.locator("#changed").fill("已更新超售处理规程。");
  await form.locator("#way").selectOption("counter:handed_over");
  await send();
  form = await next("完成措施");
  await form.locator("textarea").fill("已入住隔壁酒店，回单 A-1");
  await send();
  form = await next("办结");
  await send();
  await page.locator(".badge.own").getByText("已办结").waitFor();
  await shot(page, "journey-phone-resolved");
  await open.close();
});

test("a draft outlives the page, and a mistake in a form keeps what was typed", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  await signIn(page, demo.links.agent);
  await page.goto(`${demo.base}/desk`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk/cases/*");
  await page.keyboard.press("r");
  await page.keyboard.type("我们正在核实，今天之内给您答复。");
  await page.getByText("草稿已保存").waitFor();
  await page.reload();
  assert.match(await page.locator("#reply").inputValue(), /正在核实/);
  const here = page.url().split("?")[0];
  await page.goto(`${here}/acts/merge`);
  await page.locator("#into").fill("HW-0000-000000-0");
  await page.locator("textarea").fill("同一事项");
  await page.getByRole("button", { name: "合并" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.locator("textarea").inputValue(), "同一事项");
  await open.close();
});

test("several cases are assigned at once after a look at what will be done", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  await signIn(page, demo.links.administrator);
  await page.goto(`${demo.base}/desk?view=unassigned`);
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await page.getByText("已选 2 件").waitFor();
  await page.locator(".bulk select").selectOption({ index: 0 });
  await page.getByRole("button", { name: "预览" }).click();
  await page.getByText("尚未执行").waitFor();
  await page.getByRole("button", { name: "确认执行" }).click();
  assert.equal(await page.getByText("完成", { exact: true }).count(), 2);
  await open.close();
});

test("what one person does the other sees by itself, and nothing moves under a hand", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  await signIn(page, demo.links.on_site);
  const [mine] = (await demo.api("/cases?state=open&limit=1")).items;
  const { staff } = await staffOf("马导");
  await demo.api(`/cases/${mine.number}/assignment`, { owner: staff, reason: "现场处理" });
  await page.goto(`${demo.base}/desk/cases/${mine.number}?show=notes`);
  await page.locator("#reply").fill("我在现场，马上过去。");
  await demo.api(`/cases/${mine.number}/notes`, { text: "客人在大堂等候" });
  await page.getByText("客人在大堂等候").waitFor();
  assert.equal(await page.locator("#reply").inputValue(), "我在现场，马上过去。", "what is being written stays");
  await page.locator(".side.right").hover();
  await demo.api(`/cases/${mine.number}/notes`, { text: "已送水和毛毯" });
  await page.getByText("有新的变化").waitFor();
  await page.locator("[data-news]").click();
  await page.getByText("已送水和毛毯").waitFor();
  await open.close();
});

async function staffOf(name) {
  const found = (await demo.api("/staff")).items.find((one) => one.name === name);
  return { staff: found.id };
}

test("a member of staff chooses a password, turns codes on, and signs in with both to the page they wanted", async () => {
  const open = await context(chromium, { wide: false });
  const page = await open.newPage();
  const address = "ke.yun@agency.test";
  const { id } = await demo.api("/staff", { name: "柯云", email: address, role: "lead" });
  await signIn(page, (await demo.api(`/staff/${id}/links`, {})).url);
  await page.goto(`${demo.base}/desk/me`);
  await page.getByLabel("新密码").fill("an unlikely sentence");
  await page.getByRole("button", { name: "设置密码" }).click();
  await page.getByText("密码已保存").waitFor();
  const secret = await page.locator("code").textContent();
  await page.getByLabel("动态码", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "开启" }).click();
  await page.getByText("动态码已开启").waitFor();
  await shot(page, "journey-me");
  await page.locator("summary.button").click();
  await page.getByRole("button", { name: "退出", exact: true }).click();
  await page.waitForURL("**/sign-in");
  await page.goto(`${demo.base}/desk/now`);
  await page.getByLabel("电子邮箱").fill(address);
  await page.getByLabel("密码").fill("a likely sentence");
  await page.keyboard.press("Enter");
  await page.getByText("邮箱或密码不对").first().waitFor();
  await page.getByLabel("密码").fill("an unlikely sentence");
  await page.keyboard.press("Enter");
  await page.getByLabel("动态码").waitFor();
  await shot(page, "journey-code");
  // The code of this step was used to turn codes on; the next one is good already.
  await page.getByLabel("动态码").fill(codeOf(secret, 1));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk/now");
  await open.close();
});

test("an administrator's first start leads from nothing to the first case", async () => {
  const empty = await emptyInstallation();
  try {
    const open = await context(chromium);
    const page = await open.newPage();
    await page.goto(empty.base + empty.link);
    await page.getByLabel("姓名").fill("何静");
    await page.getByLabel("电子邮箱").fill("he.jing@agency.test");
    await page.getByLabel("密码").fill("short");
    await page.getByRole("button", { name: "建立并登录" }).click();
    await page.getByRole("link", { name: "密码：至少 10 个字符" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "password", "the mistake leads to its field");
    await page.keyboard.type("an unlikely sentence");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/desk\/start\b/);
    await shot(page, "journey-start-company");
    await page.getByLabel("公司名称").fill("山海旅行社");
    await page.getByLabel("业务类型").selectOption("agency");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/desk/start/people");
    await page.locator("#name").fill("罗敏");
    await page.getByLabel("电子邮箱").fill("luo.min@agency.test");
    await page.getByRole("button", { name: "添加并生成登录链接" }).click();
    const link = await page.locator(".secret").textContent();
    await shot(page, "journey-start-people");
    await page.getByRole("link", { name: "继续" }).click();
    await page.getByText("首次回应").waitFor();
    await shot(page, "journey-start-promises");
    await page.getByRole("link", { name: "没有问题，继续" }).click();
    await shot(page, "journey-start-ready");
    assert.equal(await page.getByText("为自己设置密码").count(), 0, "that was done already");
    await page.locator("main").getByRole("link", { name: "新建工单" }).click();
    await page.locator("#phone").fill("13800000099");
    await page.locator("#name").fill("葛先生");
    await page.locator("#text").fill("客人来电：接机司机没有到，等了一个小时。");
    await page.locator("#text").press("Control+Enter");
    await page.waitForURL("**/desk/cases/*");

    const theirs = await (await context(chromium)).newPage();
    await signIn(theirs, empty.base + link.match(/\/sign-in\/\S+/)[0]);
    await theirs.getByText("接机司机没有到").waitFor();
    await open.close();
  } finally {
    await empty.stop();
  }
});

test("a lead's day: the board shows what burns, a case changes hands, a breach is faced", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  const { id } = await demo.api("/staff", { name: "高远", email: "gao.yuan@agency.test", role: "lead" });
  await signIn(page, (await demo.api(`/staff/${id}/links`, {})).url);
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await page.waitForURL("**/desk/now");
  await shot(page, "journey-lead-now");
  await page.goto(`${demo.base}/desk?view=late`);
  const late = page.locator("tbody tr").first();
  await late.getByRole("link").first().click();
  await page.waitForURL("**/desk/cases/*");
  await shot(page, "journey-lead-late");
  await page.keyboard.press("a");
  await page.locator("dialog[open] #owner").selectOption({ label: "高远" });
  await page.locator("dialog[open] #reason").fill("超时，由我亲自跟进。");
  await page.locator("dialog[open] button[type=submit]").click();
  await page.getByText("分配给高远").first().waitFor();
  await page.keyboard.press("r");
  await page.keyboard.type("很抱歉让您久等，今天由我给您答复。");
  await page.keyboard.press("Control+Enter");
  await page.getByText("很抱歉让您久等").first().waitFor();
  await page.goto(`${demo.base}/desk?view=mine`);
  assert.equal(await page.locator("tbody tr").count(), 1);
  await shot(page, "journey-lead-mine");
  await open.close();
});

test("a change of the queue leaves the keyboard where it was", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  const { id } = await demo.api("/staff", { name: "尹航", email: "yin.hang@agency.test", role: "agent" });
  await signIn(page, (await demo.api(`/staff/${id}/links`, {})).url);
  await page.goto(`${demo.base}/desk?view=unassigned`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const row = await page.locator("tr.here a").getAttribute("href");
  await demo.api("/cases", {
    kind: "complaint",
    channel: "phone",
    text: "行李没有送到酒店。",
    complainant: { name: "贺知行", phone: "13800000066" },
  });
  await page.getByText("贺知行").waitFor();
  assert.equal(await page.locator("tr.here a").getAttribute("href"), row);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), row, "and so does the focus");
  await page.keyboard.press("j");
  assert.notEqual(await page.locator("tr.here a").getAttribute("href"), row, "from there it goes on");
  await open.close();
});

test("two people on one case see each other, put their drafts together, and nobody answers twice", async () => {
  const [open, other] = await Promise.all([context(chromium), context(chromium)]);
  const [agent, lead] = await Promise.all([open.newPage(), other.newPage()]);
  const colleague = async (page, name, email, role) => {
    const { id } = await demo.api("/staff", { name, email, role });
    await signIn(page, (await demo.api(`/staff/${id}/links`, {})).url);
  };
  await colleague(agent, "白露", "bai.lu@agency.test", "agent");
  await colleague(lead, "梁实", "liang.shi@agency.test", "lead");
  const [one] = (await demo.api("/cases?state=planned&limit=1")).items;
  const address = `${demo.base}/desk/cases/${one.number}`;
  await agent.goto(address);
  await agent.getByText("常用语", { exact: true }).click();
  await agent.getByRole("button", { name: "退款到账时间" }).click();
  assert.match(await agent.locator("#reply").inputValue(), /原路返回/, "a phrase stands where the cursor was");
  const noted = agent.waitForResponse((answer) => answer.url().endsWith("/presence"));
  await agent.locator("#reply").press("End");
  await agent.locator("#reply").pressSequentially("我今天就催财务。");
  await noted;
  await agent.waitForResponse(
    (answer) => answer.url().endsWith("/presence") && answer.request().postData().includes(encodeURIComponent("财务")),
  );
  await agent.evaluate(() => localStorage.clear());
  await agent.reload();
  assert.match(await agent.locator("#reply").inputValue(), /我今天就催财务/, "the server kept it");
  await lead.goto(address);
  await lead.getByText("白露 正在").waitFor();
  await lead.getByRole("link", { name: "查看并合并" }).click();
  await lead.locator("#own").fill("退款按原路返回，我们今天催财务，明天上午给您回话。");
  await shot(lead, "journey-two-drafts");
  await lead.getByRole("button", { name: "存为我的草稿" }).click();
  await lead.waitForURL(/#composer/);
  assert.match(await lead.locator("#reply").inputValue(), /明天上午给您回话/);
  await lead.getByRole("button", { name: "记录", exact: true }).click();
  await lead.getByText("明天上午给您回话").first().waitFor();
  await agent.getByRole("button", { name: "记录", exact: true }).click();
  await agent.getByRole("heading", { name: "同事已经答复" }).waitFor();
  assert.match(await agent.locator("#own").inputValue(), /我今天就催财务/, "what was typed is still there");
  await shot(agent, "journey-answered-meanwhile");
  await agent.getByRole("link", { name: "返回工单" }).click();
  await agent.goto(`${demo.base}/desk?view=late&group=owner`);
  await agent.getByText("保存视图", { exact: true }).first().click();
  await agent.getByLabel("视图名称").fill("按人看超时");
  await agent.getByRole("button", { name: "保存视图" }).click();
  await agent.locator(".tabs [aria-current]").getByText("按人看超时").waitFor();
  await Promise.all([open.close(), other.close()]);
});

test("the command palette leads to places, acts and cases by a few letters", async () => {
  const open = await context(chromium);
  const page = await open.newPage();
  const { id } = await demo.api("/staff", { name: "石岩", email: "shi.yan@agency.test", role: "agent" });
  await signIn(page, (await demo.api(`/staff/${id}/links`, {})).url);
  await page.keyboard.press("Control+k");
  const field = page.locator("#palette input");
  await field.fill("承诺");
  await page.locator("#palette [aria-selected=true]").getByText("设置：承诺").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk/settings");
  await page.keyboard.press("Control+k");
  const [one] = (await demo.api("/cases?state=open&limit=1")).items;
  await field.fill(one.number);
  await page.locator("#palette").getByText(one.number).waitFor();
  await shot(page, "journey-palette");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/desk/cases/${one.number}`);
  await page.keyboard.press("Control+k");
  await field.fill("内部备注");
  await page.locator("#palette [aria-selected=true]").getByText("内部备注").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open] textarea").fill("从命令面板写的备注。");
  await page.keyboard.press("Control+Enter");
  await page.getByText("从命令面板写的备注。").first().waitFor();
  await page.keyboard.press("Control+k");
  await field.fill("没有这样的东西");
  await page.getByText("没有找到").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#palette[open]").count(), 0);
  await open.close();
});

test("a guide without network reports with photo and signature, and it arrives once", async () => {
  const company = await emptyInstallation();
  try {
    const token = company.run("token", "create", "--name", "test", "--scope", "all").trim().split("\n").pop();
    const link = company
      .run("staff", "add", "--name", "马导", "--email", "ma@agency.test", "--role", "on_site")
      .match(/\/sign-in\/\S+/)[0];
    const api = async (path, body) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await fetch(`${company.base}/api/v1${path}`, {
        method: body ? "POST" : "GET",
        headers,
        body: body && JSON.stringify(body),
      });
      return answer.json();
    };
    const { number } = await api("/cases", {
      kind: "complaint",
      channel: "phone",
      text: "大巴半路抛锚，已经等了一个小时。",
      complainant: { name: "汪先生", phone: "13800000055" },
    });
    const [guide] = (await api("/staff")).items;
    await api(`/cases/${number}/assignment`, { owner: guide.id, reason: "现场处理" });

    const open = await context(chromium, { wide: false, hasTouch: true });
    const page = await open.newPage();
    await page.goto(company.base + link);
    await page.locator("main button[type=submit]").click();
    await page.waitForURL("**/onsite");
    await page.locator("details summary", { hasText: "汪先生" }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller && caches.match("/onsite").then(Boolean));
    await company.vanish();

    await page.reload();
    await page.getByText("现在没有网络").waitFor();
    await page.getByText("大巴半路抛锚").first().waitFor({ state: "attached" });
    await page.locator("#about").selectOption(`case/${number}`);
    await page.locator("#report").fill("备用大巴已到，客人同意改走高速。");
    await page.locator("#file").setInputFiles({ name: "现场.png", mimeType: "image/png", buffer: PNG });
    await page.getByText("请客人签字").click();
    await page.locator("#signed_by").fill("汪先生");
    await page.locator("canvas").evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
    const pad = await page.locator("canvas").boundingBox();
    await page.mouse.move(pad.x + 20, pad.y + 40);
    await page.mouse.down();
    await page.mouse.move(pad.x + 120, pad.y + 80, { steps: 5 });
    await page.mouse.up();
    await shot(page, "journey-onsite-offline");
    await page.getByRole("button", { name: "发送" }).click();
    await page.getByText("联网后自动发送").waitFor();
    // The device is switched off and on again: what waits is still there.
    await page.reload();
    await page.getByText("备用大巴已到").waitFor();
    await shot(page, "journey-onsite-waiting");

    await company.return();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText(`已送达，工单 ${number}`).waitFor();
    assert.equal(await page.getByText("联网后自动发送").count(), 0);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const { items } = await api(`/cases/${number}/events`);
    assert.equal(items.filter((entry) => entry.kind === "note_added").length, 1, "once");
    const { files } = await api(`/cases/${number}`);
    assert.deepEqual(files.map((file) => file.name).sort(), ["现场.png", "签字.png"].sort());
    await open.close();
  } finally {
    await company.stop();
  }
});
