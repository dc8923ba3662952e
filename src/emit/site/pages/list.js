// The lists of reports and findings. Their rows come as scripts that call gouji.rows: a page opened from a disk may load
// scripts and nothing else. The first script is enough for the first rows; the others come when they are needed, and when the
// page has nothing else to do.
"use strict";
(function () {
  const SHOWN = 50;
  const form = document.getElementById("filters");
  const list = form.dataset.list;
  const table = document.getElementById("list");
  const body = table.tBodies[0];
  const parts = [[], [], []];
  let meta = null;
  let page = 0;
  let sort = "";
  let whole = null;
  let drawn = 0;

  gouji.meta = (given) => {
    meta = given;
  };
  gouji.rows = (name, part, number, rows) => {
    if (name === list) parts[part][number] = block(rows, part);
  };

  // Rows with one text of all that is searched in them, in which row n begins at starts[n]: one long text is searched many
  // times faster than thousands of short ones.
  function block(rows, part) {
    const texts = rows.map(searched);
    const starts = new Uint32Array(rows.length + 1);
    texts.forEach((text, n) => (starts[n + 1] = starts[n] + text.length + 1));
    return { rows: rows.map((row) => read(row, part)), text: texts.join("\n") + "\n", starts };
  }
  // What is searched in a row: names, and the path and the report's id or what the finding says.
  function searched(row) {
    const more = list === "reports" ? row[5] + "\n" + row[0] : row[6];
    return (row[1][0] + "\n" + more).toLowerCase();
  }
  // Those that hold all words, none of which has a space in it.
  function search({ rows, text, starts }, words) {
    if (!words.length) return rows;
    const [first, ...others] = words;
    const found = [];
    for (let n = 0, at = text.indexOf(first); at >= 0; at = text.indexOf(first, starts[n])) {
      while (starts[n + 1] <= at) n++;
      const whole = others.length ? text.slice(starts[n], starts[n + 1]) : "";
      if (others.every((word) => whole.includes(word))) found.push(rows[n]);
      n++;
    }
    return found;
  }

  // What a row is, by name. The order is that of the program's lists.
  function read(row, part) {
    const [id, [name, year, level, division]] = row;
    const shared = { id, part, name, year: year || 0, level, area: (division || "").slice(0, 2) };
    if (list === "reports") {
      const [, , [counts, readings], [held, checked, open], status, path] = row;
      return Object.assign(shared, {
        errors: counts[0], warnings: counts[1], notices: counts[2], readings, held, checked, open, status, path,
      });
    }
    const [, , number, rule, reading, cell, says] = row;
    return Object.assign(shared, { number, rule, reading, cell: cell === null ? -1 : cell, says });
  }

  // Columns of the list: how a cell is filled, and what it is sorted by.
  const COLUMNS = {
    reports: {
      body: { class: "who", fill: (td, r) => go(td, r.name, address(r)), key: (r) => r.name },
      year: { class: "t", fill: (td, r) => (td.textContent = r.year || "?"), key: (r) => r.year },
      level: { class: "t", fill: (td, r) => (td.textContent = gouji.pick(...meta.levels[r.level])), key: (r) => r.level },
      errors: { class: "n", fill: (td, r) => count(td, r.errors, "error"), key: (r) => r.errors },
      warnings: { class: "n", fill: (td, r) => count(td, r.warnings, "warning"), key: (r) => r.warnings },
      notices: { class: "n", fill: (td, r) => count(td, r.notices, "notice"), key: (r) => r.notices },
      held: { class: "n", fill: (td, r) => (td.textContent = r.held + " / " + r.checked), key: (r) => (r.checked ? r.held / r.checked : -1) },
      status: { class: "t", fill: (td, r) => (td.textContent = gouji.pick(...meta.statuses[r.status])), key: (r) => r.status },
      path: { fill: (td, r) => plain(td, r.path), key: (r) => r.path },
    },
    findings: {
      severity: { class: "t", fill: (td, r) => badge(td, r), key: (r) => r.part * 2 + r.reading },
      rule: { fill: (td, r) => (td.textContent = gouji.pick(meta.rules[r.rule][1], meta.rules[r.rule][2])), key: (r) => r.rule },
      body: { class: "who", fill: (td, r) => go(td, r.name, address(r) + "#f" + r.number), key: (r) => r.name },
      year: { class: "t", fill: (td, r) => (td.textContent = r.year || "?"), key: (r) => r.year },
      cell: { fill: (td, r) => (td.textContent = r.cell < 0 ? "" : gouji.pick(...meta.labels[r.cell])), key: (r) => r.cell },
      "": { class: "says", fill: (td, r) => plain(td, r.says) },
    },
  }[list];

  // What a filter lets pass, and its choices: value, Chinese, English.
  const FILTERS = {
    rule: { is: (r, v) => meta.rules[r.rule][0] === v, all: () => meta.rules.map(([id, zh, en]) => [id, zh, en]) },
    severity: { is: (r, v) => meta.severities[r.part][0] === v, all: () => meta.severities.map(([id, [zh, en]]) => [id, zh, en]) },
    verdict: { is: (r, v) => (r.reading === 1) === (v === "reading"), all: () => [["report", "报告如此", "the report says so"], ["reading", "可能误读", "perhaps misread"]] },
    year: { is: (r, v) => r.year === (Number(v) || 0), all: () => meta.years.map((y) => [String(y), String(y), String(y)]).reverse() },
    level: { is: (r, v) => (r.level || "none") === v, all: () => Object.entries(meta.levels).map(([id, [zh, en]]) => [id || "none", zh, en]) },
    area: { is: (r, v) => (r.area || "none") === v, all: () => Object.entries(meta.areas).map(([id, name]) => [id, name, name]).concat([["none", "不明", "unknown"]]) },
    status: { is: (r, v) => r.status === v, all: () => Object.entries(meta.statuses).map(([id, [zh, en]]) => [id, zh, en]) },
    grade: {
      is: (r, v) => (v === "error" ? r.errors > 0 : v === "warning" ? r.warnings > 0 : v === "notice" ? r.notices > 0 : v === "reading" ? r.readings > 0 : r.errors + r.warnings + r.notices === 0),
      all: () => [["error", "有错误", "with errors"], ["warning", "有警告", "with warnings"], ["notice", "有提示", "with notices"], ["reading", "有可能误读", "with readings in doubt"], ["none", "没有问题", "nothing found"]],
    },
  };

  function address(row) {
    return "report/" + row.id.slice(0, 2) + "/" + row.id + ".html";
  }
  function plain(td, text) {
    td.appendChild(document.createElement("bdi")).textContent = text;
  }
  function go(td, text, href) {
    const link = td.appendChild(document.createElement("a"));
    link.href = href;
    link.className = "go";
    plain(link, text);
  }
  function count(td, number, kind) {
    if (!number) {
      td.textContent = "0";
      td.classList.add("zero");
      return;
    }
    const span = td.appendChild(document.createElement("span"));
    span.className = "badge " + kind;
    span.textContent = number;
  }
  function badge(td, row) {
    const [kind, words] = meta.severities[row.part];
    const span = td.appendChild(document.createElement("span"));
    span.className = "badge " + kind;
    span.textContent = gouji.pick(...words);
    if (row.reading) {
      const doubt = td.appendChild(document.createElement("span"));
      doubt.className = "badge doubt";
      doubt.textContent = gouji.pick("可能误读", "perhaps misread");
    }
  }

  function load(part, number) {
    if (parts[part][number]) return Promise.resolve();
    return new Promise((done) => {
      const script = document.createElement("script");
      script.src = "data/" + list + "-" + part + "-" + number + ".js";
      // A script that is missing must not keep the others from being shown.
      script.onload = script.onerror = () => {
        parts[part][number] = parts[part][number] || block([], part);
        done();
      };
      document.head.appendChild(script);
    });
  }
  function loadAll() {
    whole = whole || Promise.all(meta[list].flatMap(([scripts], part) => Array.from({ length: scripts }, (_, n) => load(part, n))));
    return whole;
  }
  // Enough scripts for the first rows, in order.
  async function loadUpTo(rows) {
    for (let part = 0, have = 0; part < parts.length; part++) {
      for (let number = 0; number < meta[list][part][0] && have < rows; number++) {
        await load(part, number);
        have += parts[part][number].rows.length;
      }
    }
  }

  function wanted() {
    const chosen = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
    const words = (chosen.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    // The longest is in the fewest rows.
    words.sort((a, b) => b.length - a.length);
    delete chosen.q;
    return { words, tests: Object.entries(chosen).map(([name, value]) => [FILTERS[name].is, value]) };
  }
  function select({ words, tests }) {
    const found = [];
    for (const part of parts)
      for (const each of part)
        for (const row of each ? search(each, words) : []) if (tests.every(([is, value]) => is(row, value))) found.push(row);
    if (sort) {
      const name = sort.replace(/^-/, "");
      const key = COLUMNS[name].key;
      const sign = sort.startsWith("-") ? -1 : 1;
      found.sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
    }
    return found;
  }

  async function draw() {
    const turn = ++drawn;
    const want = wanted();
    const all = meta[list].reduce((sum, [, total]) => sum + total, 0);
    const picky = want.words.length || want.tests.length || sort;
    await (picky ? loadAll() : loadUpTo((page + 1) * SHOWN));
    // Something else was asked for meanwhile.
    if (turn !== drawn) return;
    const found = select(want);
    const total = picky ? found.length : all;
    const last = Math.max(Math.ceil(total / SHOWN) - 1, 0);
    if (page > last) {
      page = last;
      return draw();
    }
    const columns = [...table.tHead.rows[0].cells].map((th) => (th.querySelector("[data-sort]") || { dataset: { sort: "" } }).dataset.sort);
    const fragment = document.createDocumentFragment();
    for (const row of found.slice(page * SHOWN, (page + 1) * SHOWN)) {
      const tr = fragment.appendChild(document.createElement("tr"));
      for (const name of columns) {
        const td = tr.appendChild(document.createElement("td"));
        if (COLUMNS[name].class) td.className = COLUMNS[name].class;
        if (COLUMNS[name].class === "n") td.dataset.name = head(name);
        COLUMNS[name].fill(td, row);
      }
    }
    body.replaceChildren(fragment);
    for (const th of table.tHead.rows[0].cells) {
      const button = th.querySelector("[data-sort]");
      if (button) th.ariaSort = sort === button.dataset.sort ? "ascending" : sort === "-" + button.dataset.sort ? "descending" : "none";
    }
    const number = (n) => n.toLocaleString("en");
    document.getElementById("count").textContent = picky
      ? gouji.pick(`${number(total)} 条，共 ${number(all)} 条`, `${number(total)} of ${number(all)}`)
      : gouji.pick(`共 ${number(all)} 条`, `${number(all)} in all`);
    document.getElementById("where").textContent = page + 1 + " / " + (last + 1);
    document.getElementById("before").disabled = page === 0;
    document.getElementById("after").disabled = page === last;
    document.body.dataset.drawn = turn;
  }
  function head(name) {
    const button = table.tHead.querySelector(`[data-sort="${name}"]`);
    return button.querySelector(`[lang="${gouji.language}"]`).textContent;
  }

  // The state of the list stands in the address, so that it can be linked to and gone back to.
  function remember() {
    const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    if (sort) state.set("sort", sort);
    if (page) state.set("page", page + 1);
    history.replaceState(null, "", "#" + state);
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name) field.value = state.get(field.name) || "";
    const name = (state.get("sort") || "").replace(/^-/, "");
    sort = name && Object.hasOwn(COLUMNS, name) ? state.get("sort") : "";
    page = Math.max((Number(state.get("page")) || 1) - 1, 0);
  }
  function choices() {
    for (const field of form.querySelectorAll("select")) {
      const value = field.value;
      const options = [["", "全部", "all"]].concat(FILTERS[field.name].all());
      field.replaceChildren(...options.map(([id, zh, en]) => new Option(gouji.pick(zh, en), id)));
      field.value = value;
    }
  }
  function changed() {
    page = 0;
    remember();
    draw();
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!meta) return;
    choices();
    recall();
    let wait = 0;
    form.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(changed, 40);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(changed));
    table.tHead.addEventListener("click", (event) => {
      const button = event.target.closest("[data-sort]");
      if (!button) return;
      const name = button.dataset.sort;
      sort = sort === name ? "-" + name : name;
      changed();
    });
    const turn = (by) => {
      page += by;
      remember();
      draw();
      table.scrollIntoView();
    };
    document.getElementById("before").addEventListener("click", () => turn(-1));
    document.getElementById("after").addEventListener("click", () => turn(1));
    window.addEventListener("hashchange", () => {
      recall();
      draw();
    });
    document.addEventListener("language", () => {
      choices();
      draw();
    });
    draw().then(() => (window.requestIdleCallback || setTimeout)(loadAll));
  });
})();
