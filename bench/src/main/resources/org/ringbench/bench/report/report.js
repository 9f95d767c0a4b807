"use strict";
// Better with this, whole without it: themes, tips on marks, plain files, cases that no table holds.
document.documentElement.classList.add("with-script");

// Theme: as the system, light, dark.
const themes = ["as the system", "light", "dark"];
const themeButton = document.getElementById("theme");
let theme = 0;
try { theme = Math.max(0, themes.indexOf(localStorage.getItem("ringbench-theme"))); } catch (e) { /* no storage */ }
function showTheme() {
  if (theme === 0) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = themes[theme];
  themeButton.textContent = "Theme: " + themes[theme];
}
if (themeButton) {
  showTheme();
  themeButton.addEventListener("click", () => {
    theme = (theme + 1) % themes.length;
    showTheme();
    try { localStorage.setItem("ringbench-theme", themes[theme]); } catch (e) { /* no storage */ }
  });
}

// Tips: with the pointer, or with the arrow keys once a drawing has the focus.
const tip = document.createElement("div");
tip.id = "tip";
tip.setAttribute("role", "status");
document.body.append(tip);
for (const mark of document.querySelectorAll("svg .mark")) {
  const title = mark.querySelector("title");
  mark.dataset.tip = title.textContent;
  title.remove();
}
let current = null;
function show(mark) {
  if (current) current.classList.remove("now");
  current = mark;
  tip.textContent = mark ? mark.dataset.tip : "";
  if (!mark) return;
  mark.classList.add("now");
  const box = mark.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = Math.max(8, left) + scrollX + "px";
  tip.style.top = Math.max(0, box.top - tip.offsetHeight - 6) + scrollY + "px";
}
document.addEventListener("pointerover", (e) => {
  const mark = e.target.closest && e.target.closest("svg .mark");
  if (mark || current) show(mark);
});
for (const box of document.querySelectorAll("figure .scroll")) {
  const marks = [...box.querySelectorAll("svg .mark")];
  box.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape") show(null);
    if (!step || marks.length === 0) return;
    e.preventDefault();
    const at = marks.indexOf(current);
    const next = marks[at < 0 ? 0 : (at + step + marks.length) % marks.length];
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    show(next);
  });
  box.addEventListener("blur", () => show(null));
}

// Data: the link's bytes as plain JSON, and as CSV.
async function textOf(id) {
  const base64 = document.getElementById(id).getAttribute("href").split(",")[1];
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
async function resultsOf(id) {
  return JSON.parse(await textOf(id));
}
// For runs of so many rows that the page holds no CSV of them.
function csvOf(results) {
  const rows = results.rows;
  const keys = (part) => [...new Set(rows.flatMap((row) => Object.keys(row[part])))];
  const parts = ["parameters", "counters", "phases", "facts"].map((part) => [part, keys(part)]);
  const quote = (value) => {
    let text = value === undefined || value === null ? "" : String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text; // no formula
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const names = parts.flatMap(([part, names]) => names.map((name) => part + "." + name));
  const lines = [["run", "id", "benchmark", "fingerprint", ...names, "medianMs", "lowMs", "highMs", "forksMs"]];
  for (const row of rows) {
    const values = parts.flatMap(([part, names]) => names.map((name) => row[part][name]));
    const ms = row.milliseconds;
    lines.push([results.run.id, row.id, row.benchmark, row.fingerprint, ...values,
      ms.median, ms.low, ms.high, row.forks.join(" ")]);
  }
  return lines.map((line) => line.map(quote).join(",") + "\r\n").join("");
}
function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
for (const button of document.querySelectorAll("button[data-save]")) {
  button.addEventListener("click", async () => {
    const id = button.dataset.of;
    const file = document.getElementById(id).download.replace(".gz", "");
    if (button.dataset.save === "json") {
      save(JSON.stringify(await resultsOf(id), null, 2), file, "application/json");
    } else {
      const csv = file.endsWith(".csv") ? await textOf(id) : csvOf(await resultsOf(id));
      save(csv, file.replace(".json", ".csv"), "text/csv");
    }
  });
}

// Anchors of cases that are in the data alone.
async function findCase() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const parts = /^(run\d+-)?case-([0-9A-Za-z]+)(-\d+)?$/.exec(anchor);
  if (!parts || document.getElementById(anchor)) return;
  const data = (parts[1] || "") + "data";
  const table = document.querySelector('[data-cases="' + data + '"] tbody');
  if (!table) return;
  const results = await resultsOf(data);
  const same = results.rows.filter((row) => row.fingerprint.replace(/[^0-9A-Za-z]/g, "") === parts[2]);
  const row = same[parts[3] ? Number(parts[3].slice(1)) - 1 : 0];
  if (!row) return;
  const ms = row.milliseconds;
  const words = (map) => Object.entries(map).map((e) => e.join(" ")).join(", ");
  const figure = (x) => x.toFixed(Math.max(0, 2 - Math.floor(Math.log10(Number(x.toPrecision(3))))));
  const ratio = results.ratios.find((r) => r.row === row.id);
  const line = table.insertRow();
  line.id = anchor;
  for (const text of [row.id, figure(ms.median), figure(ms.low), figure(ms.high), row.forks.map(figure).join(", "),
    ratio ? figure(ratio.ratio.median) : "-", words(row.counters), words(row.phases), words(row.facts)]) {
    line.insertCell().textContent = text;
  }
  location.replace("#" + anchor);
}
addEventListener("hashchange", findCase);
findCase();
