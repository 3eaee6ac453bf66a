// On site without network: the page is kept on the device, what is reported
// waits there and is sent when the network is back, each report once.
const CACHE = "homeward-onsite";
const RETRY_MS = 15_000;
const root = document.querySelector("[data-onsite]");
const words = root.dataset;
const form = root.querySelector("[data-report]");
const list = root.querySelector("[data-waiting-list]");
const told = root.querySelector("[data-told]");
const offline = root.querySelector("[data-offline]");

const finished = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const opening = (() => {
  const request = indexedDB.open("homeward-onsite", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("reports", { keyPath: "key" });
  return finished(request);
})();

async function reports(mode, act) {
  const store = (await opening).transaction("reports", mode).objectStore("reports");
  return finished(act(store));
}

// A device may pass from hand to hand: each sends only what they wrote themselves.
const all = async () =>
  (await reports("readonly", (store) => store.getAll()))
    .filter((report) => report.staff === words.staff)
    .sort((a, b) => a.at - b.at);

async function show() {
  const waiting = await all();
  list.hidden = waiting.length === 0;
  list.querySelector("ul").replaceChildren(
    ...waiting.map((report) => {
      const item = document.createElement("li");
      const about = document.createElement("div");
      about.className = "about";
      const line = document.createElement("span");
      line.textContent = report.parts.find(([name]) => name === "text")?.[1] ?? "";
      const state = document.createElement("span");
      const files = report.parts.filter(([name]) => name === "file").length;
      state.className = report.error ? "error" : "soft small";
      state.textContent = [report.error ?? words.waiting, files ? words.photos.replace("{0}", files) : ""]
        .filter(Boolean)
        .join(" · ");
      about.append(line, state);
      item.append(about);
      if (report.error) {
        const discard = document.createElement("button");
        discard.type = "button";
        discard.className = "push";
        discard.textContent = words.discard;
        discard.addEventListener("click", async () => {
          await reports("readwrite", (store) => store.delete(report.key));
          show();
        });
        item.append(discard);
      }
      return item;
    }),
  );
}

function tell(text) {
  const line = document.createElement("p");
  line.className = "notice done";
  line.textContent = text;
  told.replaceChildren(line);
}

/** Sends one report; tells whether the next may be tried. */
async function send(report) {
  const body = new FormData();
  for (const [name, value] of report.parts) body.append(name, value);
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { accept: "text/plain" },
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect") {
    tell(words.signedOut);
    return false;
  }
  if (answer.status === 201) {
    await reports("readwrite", (store) => store.delete(report.key));
    tell(words.sent.replace("{0}", await answer.text()));
    return true;
  }
  if (answer.status === 422) {
    const error = await answer.text();
    await reports("readwrite", (store) => store.put({ ...report, error }));
    return true;
  }
  return false;
}

let sending = false;
async function flush() {
  if (sending) return;
  sending = true;
  try {
    // A device that has a network may still not reach the company.
    await fetch("/healthz", { cache: "no-store" });
    for (const report of (await all()).filter((report) => !report.error)) if (!(await send(report))) break;
    offline.hidden = true;
  } catch {
    offline.hidden = false;
  } finally {
    sending = false;
    show();
  }
}

// A signature is drawn with a finger or a pen.
const pad = root.querySelector("[data-pad]");
const canvas = pad.querySelector("canvas");
const pen = canvas.getContext("2d");
let drawn = false;
pad.hidden = false;
const at = (event) => {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) * canvas.width) / box.width,
    ((event.clientY - box.top) * canvas.height) / box.height,
  ];
};
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
  pen.beginPath();
  pen.moveTo(...at(event));
});
canvas.addEventListener("pointermove", (event) => {
  if (!canvas.hasPointerCapture(event.pointerId)) return;
  drawn = true;
  pen.lineTo(...at(event));
  pen.stroke();
});
function clear() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  drawn = false;
}
pad.querySelector("[data-clear]").addEventListener("click", clear);

function onlyForNew() {
  const isNew = form.about.value.startsWith("new/");
  for (const field of form.querySelectorAll("[data-new]")) field.hidden = !isNew;
}
form.about.addEventListener("change", onlyForNew);
onlyForNew();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const parts = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size > 0);
  if (drawn) {
    const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
    parts.push(["file", new File([picture], words.signature, { type: "image/png" })]);
  }
  const key = form.elements.key.value;
  // Files are kept as they are; the device may be switched off before they are sent.
  await reports("readwrite", (store) => store.put({ key, staff: words.staff, at: Date.now(), parts }));
  form.reset();
  clear();
  onlyForNew();
  form.elements.key.value = crypto.randomUUID();
  await show();
  flush();
});

addEventListener("online", flush);
addEventListener("offline", () => (offline.hidden = false));
setInterval(flush, RETRY_MS);
offline.hidden = navigator.onLine;
flush();

navigator.serviceWorker
  ?.register(words.worker, { scope: "/onsite" })
  .then(async () => {
    const cache = await caches.open(CACHE);
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map(
      (part) => part.href ?? part.src,
    );
    const icons = document.querySelector("svg.icon use")?.getAttribute("href").split("#")[0];
    await cache.addAll([location.pathname, ...parts, icons].filter(Boolean));
  })
  .catch(() => {});
