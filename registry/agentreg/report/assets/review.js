"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const bar = document.querySelector(".filter");
  if (!bar) return;
  const boxes = all("input[type=checkbox]", bar);
  const area = bar.querySelector("select");
  const words = bar.querySelector("input[type=search]");
  const told = bar.querySelector("output");
  const findings = all(".finding");

  const fits = (finding, chosen, text) =>
    chosen.has(finding.dataset.severity) &&
    (!area.value || finding.dataset.area === area.value) &&
    (!text || finding.textContent.toLowerCase().includes(text));

  const filter = () => {
    const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const text = words.value.trim().toLowerCase();
    const everything = chosen.size === boxes.length && !area.value && !text;
    let count = 0;
    for (const agent of all(".agent")) {
      const named = text !== "" && agent.querySelector("h2").textContent.toLowerCase().includes(text);
      let shown = 0;
      for (const finding of all(".finding", agent)) {
        finding.hidden = !fits(finding, chosen, named ? "" : text);
        shown += finding.hidden ? 0 : 1;
      }
      agent.hidden = !everything && shown === 0;
      count += shown;
    }
    told.textContent = `${count} of ${findings.length} findings`;
  };

  // What stands in a closed part, or is filtered out, cannot be gone to.
  const isOpen = (summary) =>
    !summary.closest("[hidden]") && !summary.parentElement.parentElement.closest("details:not([open])");

  const go = (step) => {
    const stops = all(".agent > summary, .finding > summary").filter(isOpen);
    const here = stops.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : stops.length - 1) : here + step;
    if (stops[next]) {
      stops[next].focus();
      stops[next].scrollIntoView({ block: "nearest" });
    }
  };

  const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const active = document.activeElement;
    if (active.matches("input, select")) {
      if (event.key === "Escape") active.blur();
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      words.focus();
    } else if (event.key in STEPS && (event.key.length === 1 || active.matches("summary"))) {
      event.preventDefault();
      go(STEPS[event.key]);
    }
  });

  const fold = (open) => {
    for (const agent of all(".agent")) agent.open = open;
  };
  const opened = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part.matches("details")) part.open = true;
    }
    if (target) target.scrollIntoView({ block: "center" });
  };

  bar.addEventListener("input", filter);
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.querySelector("[value=open]").addEventListener("click", () => fold(true));
  bar.querySelector("[value=close]").addEventListener("click", () => fold(false));
  addEventListener("hashchange", opened);
  addEventListener("beforeprint", () => {
    for (const part of all("details:not(.fold)")) part.open = true;
  });
  bar.hidden = false;
  document.querySelector(".keys").hidden = false;
  filter();
  opened();
})();
