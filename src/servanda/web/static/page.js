// What a page does beyond its links and forms: opens a clause's reasons over the text, and follows the record.
(() => {
  "use strict";
  const why = document.getElementById("why");
  const body = why.querySelector(".why-body");

  const contentOf = async (address) => {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page : null;
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-why]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const page = await contentOf(link.href).catch(() => null);
    const found = page && page.getElementById("main");
    if (!found) {
      location.href = link.href;
      return;
    }
    body.replaceChildren(...found.childNodes);
    for (const inside of body.querySelectorAll("[id]")) inside.removeAttribute("id");
    for (const inside of body.querySelectorAll("a[data-why]")) inside.removeAttribute("data-why");
    if (!why.open) why.showModal();
    why.scrollTop = 0;
    why.dataset.address = link.href;
  });
  why.addEventListener("click", (event) => {
    if (event.target === why) why.close();
  });

  // One key each on a draft; only while the focus is on it, and in no field.
  const draft = document.querySelector("[data-keys]");
  if (draft) {
    draft.focus({ preventScroll: true });
    draft.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
      const found = draft.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!found) return;
      event.preventDefault();
      if (found.tagName === "DETAILS") {
        found.open = true;
        found.querySelector("textarea, input").focus();
      } else {
        found.click();
      }
    });
  }

  const address = document.body.dataset.live;
  if (!address || !window.EventSource) return;
  const news = document.getElementById("news");
  const stream = new EventSource(address);
  let version = document.body.dataset.version;
  const isBusy = () => why.open || ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement.tagName);

  const show = async () => {
    if (isBusy()) {
      setTimeout(show, 2000);
      return;
    }
    const page = await contentOf(location.href).catch(() => null);
    if (!page) return;
    document.getElementById("main").replaceChildren(...page.getElementById("main").childNodes);
    document.body.dataset.version = page.body.dataset.version;
    news.textContent = news.dataset.words;
    setTimeout(() => { news.textContent = ""; }, 6000);
  };
  stream.addEventListener("version", (event) => {
    if (event.data === version) return;
    version = event.data;
    show();
  });
  window.addEventListener("pagehide", () => stream.close());
})();
