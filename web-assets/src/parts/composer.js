// The answer to a complainant: who else is at the case, the draft that the
// server keeps for its writer, and phrases put where the cursor stands.
const place = document.querySelector("[data-presence]");
const reply = document.getElementById("reply");
const BEAT_MS = 15_000;
const PAUSE_MS = 1_000;
let waiting = 0;

// A beat while nobody types does not count as a use of the session.
async function beat(headers) {
  if (document.hidden) return;
  const body = new URLSearchParams();
  if (reply) {
    body.set("draft", reply.value);
    body.set("base", reply.form.elements.base.value);
  }
  const answer = await fetch(place.dataset.presence, { method: "POST", body, headers });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.text();
  // Read out only what is new.
  if (place.innerHTML.trim() !== text.trim()) place.innerHTML = text;
}

const quietly = () => beat({ "homeward-by-itself": "yes" }).catch(() => {});
const typed = () => beat({}).catch(() => {});

if (place) {
  setInterval(quietly, BEAT_MS);
  document.addEventListener("visibilitychange", quietly);
  reply?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(typed, PAUSE_MS);
  });
  // The page itself only reads; this says that somebody has it open.
  quietly();
}

const phrases = document.querySelector("details.phrases");
phrases?.removeAttribute("hidden");
phrases?.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase]")?.dataset.phrase;
  if (!phrase) return;
  phrases.open = false;
  reply.focus();
  reply.setRangeText(phrase, reply.selectionStart, reply.selectionEnd, "end");
  reply.dispatchEvent(new Event("input", { bubbles: true }));
});
