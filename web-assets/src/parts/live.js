// Changes that others make arrive by themselves. What somebody is writing, and
// what lies under the pointer, does not move: then a line says that there is news.
const words = document.documentElement.dataset;
const number = location.pathname.match(/^\/desk\/cases\/([^/]+)$/)?.[1];
const isQueue = location.pathname === "/desk" || location.pathname === "/desk/now";
const REST_MS = 150;
let waiting = 0;

const busy = () =>
  document.querySelector("dialog[open], input[name=case]:checked, table:hover, .side.right:hover") ||
  document.activeElement?.matches?.(".side.right input, .side.right textarea");

async function renew() {
  const answer = await fetch(location.href, { headers: { accept: "text/html", "homeward-by-itself": "yes" } });
  if (answer.redirected) location.reload();
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = number ? [".timeline", ".side.right", ".side.who"] : [".queue", ".board", ".intake"];
  // Whoever walks the rows by keyboard stays on theirs.
  const row = document.querySelector("tr.here a");
  const [place, isFocused] = [row?.getAttribute("href"), row === document.activeElement];
  for (const part of parts) {
    const [now, next] = [document.querySelector(part), page.querySelector(part)];
    if (now && next) now.replaceChildren(...next.childNodes);
  }
  const again = place && document.querySelector(`.queue a[href="${CSS.escape(place)}"]`);
  if (again) {
    again.closest("tr").classList.add("here");
    if (isFocused) again.focus({ preventScroll: true });
  }
  document.getElementById("spoken").textContent = words.changed;
}

function tell() {
  if (document.querySelector("[data-news]")) return;
  const line = document.createElement("button");
  line.className = "toast";
  line.dataset.news = "yes";
  line.textContent = words.changed;
  line.addEventListener("click", () => location.reload());
  document.body.append(line);
}

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => (busy() ? tell() : renew().catch(tell)), REST_MS);
}

if (number || isQueue) {
  const source = new EventSource("/desk/stream");
  source.addEventListener("case", (event) => {
    if (!number || JSON.parse(event.data).case === number) changed();
  });
  source.addEventListener("reset", changed);
  // A page that is left ends its stream at once.
  addEventListener("pagehide", () => source.close());
}
