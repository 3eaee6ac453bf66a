// Who is calling is looked for while the number is typed.
const field = document.querySelector("[data-caller]");
const place = document.getElementById("caller");
const PAUSE_MS = 250;
let waiting = 0;
let asked = "";

async function look() {
  const phone = field.value.trim();
  if (phone === asked) return;
  asked = phone;
  const answer = await fetch(`${field.dataset.caller}?phone=${encodeURIComponent(phone)}`);
  if (answer.ok && asked === phone) place.innerHTML = await answer.text();
}

if (field && place) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look().catch(() => {}), PAUSE_MS);
  });
  place.addEventListener("click", (event) => {
    const { fill, value } = event.target.closest?.("[data-fill]")?.dataset ?? {};
    const target = fill && document.getElementById(fill);
    if (!target) return;
    target.value = value;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  });
}
