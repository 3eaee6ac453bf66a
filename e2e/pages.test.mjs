// Every page, held to WCAG 2.2 AA by axe-core, in both languages and schemes,
// wide and narrow; nothing overflows, nothing is said on the console.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acts, NO_PAGE, records, routes, visits } from "./routes.mjs";
import { browser, contactSheet, context, demonstration, faults, overflows, shot, signIn } from "./support.mjs";

let demo;
let chromium;
let state;
let places;

before(async () => {
  [demo, chromium] = await Promise.all([demonstration(), browser()]);
  const open = await context(chromium);
  await signIn(await open.newPage(), demo.links.administrator);
  state = await open.storageState();
  const writer = await context(chromium);
  await signIn(await writer.newPage(), demo.links.agent);
  const { items } = await demo.api("/cases?limit=200");
  const planned = items.find((one) => one.state === "planned");
  // So that there is a colleague's draft to be merged.
  const { items: staff } = await demo.api("/staff");
  const colleague = staff.find((one) => one.role === "agent");
  await writer.request.post(`${demo.base}/desk/cases/${planned.number}/presence`, {
    form: { draft: "退款今天到账，凭证已发您。", base: "1" },
  });
  await writer.close();
  const { follow_url } = await demo.api(`/cases/${planned.number}/follow_links`, { link: "same" });
  const token = follow_url.split("/c/")[1];
  places = { staff: colleague.id, number: planned.number, token, acts: acts(), records: await records(demo.api) };
});

after(async () => {
  await chromium?.close();
  demo?.stop();
  contactSheet();
});

const look = (wide, dark, locale) => {
  const name = [wide ? "wide" : "narrow", dark ? "dark" : "light", locale.slice(0, 2)].join("-");
  return { name, wide, dark, locale };
};
// Each size, scheme and language comes twice; `cargo xtask shots` takes all eight.
const SOME = [look(true, false, "zh-CN"), look(true, true, "en"), look(false, false, "en"), look(false, true, "zh-CN")];
const OTHERS = [
  look(true, true, "zh-CN"),
  look(true, false, "en"),
  look(false, true, "en"),
  look(false, false, "zh-CN"),
];
const LOOKS = process.env.HOMEWARD_LOOKS === "all" ? [...SOME, ...OTHERS] : SOME;

for (const look of LOOKS) {
  test(`every page is sound: ${look.name}`, async () => {
    const found = routes().filter((path) => !NO_PAGE.includes(path));
    assert.ok(found.length > 12, `the table of routes was read: ${found}`);
    const open = await context(chromium, { ...look, storageState: state });
    const page = await open.newPage();
    const said = [];
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    const wrong = [];
    for (const path of found) {
      for (const address of visits(path, places)) {
        // The forms of acts are alike; each is visited once, wide and light.
        if (path.includes("{act}") && look.name !== "wide-light-zh" && !address.endsWith("/triage")) continue;
        const answer = await page.goto(demo.base + address);
        assert.equal(answer.status(), 200, address);
        if (!path.includes("{act}") || address.endsWith("/triage")) {
          await shot(page, `${look.name}${address.replace(places.token, "link").replaceAll("/", "-")}`);
        }
        if (await overflows(page)) wrong.push(`${address} is wider than its window`);
        wrong.push(...(await faults(page)).map((fault) => `${address} ${fault}`));
      }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(said, []);
  });
}

test("at twice the size and 320 pixels nothing is lost", async () => {
  const open = await context(chromium, { storageState: state, viewport: { width: 320, height: 640 } });
  const page = await open.newPage();
  for (const address of [
    "/",
    "/complain",
    `/c/${places.token}`,
    "/desk",
    `/desk/cases/${places.number}`,
    "/desk/new",
  ]) {
    await page.goto(demo.base + address);
    assert.equal(await overflows(page), false, address);
  }
});
