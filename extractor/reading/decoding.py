"""Bytes become text: UTF-8 where they are, else the encoding of old Russian pages that gives the likeliest Russian.

What a page declares is believed only where the bytes agree: half of the pages that say windows-1251 are UTF-8 by now.

>>> decode_text("Каток залили".encode("koi8-r"))
'Каток залили'
>>> decode_html('<meta charset="utf-8"><p>Каток залили</p>'.encode("cp1251"))
'<meta charset="utf-8"><p>Каток залили</p>'
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup

from extractor.errors import UndecodableText

__all__ = ["decode_html", "decode_text"]

_BOMS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{3,20})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{3,20})",
    re.IGNORECASE,
)
#: the encodings of Russian pages and archives, the commonest first
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
#: bytes of a file that is no text at all
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a]")
#: a stray control character is met in texts, many are not
_MOST_CONTROLS = 8
_HEAD = 4096
_SAMPLE = 60_000
#: the letters that make up two thirds of any Russian text, and what hardly occurs in one
_FREQUENT = frozenset("оеаинтсрвлкмдпу")
_WORD = re.compile("[а-яёА-ЯЁ]+")


def decode_text(data: bytes) -> str:
    """Return the text of a file; raises UndecodableText where it is no text."""
    return _decode(data, None)


def decode_html(data: bytes) -> str:
    """Return the text of a page's bytes, taking what it declares of itself as a hint."""
    match = _DECLARED.search(data[:_HEAD])
    return _decode(data, (match[1] or match[2]).decode("ascii") if match else None)


def _decode(data: bytes, declared: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding)
    if len(_BINARY.findall(data[:_SAMPLE])) > _MOST_CONTROLS:
        raise UndecodableText("The bytes are a binary file, not text. Send text, or HTML.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    if _is_nearly_utf8(data):
        return data.decode("utf-8", errors="replace")
    names = _candidates(declared)
    best = max(names, key=lambda name: (_score(data, name), -names.index(name)))
    if not _score(data, best):
        raise UndecodableText(
            f"The bytes are not UTF-8 (byte {broken.start}) nor any encoding of Russian pages. Convert them to UTF-8."
        )
    return data.decode(best, errors="replace")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(f"The bytes begin as {encoding} and break at byte {error.start}.") from None


def _is_nearly_utf8(data: bytes) -> bool:
    """A page cut amid a letter, or one with a stray byte: nearly all its letters are two good bytes."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    return len(re.findall("[а-яА-ЯёЁ]", text)) > 20 * text.count("\ufffd")


def _candidates(declared: str | None) -> list[str]:
    names = list(_CYRILLIC)
    if declared:
        try:
            name = lookup(declared).name
        except LookupError:
            return names
        if name not in ("utf-8", *names):
            names.append(name)
    return names


def _score(data: bytes, encoding: str) -> float:
    """How Russian the text is in this encoding: the shares of frequent letters and of letters in possible words.

    «йЮРНЙ» is no word: no word has capitals inside.
    """
    try:
        text = data[:_SAMPLE].decode(encoding, errors="replace")
    except (LookupError, UnicodeError):
        return 0.0
    high = sum(char > "\x7f" for char in text)
    letters = sum(len(word) for word in _WORD.findall(text) if word.islower() or word.isupper() or word.istitle())
    frequent = sum(char in _FREQUENT for char in text.lower())
    return round(frequent / high * letters / high, 3) if high and 2 * letters > high else 0.0
