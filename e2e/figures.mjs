// Paint, shift and interaction on the pages that people use most, taken in
// Chromium: `cargo xtask figures`. Figures to look at, held by no test.
import { browser, context, demonstration, signIn } from "./support.mjs";

/** Runs in the page: keeps what the browser tells of itself. */
function observe() {
  globalThis.seen = { paint: 0, shift: 0, interaction: 0 };
  const watch = (type, take, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", (entry) => (globalThis.seen.paint = entry.startTime));
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) globalThis.seen.shift += entry.value;
  });
  watch("event", (entry) => (globalThis.seen.interaction = Math.max(globalThis.seen.interaction, entry.duration)), {
    durationThreshold: 16,
  });
}

const [demo, chromium] = await Promise.all([demonstration(), browser()]);
const rows = [];

async function look(page, what, address, use) {
  await page.goto(demo.base + address, { waitUntil: "networkidle" });
  await use(page);
  // Two frames later the browser has told of the last interaction.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))),
  );
  const { paint, shift, interaction } = await page.evaluate(() => globalThis.seen);
  rows.push(`| ${what} | ${paint.toFixed(0)} ms | ${shift.toFixed(3)} | ${interaction.toFixed(0)} ms |`);
}

try {
  const { items } = await demo.api("/cases?state=open&limit=1");
  const number = items[0].number;
  const { follow_url } = await demo.api(`/cases/${number}/follow_links`, { link: "same" });
  const phone = await context(chromium, { wide: false, hasTouch: true });
  await phone.addInitScript(observe);
  const small = await phone.newPage();
  await look(small, "complain, on a phone", "/complain", async (page) => {
    await page
      .locator("label", { has: page.locator("input[type=radio]") })
      .first()
      .click();
    await page.locator("textarea").first().pressSequentially("导游不买不让上车");
  });
  await look(small, "follow, on a phone", follow_url.replace(demo.base, ""), (page) =>
    page.locator("#write").pressSequentially("什么时候到账"),
  );
  const desk = await context(chromium);
  await desk.addInitScript(observe);
  const page = await desk.newPage();
  await signIn(page, demo.links.lead);
  await look(page, "queue: move, pick, palette", "/desk", async (page) => {
    for (const key of ["j", "j", "k", "x", "x"]) await page.keyboard.press(key);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("承诺");
    await page.keyboard.press("Escape");
  });
  await look(page, "case: write, open a form", `/desk/cases/${number}`, async (page) => {
    await page.keyboard.press("r");
    await page.keyboard.type("您好，我们正在核实。");
    await page.locator("h1").click();
    await page.keyboard.press("a");
    await page.locator("dialog[open] select").first().waitFor();
  });
  await look(page, "new case: type", "/desk/new", async (page) => {
    await page.locator("#phone").pressSequentially("13800000088");
    await page.locator("#text").pressSequentially("到店没有房间");
  });
  await look(page, "board", "/desk/now", (page) => page.keyboard.press("?"));
} finally {
  await chromium.close();
  demo.stop();
}
console.log(["| page | largest paint | layout shift | slowest interaction |", "|---|---|---|---|", ...rows].join("\n"));
