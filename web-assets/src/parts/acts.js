// Of a rule's acts only the fields are shown that belong to what was chosen.
for (const form of document.querySelectorAll("form[data-of-acts]")) {
  const known = new Map(
    form.dataset.ofActs.split(";").map((one) => {
      const [act, fields] = one.split(":");
      return [act, fields.split(" ")];
    }),
  );
  for (const choice of form.querySelectorAll('select[name$="].act"]')) {
    const prefix = choice.name.slice(0, -"act".length);
    const show = () => {
      for (const field of form.elements) {
        if (!field.name.startsWith(prefix) || field === choice) continue;
        field.closest(".field").hidden = !known.get(choice.value)?.includes(field.name.slice(prefix.length));
      }
    };
    choice.addEventListener("change", show);
    show();
  }
}
