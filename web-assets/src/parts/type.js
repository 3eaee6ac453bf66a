// Larger type on the public pages, for whoever wants it on this device.
const NAME = "homeward-large";
const button = document.querySelector("[data-large]");

function show(isLarge) {
  document.documentElement.classList.toggle("bigtype", isLarge);
  button.setAttribute("aria-pressed", String(isLarge));
}

if (button) {
  button.hidden = false;
  let isLarge = false;
  try {
    isLarge = localStorage.getItem(NAME) === "yes";
  } catch {
    // A browser that keeps nothing begins anew on each page.
  }
  show(isLarge);
  button.addEventListener("click", () => {
    isLarge = !isLarge;
    show(isLarge);
    try {
      localStorage.setItem(NAME, isLarge ? "yes" : "no");
    } catch {
      // As above.
    }
  });
}
