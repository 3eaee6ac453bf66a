// Every page there is, read from the table of rights, which a test holds against the
// router, with what stands in its places. A page that nobody names here fails the test.
import { readFileSync } from "node:fs";
import { ROOT } from "./support.mjs";

/** Paths of the router that answer a GET. */
function asked() {
  const text = readFileSync(`${ROOT}/docs/rights.md`, "utf8");
  return [...text.matchAll(/^\| `GET ([^`]+)`/gm)].map(([, path]) => path);
}

/** Those that answer with a page, the forms of all acts as one. */
export function routes() {
  const all = asked().map((path) => path.replace(/\/acts\/\w+$/, "/acts/{act}"));
  const isPage = (path) => !/^\/(api|assets|metrics|healthz|readyz|onsite-worker\.js)\b/.test(path);
  return [...new Set(all.filter(isPage))];
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

/** What stands in the place of `{id}`, noun by noun. */
const IDS = {
  promises: "settle",
  staff: "1",
  tokens: "1",
  calendars: "cn_office",
  rules: "safety_first",
  categories: "service.guide",
  sops: "usual",
};

/** The same for the records of every register: the first that the API lists. */
export async function records(api) {
  const nouns = routes().flatMap((path) => path.match(/(\w+)\/\{id\}$/)?.[1] ?? []);
  const first = async (noun) => [noun, (await api(`/${noun}?limit=1`)).items[0]?.reference];
  return Object.fromEntries(await Promise.all(nouns.filter((noun) => !(noun in IDS)).map(first)));
}

/** The addresses to visit for a path. */
export function visits(path, { number, token, acts, staff, records }) {
  if (path.includes("{act}")) return acts.map((act) => path.replace("{number}", number).replace("{act}", act));
  const ids = { ...records, ...IDS };
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
  return asked().flatMap((path) => path.match(/\/acts\/(\w+)$/)?.[1] ?? []);
}
