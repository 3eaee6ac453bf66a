// Scans of identity papers: the name of a file suggests the mark, and whoever sends
// the file decides. Of several files each is asked for by itself.
for (const part of document.querySelectorAll("[data-papers]")) {
  const names = part.dataset.papers.split("|");
  const suggests = (file) => names.some((name) => file.name.toLowerCase().includes(name));
  const input = part.closest("form").querySelector("input[type=file]");
  const one = part.querySelector("label");
  const all = one.querySelector("input");
  const many = document.createElement("div");
  one.after(many);
  const box = (file, checked) => {
    const label = one.cloneNode(true);
    const check = label.querySelector("input");
    Object.assign(check, { value: file.name, checked: checked || suggests(file) });
    label.replaceChildren(check, ` ${file.name}`);
    label.hidden = false;
    return label;
  };
  input.addEventListener("change", () => {
    const files = [...input.files];
    const several = files.length > 1;
    const checked = all.checked;
    const asked = document.createElement("p");
    asked.textContent = part.dataset.each;
    many.replaceChildren(...(several ? [asked, ...files.map((file) => box(file, checked))] : []));
    one.hidden = several;
    all.checked = !several && (checked || files.some(suggests));
    part.querySelector("[data-suggested]").hidden = !files.some(suggests);
  });
}
