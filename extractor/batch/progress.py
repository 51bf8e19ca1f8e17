"""How a batch stands, in words."""

from __future__ import annotations

from extractor.batch.run import Report

__all__ = ["describe_progress"]


def describe_progress(report: Report, total: int | None, seconds: float) -> str:
    """Return a line that says how far a batch is after so many seconds, how fast it is, and when it will be done.

    What an earlier run has done counts as done, and not towards the speed.

    >>> describe_progress(Report(done=9_000, failed=3, resumed=3_000), 27_000, 60)
    '9,000 of 27,000 articles, 100/s, 3 min left, 3 failed'
    """
    rate = (report.done - report.resumed) / seconds if seconds else 0.0
    of = f" of {total:,}" if total is not None else ""
    parts = [f"{report.done:,}{of} articles"]
    if rate:
        parts.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
        if total is not None and total > report.done:
            parts.append(f"{_duration((total - report.done) / rate)} left")
    if report.failed:
        parts.append(f"{report.failed:,} failed")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """Return a duration as a person says it.

    >>> [_duration(seconds) for seconds in (7, 90, 5_000, 200_000)]
    ['7 s', '2 min', '1 h 23 min', '2 d 7 h']
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 24 else f"{hours // 24} d {hours % 24} h"
