// Files are picked in the language of the page: the browser's own words for it
// are in the language of the browser.
for (const input of document.querySelectorAll("input[type=file][data-pick]")) {
  const shown = document.createElement("span");
  shown.className = "picker";
  shown.innerHTML =
    "<span class='button' aria-hidden='true'></span><span class='soft small' aria-live='polite'></span>";
  const [button, names] = shown.children;
  button.textContent = input.dataset.pick;
  input.classList.add("quiet");
  input.after(shown);
  const tell = () => {
    names.textContent = [...input.files].map((file) => file.name).join("、");
  };
  shown.addEventListener("click", () => input.click());
  shown.addEventListener("dragover", (event) => event.preventDefault());
  shown.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", tell);
  addEventListener("pageshow", tell);
  input.form.addEventListener("reset", () => setTimeout(tell));
}
