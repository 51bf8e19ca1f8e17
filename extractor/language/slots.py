"""Rows of a table of bounded size, given out to what is met: what is met seldom or was met long ago makes room.

>>> slots = Slots(capacity=2)
>>> rows, new = slots.find(["мэр", "и", "мэр"])
>>> int(rows[0]) == int(rows[2]), sorted(new)
(True, ['и', 'мэр'])
>>> sorted(slots.find(["мэр", "город"])[1])
['город']
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Slots"]

#: what a meeting still counts when room has been made once more
FADING = np.float32(0.95)
#: which part of the rows is freed together, at least
PART = 8

Key = TypeVar("Key", bound=Hashable)


class Slots(Generic[Key]):
    """Which row of a table each key has. What stands in the row is for the owner of the table to fill in."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._slots: dict[Key, int] = {}
        self._keys: list[Key | None] = [None] * capacity
        self._free = list(range(capacity))
        self._meetings = np.zeros(capacity, np.float32)

    def __len__(self) -> int:
        return len(self._slots)

    def find(self, keys: Sequence[Key]) -> tuple[NDArray[np.intp], dict[Key, int]]:
        """Return the row of each key, and by key the rows that are new; no more different keys than there are rows."""
        unmet = set(keys).difference(self._slots)
        new: dict[Key, int] = {}
        if unmet:
            self._make_room(len(unmet), keys)
            new = {key: self._free.pop() for key in unmet}
            for key, slot in new.items():
                self._keys[slot] = key
            self._slots.update(new)
        found = np.fromiter(map(self._slots.__getitem__, keys), np.intp, len(keys))
        self._meetings[found] += 1  # once a call, however often it is met there
        return found, new

    def _make_room(self, count: int, wanted: Sequence[Key]) -> None:
        """Free so many rows, of what is not wanted now."""
        missing = count - len(self._free)
        if missing <= 0:
            return
        kept = [slot for key in set(wanted) if (slot := self._slots.get(key)) is not None]
        meetings = self._meetings.copy()
        meetings[kept + self._free] = np.inf
        freed = min(max(missing, self.capacity // PART), len(self._slots) - len(kept))
        for slot in np.argsort(meetings, kind="stable")[:freed].tolist():
            del self._slots[self._keys[slot]]
            self._free.append(slot)
            self._meetings[slot] = 0
        self._meetings *= FADING
