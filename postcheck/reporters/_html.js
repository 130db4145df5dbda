"use strict";
(() => {
  const form = document.getElementById("filter");
  if (form) {
    const rows = [...document.querySelectorAll("#findings tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
    const posts = [...document.querySelectorAll("article.post")];
    const count = document.getElementById("count");
    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = ["verdict", "severity", "category"].filter((name) => form.elements[name].value);
      const left = new Set();
      let shown = 0;
      for (const { row, text } of rows) {
        const keep = wanted.every((name) => row.dataset[name] === form.elements[name].value) && words.every((word) => text.includes(word));
        row.hidden = !keep;
        if (keep) { shown += 1; left.add(row.dataset.post); }
      }
      const narrowed = wanted.length > 0 || words.length > 0;
      for (const post of posts) post.hidden = narrowed && !left.has(post.dataset.post);
      count.textContent = narrowed ? `Showing ${shown} of ${rows.length} findings, and the posts that they are in.` : `Showing all ${rows.length} findings.`;
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    for (const tile of document.querySelectorAll("[data-choose]")) {
      tile.addEventListener("click", () => {
        form.reset();
        form.elements.verdict.value = tile.dataset.choose;
        if (form.elements.verdict.selectedIndex < 0) form.elements.verdict.value = "";
        setTimeout(apply);
      });
    }
    const reveal = () => {
      const target = location.hash && document.getElementById(location.hash.slice(1));
      if (target && target.closest("[hidden]")) { form.reset(); setTimeout(() => target.scrollIntoView()); }
    };
    addEventListener("hashchange", reveal);
    apply();
  }
  for (const draft of document.querySelectorAll(".draft")) if (draft.scrollHeight <= draft.clientHeight) draft.removeAttribute("tabindex");
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
})();
