// The archive's page: what the address asks for is fetched and listed. Whatever articles hold becomes text nodes only.
const $ = (id) => document.getElementById(id);
const FIELDS = ["speaker", "words", "entity", "since", "until"];
const PROBLEMS = {
  "not-in-archive": "В архиве такого нет. Проверьте, как пишется имя.",
  "invalid-query": "Запрос не читается: нужны слова с буквами и даты вида 2026-03-02.",
  "bad-request": "Запрос не читается.",
  "archive-unavailable": "Архив сейчас недоступен. Повторите позже.",
};

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function link(text, wanted) {
  const node = element("a", "", text);
  node.href = `/archive?${new URLSearchParams(wanted)}`;
  return node;
}

async function ask(path, wanted) {
  const answer = await fetch(`${path}?${new URLSearchParams(wanted)}`);
  const body = await answer.json();
  if (!answer.ok) throw new Error(PROBLEMS[body.code] ?? body.detail);
  return body;
}

const day = (published) => (published ? new Date(published.slice(0, 10)).toLocaleDateString("ru") : "без даты");

function quoteItem(quote) {
  const who = quote.speaker ? link(quote.speaker, { speaker: quote.speaker }) : "неизвестно кто";
  const role = quote.role ? `, ${quote.role}` : "";
  return element("li", "",
    element("blockquote", quote.kind, quote.content),
    element("p", "", who, role),
    element("p", "about", `${day(quote.published)} · `, link(quote.title ?? quote.id, { related: quote.id })));
}

function articleItem(article) {
  return element("li", "",
    element("p", "", link(article.title ?? article.id, { related: article.id })),
    element("p", "about", [day(article.published), article.outlet, article.author].filter(Boolean).join(" · ")));
}

function relatedItem(article) {
  const copies = article.copies.length ? [element("p", "about", `То же самое: ${article.copies.join(", ")}`)] : [];
  return element("li", "",
    element("p", "", link(article.title ?? article.id, { related: article.id })),
    element("p", "about", `${day(article.published)} · ${article.reasons.join("; ")}`), ...copies);
}

function speakerItem(row) {
  return element("li", "", element("p", "", link(row.speaker, { speaker: row.speaker }), ` — цитат: ${row.quotes}`));
}

// which list an address asks for: its heading, where it is fetched, and how an entry is shown
function viewOf(wanted) {
  const { related, tag, entity, speaker, words } = wanted;
  if (related) return ["Статьи о том же", `/articles/${encodeURIComponent(related)}/related`, "related", relatedItem, {}];
  if (tag || entity) return [`Статьи: ${tag ?? entity}`, "/articles", "articles", articleItem, wanted];
  if (speaker || words) return [`Цитаты: ${[speaker, words].filter(Boolean).join(", ")}`, "/quotes", "quotes", quoteItem, wanted];
  return ["Кого цитируют чаще всего", "/speakers", "speakers", speakerItem, wanted];
}

async function showMonths(wanted) {
  const { months } = await ask("/months", { speaker: wanted.speaker, ...(wanted.words && { words: wanted.words }) });
  if (months.length < 2) return;
  const most = Math.max(...months.map((month) => month.quotes));
  $("months").replaceChildren(
    ...months.map((month) => {
      const bar = element("li");
      bar.style.setProperty("height", `${Math.max(6, (100 * month.quotes) / most)}%`);
      bar.title = `${month.month}: ${month.quotes}`;
      bar.setAttribute("aria-label", bar.title);
      return bar;
    }),
    element("span", "first", months[0].month), element("span", "last", months.at(-1).month));
  $("months").hidden = false;
}

async function show(wanted, cursor) {
  const [heading, path, name, item, asked] = viewOf(wanted);
  const body = await ask(path, cursor ? { ...asked, cursor } : asked);
  $("heading").textContent = heading;
  document.title = `${heading} — архив`;
  $("found").append(...body[name].map(item));
  if (!$("found").children.length) $("found").append(element("li", "empty", "Ничего не найдено."));
  $("more").hidden = !body.cursor;
  $("more").onclick = () => tell(show(wanted, body.cursor));
}

async function tell(work) {
  try {
    await work;
  } catch (error) {
    $("problem").textContent = error.message;
    $("problem").hidden = false;
  }
}

const wanted = Object.fromEntries([...new URLSearchParams(location.search)].filter(([, value]) => value.trim()));
for (const name of FIELDS) $("search").elements[name].value = wanted[name] ?? "";
$("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = FIELDS.map((name) => [name, $("search").elements[name].value.trim()]).filter(([, value]) => value);
  location.search = new URLSearchParams(given);
});
await tell(show(wanted));
if (wanted.speaker) await tell(showMonths(wanted));
