// The keyboard: `/` searches, `g` and a letter goes, `j` and `k` move, and so
// on; `?` shows them all. Nothing happens while somebody types.
import { open } from "./dialog.js";

const table = document.querySelector("table[data-keys]");
const rows = table ? [...table.tBodies[0].rows] : [];
let here = -1;
let going = false;

const press = (selector) => document.querySelector(selector)?.click();

function move(step) {
  if (rows.length === 0) return;
  rows[here]?.classList.remove("here");
  here = Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[here].classList.add("here");
  rows[here].scrollIntoView({ block: "nearest" });
  rows[here].querySelector("a")?.focus({ preventScroll: true });
}

function pick() {
  const box = rows[here]?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function act(name) {
  const number = rows[here]?.querySelector("a")?.pathname ?? (location.pathname.startsWith("/desk/cases/") ? location.pathname : null);
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
