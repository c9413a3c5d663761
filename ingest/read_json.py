"""Reads JSON: records of one kind as a sheet, their keys as headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ingest.cells import Reading, ReadProblem, check_size
from ingest.encodings import decode, told
from ingest.paper import Merge, Paper
from ingest.shown import shown

_TODO = '写成对象的数组，如 [{"职责事项": "…", "牵头单位": "…"}]，再导入'
_DEEP = 8
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAMES = (
    "名称", "单位名称", "部门名称", "机构名称", "全称", "单位", "部门", "机构", "name", "deptName", "orgName", "unitName", "title",
)  # fmt: skip
_TITLES = frozenset({"标题", "清单名称", "title"})


def read(content: bytes, file: str) -> Reading:
    """The records of a JSON file, of one of these forms:

    - an array of objects: a sheet without a name; row 1 holds the keys, row n + 1 the n-th object, so that
      `C4` is what the third object says under the third key;
    - an array of arrays: the rows of a sheet as they are;
    - an object: each such array in it, or in objects within it (`data.list`), is a sheet of that name (without one,
      where it is the only one); each other value is a paragraph `key：value`, such as 编制单位 and 行政区划
      (that of 标题 without its key). Where another part of the object says what the keys of the records mean, the
      headings are those words: `[{"field": "deptName", "title": "实施主体"}]` or `{"deptName": "实施主体"}`;
    - one object a line (JSON Lines): as an array of them.

    A key in an object within is `outer.inner`, and the texts of an array are joined by 、. What an object is called (its
    名称 or `name`) stands under the key of the object itself. Where objects of an array say more of themselves than what they
    are called ({"名称": "甲局", "职责": "…"}), each takes a row, and the record goes on over these rows. Raises ReadProblem
    for anything else, for a key given twice in one object, and for too many rows or columns.
    """
    text, encoding = decode(content)
    whole = _parsed(text)
    tables, said_of_all = ({"": whole}, {}) if isinstance(whole, list) else _apart("", whole)
    titles = _titles(tables, said_of_all)
    if not tables or not all(map(_is_table, tables.values())):
        raise ReadProblem("JSON 里没有记录的数组", _TODO)
    paper = Paper(file, problems=told(file, encoding))
    for key, value in said_of_all.items():
        for name, said in _flat(key, value, titles):
            paper.paragraph(said if name in _TITLES else f"{name}：{said}")
    for key, table in tables.items():
        name = paper.name_next(key) if len(tables) > 1 else ""
        texts, merges = _texts(table, titles)
        paper.table(name, _titled(texts, titles), merges)
    return paper.reading("文件", _TODO)


def _parsed(text: str) -> Any:
    try:
        try:
            return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
        except json.JSONDecodeError as error:
            lines = [line for line in text.splitlines() if line.strip()]
            if error.msg != "Extra data" or len(lines) < 2:
                raise
            return [json.loads(line, object_pairs_hook=_object, parse_constant=_refuse) for line in lines]
    except json.JSONDecodeError as error:
        message = f"第 {error.lineno} 行第 {error.colno} 个字符附近不是 JSON（{error.msg}）"
        raise ReadProblem(message, "用导出它的程序重新导出再导入") from error
    except ReadProblem:
        raise
    except (RecursionError, ValueError) as error:
        raise ReadProblem("JSON 的嵌套太深，或数字太大", _TODO) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ReadProblem(f"同一条记录里“{key[:40]}”写了两次", "每个键只写一次")
        made[key] = value
    return made


def _refuse(word: str) -> Any:
    raise ReadProblem(f"JSON 里有 {word}，它不是数字", "改为数字或 null")


def _is_table(value: Any) -> bool:
    """Whether a value is rows: objects, or arrays, and at least one of them."""
    return (
        isinstance(value, list)
        and bool(value)
        and (all(isinstance(v, dict) for v in value) or all(isinstance(v, list) for v in value))
    )


def _apart(key: str, value: Any, depth: int = 0) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """The arrays of records in an object and in the objects within it, by dotted key, and all that is none."""
    if _is_table(value):
        return {key: value}, {}
    if not isinstance(value, dict) or depth == _DEEP:
        return {}, {key: value} if key else {}
    tables: dict[str, list[Any]] = {}
    rest: dict[str, Any] = {}
    for name, inner in value.items():
        found, other = _apart(f"{key}.{name}" if key else name, inner, depth + 1)
        tables |= found
        rest |= other if found or depth == 0 else {f"{key}.{name}" if key else name: inner}
    return tables, rest


def _titles(tables: dict[str, list[Any]], rest: dict[str, Any]) -> dict[str, str]:
    """What the keys of records mean, where the file says so; a table that only says this is taken out.

    It says so in records of which one value is a key and another one is words, or as an object of words by key.
    """
    keys = {k for name, t in tables.items() for r in t if isinstance(r, dict) for k in r}
    for name, table in list(tables.items()):
        others = {k for n, t in tables.items() if n != name for r in t if isinstance(r, dict) for k in r}
        records = [r for r in table if isinstance(r, dict)]
        shared = [
            c for c in (records[0] if records else {}) if all(isinstance(r.get(c), str) for r in records)
        ]
        column = next((c for c in shared if _explains([r[c] for r in records], others)), None)
        words = [c for c in shared if c != column and any(_CHINESE.search(r[c]) for r in records)]
        if column is not None and words:
            del tables[name]
            return {r[column]: r[words[0]] for r in records if r[words[0]].strip()}
    nested: dict[str, dict[str, str]] = {}
    for name, said in rest.items():
        outer, _, inner = name.rpartition(".")
        if outer and isinstance(said, str) and inner in keys and _CHINESE.search(said):
            nested.setdefault(outer, {})[inner] = said
    return next((said for said in nested.values() if _explains(list(said), keys)), {})


def _explains(names: list[Any], keys: set[str]) -> bool:
    """Whether names are mostly keys of records, and enough of them."""
    known = sum(n in keys for n in names)
    return known >= 3 and known * 10 >= len(names) * 7


def _titled(texts: dict[tuple[int, int], str], titles: dict[str, str]) -> dict[tuple[int, int], str]:
    """The texts of a table with the words for its keys as headings, each once."""
    heads = {at: titles[text] for at, text in texts.items() if at[0] == 1 and text in titles}
    used = list(heads.values())
    return texts | {at: text for at, text in heads.items() if used.count(text) == 1}


def _texts(table: list[Any], titles: dict[str, str]) -> tuple[dict[tuple[int, int], str], list[Merge]]:
    """The texts of a table by row and column, and what goes on over the rows of one record."""
    texts: dict[tuple[int, int], str] = {}
    columns: dict[str, int] = {}
    merges: list[Merge] = []
    row = 1
    for record in table:
        if isinstance(record, list):
            check_size(row, len(record), "")
            texts |= {(row, column): _said(v) for column, v in enumerate(record, 1)}
            row += 1
            continue
        parts = [(key, _rows(key, value, titles)) for key, value in record.items()]
        height = max((len(rows) for _, rows in parts), default=1)
        for _, rows in parts:
            for at, pairs in enumerate(rows, row + 1):
                for name, said in pairs:
                    column = columns.setdefault(name, len(columns) + 1)
                    check_size(at, column, "")
                    texts[(at, column)] = said
                    if len(rows) < 2 <= height:
                        merges.append((at, column, row + height, column))
        row += height
    return {(1, column): name for name, column in columns.items()} | texts, merges


def _rows(key: str, value: Any, titles: dict[str, str]) -> list[list[tuple[str, str]]]:
    """The texts that a value holds, each under its key, in one row; an array of objects that say more of themselves
    than what they are called in a row each."""
    objects = value if isinstance(value, list) and all(isinstance(v, dict) for v in value) else []
    if len(objects) > 1 and any(_says_more(v) for v in objects):
        return [list(_flat(key, part, titles)) for part in objects]
    return [list(_flat(key, value, titles))]


def _called(value: dict[str, Any]) -> str:
    """The key under which an object says what it is called; "" for none."""
    return next((k for k in _NAMES if isinstance(value.get(k), str) and value[k].strip()), "")


def _says_more(value: dict[str, Any]) -> bool:
    """Whether an object holds words beside what it is called: 职责, or a matter and who leads it."""
    return sum(isinstance(v, str) and _CHINESE.search(v) is not None for v in value.values()) > 1


def _flat(key: str, value: Any, titles: dict[str, str], depth: int = 0) -> Iterator[tuple[str, str]]:
    """The texts that a value holds, each under its key."""
    if isinstance(value, dict) and depth < _DEEP:
        called = _called(value)
        for inner, said in value.items():
            whole = inner == called and f"{key}.{inner}" not in titles
            yield from _flat(key if whole else f"{key}.{inner}", said, titles, depth + 1)
    elif isinstance(value, list) and any(isinstance(v, dict) for v in value):
        joined: dict[str, list[str]] = {}
        for part in value:
            for name, said in _flat(key, part, titles, depth + 1):
                joined.setdefault(name, []).append(said)
        yield from ((name, "、".join(filter(None, said))) for name, said in joined.items())
    else:
        yield key, _said(value)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(filter(None, map(_said, value)))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else shown(value)
