// The work that the form to complain asks of a browser: done while somebody
// types, so that nobody waits for it. Where it cannot be done, the question stays.
const form = document.querySelector("form[data-work]");
const encoder = new TextEncoder();

async function work(key, bits) {
  for (let number = 0; ; number += 1) {
    const hash = new DataView(await crypto.subtle.digest("SHA-256", encoder.encode(`${key}:${number}`)));
    if (Math.clz32(hash.getUint32(0)) >= bits) return String(number);
  }
}

if (form && globalThis.crypto?.subtle) {
  const { key, work: place } = form.elements;
  const question = form.querySelector("[data-question]");
  question.hidden = true;
  let waits = false;
  const begin = () => {
    form.removeEventListener("input", begin);
    form.removeEventListener("submit", hold, { capture: true });
    form.addEventListener("submit", hold, { capture: true });
    work(key.value, Number(form.dataset.work)).then((number) => {
      place.value = number;
      if (waits) form.requestSubmit();
    });
  };
  // Whoever is faster than their browser is held for that moment.
  const hold = (event) => {
    if (place.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!waits) {
      waits = true;
      begin();
    }
  };
  form.addEventListener("input", begin);
  form.addEventListener("submit", hold, { capture: true });
}
