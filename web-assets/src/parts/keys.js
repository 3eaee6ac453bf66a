// The keyboard: `/` searches, `g` and a letter goes, `j` and `k` move, and so
// on; `?` shows them all. Nothing happens while somebody types.
import { open } from "./dialog.js";

const table = document.querySelector("table[data-keys]");
// Rows come and go while the page is open; a group's title is none.
const rows = () => [...(table?.querySelectorAll("tbody tr:has(a)") ?? [])];
const current = () => table?.querySelector("tr.here");
let going = false;

const press = (selector) => document.querySelector(selector)?.click();

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const next = all[Math.min(Math.max(all.indexOf(current()) + step, 0), all.length - 1)];
  current()?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a")?.focus({ preventScroll: true });
}

function pick() {
  const box = current()?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function act(name) {
  const number =
    current()?.querySelector("a")?.pathname ??
    (location.pathname.startsWith("/desk/cases/") ? location.pathname : null);
  if (!number) return;
  const form = `${number}/acts/${name}`;
  open(form).catch(() => location.assign(form));
}

const keys = {
  "/": () => document.getElementById("search")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
  n: () => location.assign("/desk/new"),
  j: () => move(1),
  k: () => move(-1),
  x: pick,
  a: () => act("assignment"),
  r: () => (document.getElementById("reply") ? document.getElementById("reply").focus() : act("messages")),
  e: () => press("[data-next]"),
  u: () => press("[data-unmask]"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (going) {
    going = false;
    press(`[data-go="${CSS.escape(event.key)}"]`);
    return;
  }
  if (event.key === "g") {
    going = true;
    setTimeout(() => (going = false), 1500);
    return;
  }
  if (document.body.classList.contains("desk") && keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.querySelector("[data-help]")?.addEventListener("click", () => keys["?"]());
