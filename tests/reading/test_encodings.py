"""Bytes of any encoding of Russian pages, declared rightly, wrongly or not at all."""

from __future__ import annotations

import codecs

import pytest

from extractor.errors import UndecodableText
from extractor.reading import read_file_bytes
from extractor.reading.decoding import decode_html, decode_text

TEXT = "Каток в Лужках залили вчера. «Лёд крепкий», — сказал сторож Пётр Ершов. Билет стоит 150 рублей."
PAGE = '<html><head><meta charset="{}"></head><body><p>' + TEXT + "</p></body></html>"
#: without the characters that old encodings lack
OLD = TEXT.replace("—", "-").replace("«", '"').replace("»", '"')


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"]
)
def test_text_of_any_encoding(encoding: str) -> None:
    assert decode_text(OLD.encode(encoding)) == OLD


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "koi8-r", "iso-8859-1", "no-such-encoding"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_what_a_page_declares_is_only_a_hint(declared: str, encoding: str) -> None:
    page = PAGE.format(declared).replace("«", '"').replace("»", '"').replace("—", "-")
    assert decode_html(page.encode(encoding)) == page


def test_capitals_and_short_texts() -> None:
    for text in ("КАТОК ЗАЛИЛИ", "Каток", "Лёд и люди", "СПОРТ: 3:2"):
        for encoding in ("cp1251", "koi8-r"):
            assert decode_text(text.encode(encoding)) == text, (text, encoding)


def test_text_cut_amid_a_letter() -> None:
    assert decode_text((TEXT * 20).encode()[:-3].rstrip(b".") + "Л".encode()[:1]).startswith(TEXT)


def test_what_is_no_text() -> None:
    for data in (bytes(range(256)) * 50, codecs.BOM_UTF8 + b"\xff\xfe\xff", b"\x89PNG\r\n\x1a\n" + bytes(200)):
        with pytest.raises(UndecodableText):
            decode_text(data)


def test_file_is_read_by_its_ending() -> None:
    assert read_file_bytes(OLD.encode("cp1251"), "2009/katok.txt").id == "2009/katok.txt"
    page = f"<h1>Каток залили</h1><p>{TEXT}</p>".encode("koi8-r", "replace")
    assert read_file_bytes(page, "katok.HTML").title == "Каток залили"
