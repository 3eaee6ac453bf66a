// Every page there is, read from the table of routes in the source, with what
// stands in its places. A page that nobody names here fails the test.
import { readFileSync } from "node:fs";
import { ROOT } from "./support.mjs";

const SOURCES = ["desk/mod.rs", "desk/settings/mod.rs", "public/mod.rs", "mod.rs"].map(
  (file) => `${ROOT}/crates/web/src/pages/${file}`,
);

/** Paths of the router that answer a GET with a page. */
export function routes() {
  const text = SOURCES.map((file) => readFileSync(file, "utf8")).join("\n");
  const all = [...text.matchAll(/\.route\(\s*"([^"]+)",\s*([^;]*?)\)\s*(?=\.route|\.merge|\n\})/gs)];
  return all.filter(([, , how]) => /routing::get|registers::|contacts::|person::/.test(how)).map(([, path]) => path);
}

/** Pages that are no pages of their own, or that a visit uses up. */
export const NO_PAGE = [
  "/language/{tag}",
  "/sign-in/{secret}",
  "/sign-in/code",
  "/desk/new/caller",
  "/desk/stream",
  "/desk/palette",
  "/desk/cases/{number}/files/{file}",
  "/desk/cases/{number}/files/{file}/copy",
  "/desk/cases/{number}/files/{file}/look",
  "/c/{token}/files/{file}",
  "/desk/settings/retention/{day}",
];

/** The addresses to visit for a path. */
export function visits(path, { number, token, acts, staff }) {
  if (path.includes("{act}")) return acts.map((act) => path.replace("{number}", number).replace("{act}", act));
  const ids = {
    promises: "settle",
    staff: "1",
    units: "SZ",
    phrases: "heard",
    customers: "C-0001",
    bookings: "B-0001",
    products: "P-01",
    suppliers: "S-01",
    tokens: "1",
    calendars: "cn_office",
    rules: "safety_first",
    categories: "service.guide",
    sops: "usual",
  };
  return [
    path
      .replace("{number}", number)
      .replace("{staff}", staff)
      .replace("{token}", token)
      .replace(/(\w+)\/\{id\}/, (_, noun) => `${noun}/${ids[noun]}`),
  ];
}

/** Every act that has a form. */
export function acts() {
  const table = readFileSync(`${ROOT}/crates/web/src/pages/desk/acts/table.rs`, "utf8");
  return [...table.matchAll(/\bform\(\s*"(\w+)"/g)].map(([, act]) => act);
}
