"""Writes every list of the corpus."""

from __future__ import annotations

from tests.data.lists.maker.cases import FOLDER, made

if __name__ == "__main__":
    for name, content in made().items():
        (FOLDER / name).write_bytes(content)
