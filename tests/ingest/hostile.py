"""Files made to harm, and a process of its own to read them in, with its time and memory told."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import limits

ROOT = Path(__file__).parents[2]
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.MAIN.main+xml"/>
<Override PartName="/SHEET" ContentType="{_SHEETS}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEETS}.sharedStrings+xml"/>
</Types>"""
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN = "openxmlformats-officedocument.spreadsheetml.sheet"
MACRO = "ms-excel.sheet.macroEnabled"

_READ = """
import json, resource, sys, time
from pathlib import Path
from ingest.load import understand
start = time.monotonic()
found = understand([Path(p) for p in sys.argv[1:]])
seconds = time.monotonic() - start
both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)  # this process and the largest that it started
print(json.dumps({
    "ok": found.ok, "seconds": seconds, "mb": sum(resource.getrusage(w).ru_maxrss for w in both) / 1024,
    "problems": [[p.code, p.severity, p.message, p.todo] for p in found.problems],
    "rows": {f.file: f.rows for f in found.files},
}))
"""
# A process that starts another hands its own peak on to it: a small one between keeps the peak of the tests out.
_BETWEEN = """
import subprocess, sys
sys.exit(subprocess.run([sys.executable, "-c", *sys.argv[1:]]).returncode)
"""


@dataclass(frozen=True)
class Outcome:
    """How the reading of a file in its own process ended."""

    ok: bool
    seconds: float
    mb: float
    problems: list[tuple[str, str, str, str]]
    rows: dict[str, int]

    @property
    def refused(self) -> list[str]:
        """What the errors say."""
        return [message for _, severity, message, _ in self.problems if severity == "error"]


def outcome(*paths: Path, seconds: float = 2 * limits.SECONDS) -> Outcome:
    """Understand files in a new process; one that does not end in time raises TimeoutExpired."""
    done = subprocess.run(
        [sys.executable, "-c", _BETWEEN, _READ, *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.strip().rpartition("\n")[2])
    return Outcome(**told | {"problems": [tuple(p) for p in told["problems"]]})


def package(parts: dict[str, bytes | Iterator[bytes]], main: str = PLAIN, sheet: str = "") -> bytes:
    """A workbook of one sheet 职责边界清单 from its parts; one may be given in pieces, `sheet` is its part."""
    sheet = sheet or "xl/worksheets/sheet1.xml"
    book = '<sheets><sheet name="职责边界清单" sheetId="1" r:id="rId1"/></sheets>'
    whole: dict[str, bytes | Iterator[bytes]] = {
        "[Content_Types].xml": _TYPES.replace("MAIN", main).replace("SHEET", sheet).encode(),
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{SPACE}" xmlns:r="{_OFFICE}">{book}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="/{sheet}"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{SPACE}"/>'.encode(),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in (whole | parts).items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with new.open(info, "w", force_zip64=False) as entry:
                for piece in [part] if isinstance(part, bytes) else part:
                    entry.write(piece)
    return out.getvalue()


def row(number: int, *texts: str) -> str:
    """One row of a sheet's XML with its texts in it."""
    cells = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for n, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def sheet(rows: str, before: str = "") -> bytes:
    """A sheet's XML."""
    return f'{before}<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def lying(content: bytes, name: str, size: int) -> bytes:
    """A zip whose directory, and whose entry, claim another unpacked size for a part."""
    hurt = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        at = old.getinfo(name).header_offset
    struct.pack_into("<I", hurt, at + 22, size)
    place = hurt.rfind(b"PK\x01\x02", 0, hurt.rfind(name.encode()))
    struct.pack_into("<I", hurt, place + 24, size)
    return bytes(hurt)


def encrypted(content: bytes) -> bytes:
    """A zip all of whose entries claim a password."""
    hurt = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = hurt.find(mark)
        while place >= 0:
            hurt[place + offset] |= 1
            place = hurt.find(mark, place + 4)
    return bytes(hurt)


def pdf(
    content: bytes, *more: bytes, kids: bytes = b"[3 0 R]", trailer: bytes = b"", packed: bool = False
) -> bytes:
    """A one-page PDF with this content, and further objects from number 5."""
    length = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids %s /Count 1 >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (length, len(content), content),
        *more,
    ]
    out = bytearray(b"%PDF-1.4\n")
    for number, thing in enumerate(objects, 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R %s>>\n%%%%EOF\n" % (len(objects) + 1, trailer))


def packed_zeros(size: int) -> bytes:
    """So many blanks, deflated."""
    squeeze = zlib.compressobj(9)
    made = b"".join(squeeze.compress(b" " * 2**20) for _ in range(size // 2**20))
    return made + squeeze.flush()
