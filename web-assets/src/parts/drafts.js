// Drafts survive a closed browser: what is typed is kept on the device until
// it was sent.
const KEPT_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "homeward-draft:";
const words = document.documentElement.dataset;

function nameOf(field) {
  const form = field.closest("[data-draft-form]");
  if (form) return `${PREFIX}${form.dataset.draftForm}:${field.name}`;
  const own = field.dataset.draft;
  if (own) return `${PREFIX}${own}:reply`;
  const action = field.form?.getAttribute("action");
  return field.matches("textarea") && action ? `${PREFIX}${action}:${field.name}` : null;
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value) localStorage.setItem(name, JSON.stringify({ value, at: Date.now() }));
    else localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing still sends.
  }
}

export function keepDrafts(within) {
  for (const field of within.querySelectorAll(
    "textarea, [data-draft-form] input[name]:not([type=hidden], [type=checkbox], [type=radio], [type=file], #answer)",
  )) {
    const name = nameOf(field);
    if (!name) continue;
    const draft = read(name);
    // What the server has kept stands, unless more was typed here since.
    const isNewer = !field.value || draft?.at > Number(field.dataset.draftAt ?? Infinity);
    if (draft && Date.now() - draft.at < KEPT_DAYS * DAY && isNewer) field.value = draft.value;
    field.addEventListener("input", () => {
      write(name, field.value);
      const mark = field.form?.querySelector("[data-saved-mark]");
      if (mark) mark.textContent = words.saved;
    });
    field.form?.addEventListener("submit", () => sessionStorage.setItem(name, "sent"));
    // What was sent and accepted is no draft any more: the page that answers is another one.
    if (sessionStorage.getItem(name) === "sent") {
      sessionStorage.removeItem(name);
      if (!document.querySelector("[aria-invalid], .summary, .problem, [data-not-taken]")) {
        write(name, "");
        if (draft) field.value = field.defaultValue;
      }
    }
  }
}

keepDrafts(document);
