// After an `@` in a note, colleagues are offered; whoever is named is told of it.
const OFFERED_MAX = 6;

/** The name that is being typed before the cursor, or null. */
function begun(field) {
  return field.value.slice(0, field.selectionStart).match(/@([^@\s]{0,12})$/)?.[1] ?? null;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  const names = field.form?.dataset.mentions;
  if (!names || !field.matches("textarea")) return;
  let list = field.parentElement.querySelector(".mentions");
  const typed = begun(field);
  const fitting =
    typed === null
      ? []
      : names
          .split("|")
          .filter((name) => name !== typed && name.includes(typed))
          .slice(0, OFFERED_MAX);
  if (fitting.length === 0) {
    list?.remove();
    return;
  }
  if (!list) {
    list = document.createElement("div");
    list.className = "mentions row";
    list.setAttribute("aria-live", "polite");
    field.after(list);
  }
  list.replaceChildren(
    ...fitting.map((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `@${name}`;
      button.addEventListener("click", () => {
        const end = field.selectionStart;
        field.setRangeText(`@${name} `, end - begun(field).length - 1, end, "end");
        list.remove();
        field.focus();
      });
      return button;
    }),
  );
});
