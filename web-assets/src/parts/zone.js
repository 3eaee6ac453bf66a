// Where a traveller is: their browser tells the zone, and they may put another one.
const part = document.querySelector("[data-zone]");
if (part) {
  const input = part.querySelector("input");
  const shown = part.querySelector("[data-zone-shown]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!input.value && zone?.includes("/") && !zone.startsWith("Etc/")) input.value = zone;
  const list = document.createElement("datalist");
  list.id = "zones";
  list.append(...(Intl.supportedValuesOf?.("timeZone") ?? []).map((name) => new Option(name, name)));
  part.append(list);
  input.setAttribute("list", list.id);
  const tell = () => {
    shown.textContent = input.value;
  };
  input.addEventListener("input", tell);
  tell();
}
