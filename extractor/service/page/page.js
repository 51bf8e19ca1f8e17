// The page: sends an article to POST /extract and shows what was found. Whatever the article holds becomes text nodes only.
import { SAMPLES } from "./samples.js";

const $ = (id) => document.getElementById(id);

const COLOURS = {
  PERSON: "person", ORGANIZATION: "organization", CITY: "place", COUNTRY: "place", DISTRICT: "place",
  FACILITY: "place", LOCATION: "place", STATE_OR_PROVINCE: "place",
};
const GROUPS = { person: "Люди", organization: "Организации", place: "Места", other: "Другое" };
const KINDS = { direct: "прямая речь", indirect: "косвенная речь", mixed: "косвенная речь с цитатой" };
const QUALIFIERS = {
  about: "около", more_than: "больше", less_than: "меньше", at_least: "не меньше", at_most: "не больше", almost: "почти",
};
const UNITS = {
  RUB: "₽", USD: "$", EUR: "€", pp: "п. п.", x: "раза", part: "часть", second: "с", minute: "мин", hour: "ч",
  day: "сут", week: "нед", month: "мес", year: "лет",
};
const PROBLEMS = {
  "empty-article": "В статье нет текста. Вставьте текст новости или HTML её страницы.",
  "bad-request": "Сервис не смог прочитать запрос.",
  "body-too-large": "Статья слишком большая. Вставьте её по частям.",
  "article-too-long": "Статья слишком длинная. Вставьте её по частям.",
  "overloaded": "Сервис занят. Повторите через несколько секунд.",
  "timeout": "Разбор занял слишком много времени. Попробуйте статью короче.",
};

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

const words = (text, quote) => quote.content.map((s) => text.slice(s.start, s.end)).join(" […] ");
const figure = (value) => value.toLocaleString("ru-RU", { maximumFractionDigits: 6 });

function describeNumber(n) {
  const amount = n.date ?? (n.low !== null && n.high !== null ? `${figure(n.low)}${n.kind === "score" ? ":" : "–"}${figure(n.high)}`
    : n.value !== null ? figure(n.value) : "точно не названо");
  const unit = n.unit ? UNITS[n.unit] ?? n.unit : "";
  const meaning = [QUALIFIERS[n.qualifier], amount, unit].filter(Boolean).join(" ");
  return n.noun ? `${meaning} · ${n.noun}` : meaning;
}

const numberKey = (i) => `number-${i}`;

function highlights(result) {
  const found = [];
  for (const entity of result.entities) {
    for (const m of entity.mentions) found.push({ ...m, classes: COLOURS[entity.type] ?? "other", note: entity.name, key: entity.id });
  }
  for (const [i, n] of result.numbers.entries()) {
    found.push({ start: n.start, end: n.end, classes: "number", note: describeNumber(n), key: numberKey(i) });
  }
  for (const q of result.quotes) {
    const note = `${q.speaker ?? "неизвестно кто"}: ${KINDS[q.kind]}`;
    for (const s of q.content) found.push({ ...s, classes: `quote ${q.kind}`, note, key: q.id });
    if (q.cue) found.push({ ...q.cue, classes: "cue", note, key: q.id });
    if (q.source) found.push({ ...q.source, classes: "source", note: "", key: q.id });
  }
  return found;
}

// spans may share characters, so each block is cut at every boundary and each piece says all that lies over it
function renderBlock(text, block, found) {
  const inside = found.filter((f) => f.start < block.end && block.start < f.end);
  const cuts = new Set([block.start, block.end]);
  for (const f of inside) for (const at of [f.start, f.end]) if (at > block.start && at < block.end) cuts.add(at);
  const points = [...cuts].sort((a, b) => a - b);
  const node = element({ title: "h1", heading: "h2" }[block.kind] ?? "p", block.kind);
  for (let i = 0; i + 1 < points.length; i++) {
    const [start, end] = [points[i], points[i + 1]];
    const over = inside.filter((f) => f.start <= start && end <= f.end);
    const piece = text.slice(start, end);
    if (!over.length) { node.append(piece); continue; }
    const span = element("span", `found ${[...new Set(over.map((f) => f.classes))].join(" ")}`, piece);
    span.title = [...new Set(over.map((f) => f.note).filter(Boolean))].join("; ");
    // the shortest first: a number inside a quote is what a click on it means
    span.dataset.keys = [...new Set(over.toSorted((a, b) => a.end - a.start - (b.end - b.start)).map((f) => f.key))].join(" ");
    node.append(span);
  }
  return node;
}

// what belongs together, in the article and in the panels, carries the same key
const withKey = (key) => [...document.querySelectorAll("[data-keys]")].filter((node) => node.dataset.keys.split(" ").includes(key));

function mark(className, key) {
  document.querySelectorAll(`.${className}`).forEach((node) => node.classList.remove(className));
  const nodes = key ? withKey(key) : [];
  nodes.forEach((node) => node.classList.add(className));
  return nodes;
}

// a quote or a number has one place; of an entity's many, the next after the one shown last
function showInArticle(key) {
  const places = mark("chosen", key).filter((node) => $("article").contains(node));
  const at = places.findIndex((node) => node.classList.contains("shown"));
  const next = key.startsWith("e") ? places[(at + 1) % places.length] : places.find((node) => node.classList.contains("quote")) ?? places[0];
  document.querySelectorAll(".shown").forEach((node) => node.classList.remove("shown"));
  next?.classList.add("shown");
  next?.scrollIntoView({ block: "center", behavior: calm() });
}

function showInPanel(key) {
  const item = mark("chosen", key).find((node) => node.closest("[role=tabpanel]"));
  if (!item) return;
  select($(item.closest("[role=tabpanel]").getAttribute("aria-labelledby")));
  item.scrollIntoView({ block: "nearest", behavior: calm() });
  item.focus({ preventScroll: true });
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

// an item of a panel: click, Enter or space shows its place in the article
function linked(node, key) {
  node.dataset.keys = key;
  node.tabIndex = 0;
  node.addEventListener("click", () => showInArticle(key));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    showInArticle(key);
  });
  return node;
}

function renderQuotes(result) {
  const panel = $("panel-quotes");
  panel.replaceChildren();
  const bySpeaker = Map.groupBy ? Map.groupBy(result.quotes, (q) => q.speaker ?? "") : group(result.quotes);
  for (const [speaker, quotes] of bySpeaker) {
    const entity = result.entities.find((e) => e.id === quotes[0].entity);
    const role = entity?.roles[0]?.name;
    panel.append(element("p", "speaker", speaker || "Неизвестно кто", ...(role ? [element("small", "", ` — ${role}`)] : [])));
    for (const quote of quotes) {
      const text = result.article.text;
      const cue = quote.cue ? `${text.slice(quote.cue.start, quote.cue.end)} · ` : "";
      const node = element("blockquote", quote.kind, words(text, quote), element("footer", "", cue + KINDS[quote.kind]));
      panel.append(linked(node, quote.id));
    }
  }
  if (!result.quotes.length) panel.append(element("p", "empty", "Цитат не нашлось."));
}

function group(quotes) {
  const groups = new Map();
  for (const q of quotes) groups.set(q.speaker ?? "", [...(groups.get(q.speaker ?? "") ?? []), q]);
  return groups;
}

// a card: the name, what the entity is and of which organisation, how else it is named, how often it is quoted
function card(entity, result) {
  const named = (id) => result.entities.find((other) => other.id === id)?.name;
  const roles = entity.roles.map((r) => {
    const body = named(r.organization);
    return body && !r.name.includes(body) ? `${r.name} — ${body}` : r.name;
  });
  const quotes = result.quotes.filter((q) => q.entity === entity.id).length;
  const notes = [...new Set(roles), ...entity.aliases.map((a) => `также: ${a}`), ...(quotes ? [`цитат: ${quotes}`] : [])];
  const name = element("span", `found ${COLOURS[entity.type] ?? "other"}`, entity.name);
  return linked(element("p", "entity", name, ...(notes.length ? [element("small", "", notes.join("; "))] : [])), entity.id);
}

function renderEntities(result) {
  const panel = $("panel-entities");
  panel.replaceChildren();
  for (const [colour, title] of Object.entries(GROUPS)) {
    const entities = result.entities.filter((entity) => (COLOURS[entity.type] ?? "other") === colour);
    if (entities.length) panel.append(element("h2", "group", title), ...entities.map((entity) => card(entity, result)));
  }
  if (!result.entities.length) panel.append(element("p", "empty", "Никого и ничего не нашлось."));
}

function renderNumbers(result) {
  const table = element("table", "numbers");
  for (const [i, n] of result.numbers.entries()) {
    const text = result.article.text.slice(n.start, n.end);
    const row = element("tr", "", element("td", "", element("span", "found number", text)), element("td", "", describeNumber(n)));
    table.append(linked(row, numberKey(i)));
  }
  $("panel-numbers").replaceChildren(result.numbers.length ? table : element("p", "empty", "Чисел не нашлось."));
}

function quotesAsMarkdown(result) {
  const plain = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
  return result.quotes.map((q) => `> ${plain(words(result.article.text, q))}\n>\n> — ${plain(q.speaker ?? "неизвестно кто")}\n`).join("\n");
}

function render(result) {
  const { article } = result;
  const found = highlights(result);
  $("origin").textContent = [article.published, article.outlet, article.author].filter(Boolean).join(" · ");
  $("article").replaceChildren(...article.blocks.map((block) => renderBlock(article.text, block, found)));
  renderQuotes(result);
  renderEntities(result);
  renderNumbers(result);
  $("tags").replaceChildren(...result.tags.map((tag) => element("li", "", tag.name)));
  $("json").textContent = JSON.stringify(result, null, 2);
  $("markdown").dataset.text = quotesAsMarkdown(result);
  $("result").hidden = false;
}

function tell(problem) {
  const known = PROBLEMS[problem.code];
  $("problem").textContent = known ?? `Не получилось: ${problem.title}. ${problem.detail ?? ""}`;
  $("problem").hidden = false;
}

const post = (path, record) => fetch(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(record),
});
let shown = null; // what was sent for the result on the page

async function submit() {
  const source = $("source").value;
  if (!source.trim()) { tell({ code: "empty-article" }); return; }
  const record = { offset_encoding: "utf-16" };
  record[/^\s*<(!doctype|html|head|body|article|div|p|main|section|\?xml)\b/i.test(source) ? "html" : "text"] = source;
  if ($("published").value) record.published = $("published").value;
  $("problem").hidden = true;
  $("submit").disabled = true;
  try {
    const response = await post("/extract", record);
    const answer = await response.json();
    if (response.ok) {
      shown = record;
      render(answer);
    } else tell(answer);
  } catch {
    tell({ title: "сервис не отвечает", detail: "Проверьте, что он запущен." });
  } finally {
    $("submit").disabled = false;
  }
}

function select(tab) {
  for (const other of document.querySelectorAll("[role=tab]")) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", chosen);
    other.tabIndex = chosen ? 0 : -1;
    $(other.getAttribute("aria-controls")).hidden = !chosen;
  }
}

$("form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
$("samples").append("Пример: ", ...SAMPLES.map((sample) => {
  const button = element("button", "quiet", sample.name);
  button.type = "button";
  button.addEventListener("click", () => {
    $("source").value = sample.text;
    $("published").value = sample.published;
    submit();
  });
  return button;
}));
for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(tab);
    const next = { ArrowRight: tabs[at + 1] ?? tabs[0], ArrowLeft: tabs.at(at - 1), Home: tabs[0], End: tabs.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    select(next);
    next.focus();
  });
}
function copies(button, text) {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(await text());
    button.textContent = "Скопировано";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}
copies($("copy"), () => $("json").textContent);
copies($("html"), async () => (await post("/extract?format=html", shown)).text());
copies($("markdown"), () => $("markdown").dataset.text);

const keysAt = (node) => node.closest?.("#article [data-keys]")?.dataset.keys.split(" ") ?? [];
$("article").addEventListener("click", (event) => { const [key] = keysAt(event.target); if (key) showInPanel(key); });
$("article").addEventListener("mouseover", (event) => mark("lit", keysAt(event.target).find((key) => key.startsWith("q"))));
$("article").addEventListener("mouseleave", () => mark("lit", null));

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("form").requestSubmit();
  if (event.key === "Escape") mark("chosen", null);
});
async function open(file) {
  if (!file) return;
  $("source").value = await file.text();
  submit();
}
$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", (event) => open(event.target.files[0]));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  open(event.dataTransfer.files[0]);
});
