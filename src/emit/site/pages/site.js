// Language and keys, on every page. Nothing here asks the network for anything.
"use strict";
(function () {
  const root = document.documentElement;
  const kept = "gouji-language";
  let language = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
  try {
    language = localStorage.getItem(kept) || language;
  } catch {
    // A page opened from a disk may not be allowed to keep anything.
  }
  const told = new URLSearchParams(location.search).get("lang");
  if (told === "zh" || told === "en") language = told;

  function show() {
    root.dataset.lang = language;
    root.lang = language === "en" ? "en" : "zh-Hans";
    document.dispatchEvent(new CustomEvent("language"));
  }
  function change() {
    language = language === "en" ? "zh" : "en";
    try {
      localStorage.setItem(kept, language);
    } catch {
      // It holds for this page at least.
    }
    show();
  }
  show();

  window.gouji = {
    get language() {
      return language;
    },
    pick: (zh, en) => (language === "en" ? en : zh),
  };

  // From one finding, or one row of a list, to the next.
  function step(by) {
    const all = [...document.querySelectorAll(".finding, #list tbody tr a.go")];
    if (!all.length) return;
    const here = all.findIndex((e) => e === document.activeElement || e.contains(document.activeElement));
    const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("language");
    button.hidden = false;
    button.addEventListener("click", change);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, select, textarea")) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      const search = document.getElementById("q");
      if (event.key === "/" && search) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "l") change();
    });
    // What a link leads to may stand in something that is folded.
    window.addEventListener("hashchange", unfold);
    unfold();
  });
  window.addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("img[loading]")) each.loading = "eager";
  });

  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
  }
})();
