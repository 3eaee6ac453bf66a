// The command palette: places, acts on the case of the page, and cases, found
// by a few letters. Focus stays in the field; the list is walked by arrows.
import { open } from "./dialog.js";

const palette = document.getElementById("palette");
const field = palette?.querySelector("input");
const list = palette?.querySelector("[role=listbox]");
const PAUSE_MS = 150;
let own = [];
let here = 0;
let waiting = 0;

/** Places of the console, and what can be done on this page. */
function commands() {
  const places = [...palette.querySelector("template").content.children].map((item) => item.cloneNode(true));
  const acts = [...document.querySelectorAll("main a[data-dialog]")].map((link) => {
    const item = places[0].cloneNode(true);
    item.dataset.href = link.getAttribute("href");
    item.dataset.act = "yes";
    item.querySelector("span").textContent = link.textContent.trim();
    item.querySelector("use").setAttribute("href", palette.dataset.actIcon);
    return item;
  });
  const seen = new Set();
  return [...acts, ...places].filter((item) => {
    const name = item.textContent.trim();
    return name && !seen.has(name) && seen.add(name);
  });
}

function mark(place) {
  const items = [...list.children];
  here = items.length ? (place + items.length) % items.length : 0;
  items.forEach((item, number) => {
    item.id = `palette-${number}`;
    item.setAttribute("aria-selected", String(number === here));
  });
  items[here]?.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", items[here]?.id ?? "");
  palette.querySelector("[data-none]").hidden = items.length > 0;
}

const fits = (item, words) => words.every((word) => item.textContent.toLowerCase().includes(word));

async function show() {
  const typed = field.value.trim();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  list.replaceChildren(...own.filter((item) => fits(item, words)));
  mark(0);
  if (!typed) return;
  const answer = await fetch(`${palette.dataset.cases}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok || field.value.trim() !== typed) return;
  list.insertAdjacentHTML("beforeend", await answer.text());
  mark(here);
}

function go(item) {
  if (!item) return;
  palette.close();
  const { href, act } = item.dataset;
  if (act) open(href).catch(() => location.assign(href));
  else location.assign(href);
}

function start() {
  own = commands();
  field.value = "";
  show();
  palette.showModal();
}

if (palette) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (palette.open) palette.close();
    else if (!document.querySelector("dialog[open]")) start();
  });
  document.querySelector("[data-palette]")?.addEventListener("click", start);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show().catch(() => {}), PAUSE_MS);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(here + step);
    else if (event.key === "Enter" && !event.isComposing) go(list.children[here]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
}
