"use strict";
(() => {
  const all = (query) => [...document.querySelectorAll(query)];

  // A place that crosses another is in pieces: light up all of them, and open what hides the target.
  const arrive = () => {
    all(".hit").forEach((e) => e.classList.remove("hit"));
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    [target, ...all(`[data-of="${CSS.escape(id)}"]`)].forEach((e) => e.classList.add("hit"));
    if (target.closest("[hidden]")) { input.value = ""; filter(); }
    if (!target.matches("section, .sheet, main")) target.scrollIntoView({ block: "center" });
  };

  // One filter for all sections: items that do not hold every word are hidden, and so is what holds no item any more.
  const input = document.getElementById("filter");
  const heading = (e) => e.closest(".day, .voice, .kind, .group")?.querySelector("h2, h3")?.textContent ?? "";
  const items = all(".item:not(.sheet)").map((e) => [e, `${heading(e)} ${e.textContent}`.toLowerCase()]);
  const filter = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    items.forEach(([e, text]) => { e.hidden = !words.every((w) => text.includes(w)); });
    all(".day, .voice, .kind, .group").forEach((e) => { e.hidden = !e.querySelector(".item:not([hidden])"); });
    all(".year").forEach((e) => { e.hidden = words.length > 0; });
  };
  input.addEventListener("input", filter);
  all(".filter[hidden], .keys[hidden]").forEach((e) => { e.hidden = false; });

  // The next item from the one that has the focus, else from the top third of the screen.
  const step = (by) => {
    const shown = all(".item").filter((e) => e.getClientRects().length);
    const tops = shown.map((e) => e.getBoundingClientRect().top - window.innerHeight / 3);
    const here = shown.indexOf(document.activeElement);
    const next = here >= 0 ? here + by : by > 0 ? tops.findIndex((t) => t > 8) : tops.findLastIndex((t) => t < -8);
    if (!shown[next]) return;
    shown[next].focus({ preventScroll: true });
    window.scrollBy({ top: tops[next], behavior: "instant" });
  };
  // Keys can be turned off: those who speak to their computer would press them by talking.
  const keys = document.getElementById("keys");
  try {
    keys.checked = localStorage.getItem("onrecord-keys") !== "off";
    keys.addEventListener("change", () => localStorage.setItem("onrecord-keys", keys.checked ? "on" : "off"));
  } catch { /* a file opened from disk may have no storage: then keys are on until turned off here */ }
  const press = (what) => document.activeElement.closest(".item")?.querySelector(what)?.click();
  const acts = {
    j: () => step(1), k: () => step(-1), "/": () => input.focus(), b: () => history.back(),
    c: () => press(".cite"), e: () => press("a.fix"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys.checked) return;
    if (event.target === input) { if (event.key === "Escape") { input.value = ""; filter(); input.blur(); } return; }
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // A report holds the parts of its citations: what an article is, on its sheet; the words, at their place in it.
  const cited = (button) => {
    const at = button.dataset.at;
    const [, article, start, end] = at.match(/^(.*)-(\d+)-(\d+)$/);
    const sheet = document.getElementById(article).dataset;
    const pieces = [document.getElementById(at), ...all(`[data-of="${CSS.escape(at)}"]`)];
    const words = pieces.map((e) => e.textContent).join("").split(/\s+/).join(" ").trim();
    return [`“${words}”`, sheet.cite, button.dataset.place, `characters ${start}–${end}`, `sha256 ${sheet.sha}`]
      .filter(Boolean).join(". ") + ".";
  };
  const copy = async (button) => {
    const before = button.textContent;
    try { await navigator.clipboard.writeText(cited(button)); button.textContent = "copied"; } catch { button.textContent = "not copied"; }
    const status = document.getElementById("copied");
    if (status) status.textContent = `Citation ${button.textContent}`;
    setTimeout(() => { button.textContent = before; }, 2000);
  };
  all("button.cite").forEach((e) => { e.hidden = false; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite");
    if (button) copy(button);
  });

  window.addEventListener("beforeprint", () => all("details").forEach((e) => { e.open = true; }));
  window.addEventListener("hashchange", arrive);
  arrive();
})();
