// The work that the form to complain asks of a browser: done while somebody
// types, so that nobody waits for it. Where it cannot be done, the question stays.
const form = document.querySelector("form[data-work]");
const encoder = new TextEncoder();
/** Hashes between two moments in which what is typed comes first. */
const AT_ONCE = 128;

async function work(pass, bits) {
  for (let from = 0; ; from += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, place) =>
      crypto.subtle.digest("SHA-256", encoder.encode(`${pass}:${from + place}`)),
    );
    const hashes = await Promise.all(some);
    const found = hashes.findIndex((hash) => Math.clz32(new DataView(hash).getUint32(0)) >= bits);
    if (found >= 0) return String(from + found);
    await new Promise((done) => setTimeout(done));
  }
}

if (form && globalThis.crypto?.subtle) {
  const { pass, work: place } = form.elements;
  form.querySelector("[data-question]").hidden = true;
  let begun = false;
  let waits = false;
  const begin = () => {
    if (begun || place.value) return;
    begun = true;
    work(pass.value, Number(form.dataset.work)).then((number) => {
      place.value = number;
      if (waits) form.requestSubmit();
    });
  };
  form.addEventListener("focusin", begin);
  form.addEventListener("input", begin);
  // Whoever is faster than their browser is held for that moment, and told so.
  form.addEventListener(
    "submit",
    (event) => {
      if (place.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waits = true;
      const mark = form.querySelector("[data-saved-mark]");
      if (mark) mark.textContent = form.dataset.working;
      begin();
    },
    { capture: true },
  );
}
