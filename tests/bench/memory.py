"""Run many synthetic articles through `extractor batch` and print its memory against the articles done.

`python -m tests.bench.memory [--articles N] [--workers N]`. The articles are short and all different, with names that
nobody bears, so that whatever grows with what was read grows here. Linux only: the figures come from /proc.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import orjson

SYLLABLES = "ба ве ги до жу зе ка ли мо ну пы ра су та фе хо ца че ша ще".split()
SURNAMES = ("ов", "ин", "ский", "енко", "ян", "ко")
FIRST = "Анна Борис Вера Глеб Дарья Егор Зоя Игорь Лидия Максим Нина Олег Полина Савелий Тимур Ульяна".split()
ROLES = ("глава района", "директор завода", "министр связи", "тренер сборной", "президент фонда", "врач")
CUES = ("сообщил", "заявил", "рассказал", "отметил", "пояснил", "считает")
THINGS = ("мост", "каток", "цех", "парк", "музей", "стадион", "тоннель", "рынок")
SENTENCES = (
    "{thing} {where} обойдётся в {n} млн рублей, {cue} {role} {who}.",
    "По словам {who}, за {year} год здесь побывали более {n} тысяч человек.",
    "«{thing} откроют {day} декабря {year} года», — {cue} {who}.",
    "Компания «{name}» вложит в проект {n} млрд рублей, это на {day}% больше, чем годом ранее.",
    "– {thing} нужен городу {name}, – {cue} {role} {who}. – Работы займут {day} месяцев.",
    "Ранее {role} {who} говорил, что {n} рабочих получат жильё {where}.",
)


class Sample(NamedTuple):
    """Memory in MB when so many articles were done; `together` counts once what the processes share."""

    articles: int
    seconds: float
    parent: float
    worker: float
    together: float


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.memory", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        source, output = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        characters = _write(source, options.articles)
        command = [sys.executable, "-c", "from extractor.cli import main; main()", "batch", str(source)]
        command += ["--output", str(output), "--workers", str(options.workers)]
        samples = list(_watch(subprocess.Popen(command), output, options.articles // 20))
    print(f"{options.articles} articles of {characters // options.articles} characters, {options.workers} workers\n")
    print("| articles | minutes | parent, MB | largest worker, MB | all together, MB |\n|---:|---:|---:|---:|---:|")
    for s in samples:
        print(f"| {s.articles} | {s.seconds / 60:.1f} | {s.parent:.0f} | {s.worker:.0f} | {s.together:.0f} |")


def _write(path: Path, count: int) -> int:
    """Write the articles and return how many characters they have together."""
    source, characters = random.Random(7), 0
    with path.open("wb") as file:
        for at in range(count):
            text = _text(source)
            characters += len(text)
            file.write(orjson.dumps({"id": f"a{at}", "text": text}) + b"\n")
    return characters


def _text(source: random.Random) -> str:
    def word() -> str:
        return "".join(source.choices(SYLLABLES, k=source.randint(2, 4))).capitalize()

    def sentence() -> str:
        return source.choice(SENTENCES).format(
            thing=source.choice(THINGS).capitalize(),
            where=f"в городе {word()}",
            who=f"{source.choice(FIRST)} {word()}{source.choice(SURNAMES)}",
            name=word(),
            role=source.choice(ROLES),
            cue=source.choice(CUES),
            n=source.randint(2, 999),
            day=source.randint(2, 28),
            year=source.randint(1995, 2026),
        )

    return "\n\n".join(" ".join(sentence() for _ in range(source.randint(1, 3))) for _ in range(source.randint(2, 4)))


def _watch(process: subprocess.Popen[bytes], output: Path, step: int) -> Iterator[Sample]:
    """Yield a sample whenever `step` more articles are done, until the process ends."""
    start, done, wanted = time.monotonic(), 0, step
    while not output.exists():
        time.sleep(0.1)
    with output.open("rb") as file:
        while process.poll() is None:
            while block := file.read(1 << 20):
                done += block.count(b"\n")
            if done >= wanted:
                sample = _sample(process.pid, done, time.monotonic() - start)
                if sample:
                    yield sample
                wanted += step
            time.sleep(0.1)
    if process.returncode:
        sys.exit(f"extractor batch ended with exit code {process.returncode}")


def _sample(pid: int, articles: int, seconds: float) -> Sample | None:
    try:
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        family = [_memory(pid), *map(_memory, workers)]
    except OSError:  # it has just ended
        return None
    return Sample(
        articles, seconds, family[0]["Rss"], max(one["Rss"] for one in family[1:]), sum(one["Pss"] for one in family)
    )


def _memory(pid: int | str) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


if __name__ == "__main__":
    main()
