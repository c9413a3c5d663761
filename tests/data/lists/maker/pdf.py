"""Writes a PDF with a ruled table by hand; its Chinese font is one that every reader brings along."""

from __future__ import annotations

from collections.abc import Sequence

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R\n"
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0\n"
    b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
_SIZE, _HIGH, _LEFT, _TOP = 9, 18, 40, 560


def pdf(above: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], first: int = 0) -> bytes:
    """Pages of 842 x 595 points: lines of text, then a table with ruled cells of these widths.

    With `first` so many rows are on the first page, and the rest on a second one under the header again.
    """
    pages = [(above, rows[: first or None])]
    if first:
        pages.append(((), [rows[0], *rows[first:]]))
    return _book([_page(texts, part, widths) for texts, part in pages])


def text_pdf(pages: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    """Pages of lines of text with no table, each line as (where it begins, text)."""
    made = [[_text(x, _TOP - n * _HIGH, text) for n, (x, text) in enumerate(page)] for page in pages]
    return _book(["\n".join(page).encode("ascii") for page in made])


def _book(pages: Sequence[bytes]) -> bytes:
    """A file of pages, given what each draws."""
    fonts, start = len(_FONT), 3 + len(_FONT)
    kids = b" ".join(b"%d 0 R" % (start + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        *_FONT,
    ]
    for n, content in enumerate(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents %d 0 R\n" % (start + 2 * n + 1)
            + b"/Resources << /Font << /F1 3 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    assert len(objects) == 2 + fonts + 2 * len(pages)
    return _file(objects)


def _page(above: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    drawn: list[str] = []
    y = _TOP
    for text in above:
        drawn.append(_text(_LEFT, y, text))
        y -= _HIGH
    edges = [_LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    for n in range(len(rows) + 1):
        drawn.append(f"{edges[0]} {y - n * _HIGH} m {edges[-1]} {y - n * _HIGH} l S")
    for edge in edges:
        drawn.append(f"{edge} {y} m {edge} {y - len(rows) * _HIGH} l S")
    for n, row in enumerate(rows):
        for edge, text in zip(edges, row, strict=False):
            drawn.append(_text(edge + 3, y - n * _HIGH - 13, text))
    return "\n".join(d for d in drawn if d).encode("ascii")


def _text(x: int, y: int, text: str) -> str:
    if not text:
        return ""
    return f"BT /F1 {_SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
