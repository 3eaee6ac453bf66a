// Opens the form of an act in a dialog on the page. The form itself is the
// page that the link leads to; where it cannot be had, the link is followed.
import { keepDrafts } from "./drafts.js";
import { guardForms } from "./forms.js";

const dialog = document.getElementById("dialog");

export async function open(href) {
  const answer = await fetch(href, { headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.querySelector("[data-part]");
  if (!answer.ok || !part) {
    location.assign(href);
    return;
  }
  dialog.replaceChildren(part);
  for (const close of dialog.querySelectorAll("[data-close]")) {
    close.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  guardForms(dialog);
  keepDrafts(dialog);
  dialog.showModal();
  dialog.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!dialog || !link || !plain) return;
  event.preventDefault();
  open(link.href).catch(() => location.assign(link.href));
});

// A click beside the dialog closes it, unless something was typed.
dialog?.addEventListener("click", (event) => {
  if (
    event.target === dialog &&
    ![...dialog.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue)
  )
    dialog.close();
});
