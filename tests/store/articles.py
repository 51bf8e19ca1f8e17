"""Small articles of our own, and results as the pipeline gives them."""

from __future__ import annotations

from typing import Any

import orjson

from extractor.pipeline import load_pipeline
from extractor.schema import Result, render_result

ARTICLES = {
    "bridge": ("2026-03-02", "Мэр Заречья Олег Рябов заявил, что мост достроят. «Деньги есть», — добавил он."),
    "bridge-wire": (
        "2026-03-02",
        "Мэр Заречья Олег Рябов заявил, что мост достроят. «Деньги есть», — добавил он. ЗАРЯ",
    ),
    "bridge-later": ("2026-03-09", "Строители открыли мост в Заречье. Олег Рябов поблагодарил строителей моста."),
    "school": (
        "2026-02-10",
        "В Приозёрске открыли новую школу. «Рады видеть детей», — сказала директор школы Вера Кулик.",
    ),
    "hockey": ("2025-12-30", "Клуб «Волна» выиграл турнир. По словам тренера «Волны» Семёна Котова, игроки устали."),
    "undated": (None, "Врачи говорят, что эпидемия гриппа в Приозёрске закончилась."),
}


def results(*names: str) -> list[Result]:
    """The results of the named articles, or of all."""
    records = [
        {"id": name, "text": text, "published": published}
        for name, (published, text) in ARTICLES.items()
        if not names or name in names
    ]
    return [plain(document) for document in load_pipeline().pipe(records)]


def plain(document: Any) -> Result:
    """A document's result as it comes out of JSON."""
    result: Result = orjson.loads(orjson.dumps(render_result(document)))
    return result
