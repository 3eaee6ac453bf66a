// What pages weigh on the wire: the first with nothing kept by the browser, later
// ones with styles and script at hand. The table lies in `artefacts`.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { browser, context, demonstration, ROOT, signIn, weigh } from "./support.mjs";

let demo;
let chromium;
const rows = [];

before(async () => {
  [demo, chromium] = await Promise.all([demonstration(), browser()]);
});

after(async () => {
  await chromium?.close();
  demo?.stop();
  mkdirSync(`${ROOT}/artefacts`, { recursive: true });
  const lines = rows.map(
    ([what, kept, bytes, requests, most]) =>
      `| ${what} | ${kept} | ${(bytes / 1024).toFixed(1)} | ${requests} | ${most} |`,
  );
  writeFileSync(
    `${ROOT}/artefacts/weights.md`,
    [
      "| page | kept by the browser | KiB on the wire | requests | at most |",
      "|---|---|---|---|---|",
      ...lines,
      "",
    ].join("\n"),
  );
});

async function held(page, what, address, kept, most) {
  const { bytes, requests } = await weigh(page, demo.base + address);
  rows.push([what, kept, bytes, requests, `${most} KiB`]);
  assert.ok(bytes < most * 1024, `${what}: ${bytes} bytes`);
}

test("the public pages stay light on a slow line", async () => {
  const { items } = await demo.api("/cases?state=open&limit=1");
  const { follow_url } = await demo.api(`/cases/${items[0].number}/follow_links`, { link: "same" });
  const link = follow_url.replace(demo.base, "");
  for (const [what, address] of [
    ["the form to complain", "/complain"],
    ["home", "/"],
    ["following a case", link],
    ["promises", "/promises"],
  ]) {
    await held(await (await context(chromium, { wide: false })).newPage(), what, address, "nothing", 50);
  }
});

test("the console is light at first and lighter later", async () => {
  const { items } = await demo.api("/cases?state=open&limit=1");
  const open = await context(chromium);
  const page = await open.newPage();
  await signIn(page, demo.links.administrator);
  const fresh = await (await context(chromium, { storageState: await open.storageState() })).newPage();
  await held(fresh, "the queue", "/desk", "nothing", 150);
  const later = [
    ["the queue", "/desk"],
    ["a case", `/desk/cases/${items[0].number}`],
    ["the board", "/desk/now"],
    ["a new case", "/desk/new"],
    ["settings", "/desk/settings"],
  ];
  for (const [what, address] of later) await held(fresh, what, address, "styles, script", 30);
});
