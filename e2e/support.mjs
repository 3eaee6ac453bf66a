// A browser, the demonstration, and ways to sign in and to look closely.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** The checkout. */
export const ROOT = process.env.HOMEWARD_ROOT ?? "..";
const PROGRAM = `${ROOT}/target/debug/homeward`;
const CHROMIUM = "/usr/bin/chromium";
const SHOTS = `${ROOT}/artefacts/browser`;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core holds a page to. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The demonstration on a free port, with its links and its token. */
export async function demonstration() {
  const server = spawn(PROGRAM, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const links = {};
  const found = { links };
  for await (const line of createInterface({ input: server.stdout })) {
    const link = line.match(/^ {2}(\w+)\s+(\S+)$/);
    if (link) links[link[1]] = link[2];
    if (line.startsWith("API token")) found.token = line.split(": ")[1];
    if (line.startsWith("Serving ")) {
      found.base = line.slice("Serving ".length);
      break;
    }
  }
  found.stop = () => server.kill("SIGTERM");
  found.api = async (path, body) => {
    const answer = await fetch(`${found.base}/api/v1${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${found.token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(told)}`);
    return told;
  };
  return found;
}

/** An empty installation on a free port, with the link that makes its first administrator. */
export async function emptyInstallation() {
  const data = mkdtempSync(`${tmpdir()}/homeward-`);
  const found = {};
  let server;
  const start = async (address) => {
    server = spawn(PROGRAM, ["serve", "--listen", address, "--data", data], { stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface({ input: server.stdout })) {
      found.link ??= line.match(/\/sign-in\/\S+/)?.[0];
      if (line.startsWith("Serving ")) {
        found.base = line.slice("Serving ".length);
        return;
      }
    }
  };
  const end = () =>
    new Promise((done) => {
      if (server.exitCode !== null || server.signalCode !== null) return done();
      server.once("exit", done);
      server.kill("SIGTERM");
    });
  await start("127.0.0.1:0");
  /** As if the network were gone. */
  found.vanish = end;
  found.return = () => start(found.base.replace("http://", ""));
  found.run = (...words) => execFileSync(PROGRAM, [...words, "--data", data], { encoding: "utf8" });
  found.stop = async () => {
    await end();
    rmSync(data, { recursive: true, force: true });
  };
  return found;
}

/** Chromium as Debian packs it. */
export function browser() {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

/** A window of a size, in a language and a scheme of colours. */
export function context(browser, { wide = true, locale = "zh-CN", dark = false, ...more } = {}) {
  const viewport = wide ? { width: 1440, height: 900 } : { width: 390, height: 844 };
  return browser.newContext({
    viewport,
    locale,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    ...more,
  });
}

/** Signs in by a one-time link. */
export async function signIn(page, link) {
  await page.goto(link);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/\/(desk|onsite)$/);
}

/** The code that an authenticator shows for a secret (RFC 6238), so many steps from now. */
export function codeOf(secret, steps = 0) {
  const bits = [...secret.replaceAll(" ", "")].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const key = Buffer.from(
    bits
      .join("")
      .match(/.{8}/g)
      .map((byte) => Number.parseInt(byte, 2)),
  );
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Bytes on the wire and requests of a page, with all that it brings. */
export async function weigh(page, address) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  let [bytes, requests] = [0, 0];
  const kept = new Set();
  wire.on("Network.requestServedFromCache", ({ requestId }) => kept.add(requestId));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (kept.has(requestId) || encodedDataLength === 0) return;
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  await wire.detach();
  return { bytes, requests };
}

/** Keeps a picture for whoever wants to look. */
export async function shot(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

/** What axe-core finds wrong on a page, in a line each. */
export async function faults(page) {
  // Bars that stay in place lie over what can be scrolled from under them.
  await page.evaluate(() => {
    for (const bar of document.querySelectorAll(".rail, .top, .bulk")) bar.style.position = "static";
  });
  // The page's own policy lets no foreign script in; the browser's tools may.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}

/** Whether the page is wider than its window. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

/** One page with all pictures, to be looked at. */
export function contactSheet() {
  const pictures = readdirSync(SHOTS)
    .filter((file) => file.endsWith(".png"))
    .sort();
  const figure = (file) =>
    `<figure><a href="${file}"><img src="${file}" width="320" loading="lazy"></a><figcaption>${file}</figcaption></figure>`;
  const style = "figure{display:inline-block;vertical-align:top;margin:8px;font:12px sans-serif}";
  writeFileSync(
    `${SHOTS}/index.html`,
    `<!doctype html><meta charset="utf-8"><style>${style}</style>${pictures.map(figure).join("")}`,
  );
}
