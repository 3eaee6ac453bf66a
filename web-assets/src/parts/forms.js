// Forms: a double click sends once, Ctrl+Enter sends, filters apply at once,
// a mistake is read out first.
export function guardForms(within) {
  for (const form of within.querySelectorAll("form[data-once], form.composer")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
    });
  }
}

guardForms(document);

// What was kept of the console for times without network goes with whoever signs out.
document
  .querySelector("form[action='/sign-out']")
  ?.addEventListener("submit", () => globalThis.caches?.delete("homeward-onsite"));
// A page that comes back from the history can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  // What cannot be undone is sent by its button alone.
  if (event.target.form?.hasAttribute("data-deliberate")) {
    if (event.target.type !== "submit") event.preventDefault();
  } else if (event.ctrlKey || event.metaKey) event.target.form?.requestSubmit();
});

for (const form of document.querySelectorAll("form[data-auto]")) {
  form.querySelector("[data-noscript]")?.setAttribute("hidden", "");
  // A choice of several waits for its own button.
  form.addEventListener("change", (event) => event.target.closest("[data-hold]") || form.requestSubmit());
}

document.querySelector(".summary, [data-not-taken]")?.focus();
// Of tabs that do not fit on a narrow screen the one that is open is seen.
const open = document.querySelector(".tabs [aria-current]");
if (open) open.parentElement.scrollLeft = open.offsetLeft - open.parentElement.offsetLeft - 24;

// What has to be handed on is copied by one click, where the browser can.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector(".secret").textContent);
    button.textContent = button.dataset.copy;
  });
}

// A menu closes by a click beside it, and by Escape, which gives the focus back.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Files that are dropped or pasted on a case go into its form.
const drop = document.querySelector("form[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  const take = (files) => {
    if (!files?.length) return false;
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    // What looks like an identity paper is sent by whoever has seen the question.
    if (drop.querySelector("input[name=paper]:checked")) drop.scrollIntoView({ block: "center" });
    else drop.requestSubmit();
    return true;
  };
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files);
  });
  document.addEventListener("paste", (event) => {
    if (take(event.clipboardData?.files)) event.preventDefault();
  });
}

// Picked rows bring the bar of bulk acts.
const bulk = document.querySelector(".bulk");
if (bulk) {
  const boxes = () => [...document.querySelectorAll("input[name=case]")];
  const count = bulk.querySelector("[data-picked]");
  const show = () => {
    const picked = boxes().filter((box) => box.checked).length;
    bulk.hidden = picked === 0;
    count.textContent = count.dataset.picked.replace("{0}", String(picked));
  };
  document.addEventListener("change", (event) => {
    if (event.target.name === "case") show();
  });
  show();
}
