"""Writes 14-部门职责一本通.docx: every matter of the lists, in 20 domains, with an index.

The handbook repeats the bodies of a matter only where the matter holds no planted fault and no decoy:
a fault mended in its own list must not live on in the handbook.
"""

import pathlib

import yaml
from build_boundary import SOURCE, load_matters, numeral
from build_township import add_table, load_all, new_document

FILE = "14-部门职责一本通.docx"
HERE = pathlib.Path(__file__).parent
INDEX = ["序号", "领域", "事项数", "起始页"]
# Header text and key of each column of an entry.
COLUMNS = {
    "序号": "number", "事项名称": "title", "来源清单": "list", "来源地区": "place", "原清单名称": "original",
    "牵头单位": "lead", "配合单位": "assist", "承接层级": "cascade", "页码": "page",
}  # fmt: skip
SEE_SOURCE = "见来源清单"
CITY = "市本级"
TOWN_LISTS = {"basic": "基本履职事项清单", "assist": "配合履职事项清单", "reclaimed": "上级部门收回清单"}
FIRST_PAGE = 5
LONG = 5  # bodies; a matter with more of them fills two pages


def entries(left_out: list[str]) -> list[dict]:
    """Every entry as its sources have it: domain, title, list, place, lead, assist, cascade."""
    found = [_city(matter, "职责边界清单") for matter in load_matters()]
    safety = yaml.safe_load((SOURCE / "safety.yaml").read_text(encoding="utf-8"))
    found += [_city(matter, "安全生产职责清单") for matter in safety]
    for county in load_all().values():
        for key, name in TOWN_LISTS.items():
            found += [_town(matter, key, name, county["place"]) for matter in county[key]]
    unknown = set(left_out) - {entry["title"] for entry in found}
    if unknown:
        raise ValueError(f"来源中没有：{'、'.join(sorted(unknown))}")
    return [entry for entry in found if entry["title"] not in left_out]


def _city(matter: dict, name: str) -> dict:
    bodies = "、".join(a["who"] for a in matter.get("assist") or [])
    return {
        "domain": matter["domain"], "title": matter["title"], "list": name, "place": CITY,
        "lead": matter.get("lead") or "", "assist": bodies, "cascade": matter.get("cascade") or "",
    }  # fmt: skip


def _town(matter: dict, key: str, name: str, place: str) -> dict:
    lead, assist = (matter["who"], "") if key == "basic" else (matter["lead"], matter.get("who", ""))
    return {
        "domain": matter["domain"], "title": matter["title"], "list": name, "place": place,
        "lead": lead, "assist": assist, "cascade": "",
    }  # fmt: skip


def touched() -> set[str]:
    """Titles that the fault files speak of, but for what the handbook itself says differently (O06)."""
    titles = set()
    for path in sorted(HERE.glob("faults-*.yaml")):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        notes = [n for part in ("faults", "decoys", "plant") for n in written[part]]
        for note in (n for n in notes if n["code"] != "O06"):
            titles.add(note["thing"])
            for change in note.get("mend", []):
                titles |= {change["row"].get(column, "") for column in ("职责事项", "事项名称")}
    return titles


def compose() -> list[tuple[str, list[dict]]]:
    """The domains in their order, each with its entries as printed: number, source name and page given."""
    own = yaml.safe_load((SOURCE / "handbook.yaml").read_text(encoding="utf-8"))
    differs = {said["source"]: said for said in own["differs"]}
    blank, found, number, page = touched(), entries(own["left_out"]), 0, FIRST_PAGE
    unknown = differs.keys() - {e["title"] for e in found}
    if unknown:
        raise ValueError(f"来源中没有：{'、'.join(sorted(unknown))}")
    domains = []
    for domain in own["domains"]:
        page += 1 - page % 2  # a domain begins on a right-hand page
        printed = []
        for entry in (e for e in found if e["domain"] == domain):
            said, source = differs.get(entry["title"], {}), entry["title"]
            number += 1
            made = entry | {"number": number, "page": page, "title": said.get("title", source)}
            made["original"] = source if "title" in said else ""
            page += 2 if entry["assist"].count("、") >= LONG else 1
            if source in blank:
                made |= {"lead": SEE_SOURCE, "assist": SEE_SOURCE, "cascade": ""}
            printed.append(made | {k: said[k] for k in ("lead", "assist") if k in said})
        domains.append((domain, printed))
    if len(found) != number:
        raise ValueError(f"有 {len(found) - number} 项的领域不在一本通的次序里")
    return domains


def build(out_dir: pathlib.Path) -> None:
    own = yaml.safe_load((SOURCE / "handbook.yaml").read_text(encoding="utf-8"))
    made = new_document(own["title"], own["issued"], own["preface"])
    domains = compose()
    index = [
        [str(at), domain, str(len(printed)), str(printed[0]["page"])]
        for at, (domain, printed) in enumerate(domains, 1)
    ]
    add_table(made, "目录索引", [INDEX, *index])
    for at, (domain, printed) in enumerate(domains, 1):
        lines = [[str(entry[key]) for key in COLUMNS.values()] for entry in printed]
        add_table(made, f"{'二十' if at == 20 else numeral(at)}、{domain}", [list(COLUMNS), *lines])
    made.add_paragraph("注：本书为示例数据，临澜市及所属区县、机构和文号均为虚构。")
    made.save(out_dir / FILE)
