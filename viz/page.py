"""One picture as one file that opens anywhere: no network, no folder beside it, script and style named by hash."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from viz.legend import GAP, GROUP, SEVERITY, SEVERITY_SIGN, STATE, entry, legend, value_word
from viz.network import network_data, script_file
from viz.parts import Scene
from viz.words import Words

ROOT = Path(__file__).parent
STATIC = ROOT / "static"
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def safe_json(value: Any) -> Markup:
    """JSON that can stand inside a script element: no character in it can end the element or a line.

    >>> str(safe_json({"名": "</script>"}))
    '{"名":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text))  # noqa: S704 - made safe in this line


@pass_context
def translated(context: Context, zh: str | Words, en: str | None = None) -> Markup:
    """A caption in the page's language (`lang`); with `both`, the two side by side for the switch to choose."""
    words = zh if isinstance(zh, Words) else Words(zh, zh if en is None else en)
    lang = context.get("lang", "zh")
    if lang != "both":
        return escape(words.say(lang))
    if words.zh == words.en:
        return escape(words.zh)
    return Markup('<span class="zh">{}</span><span class="en" lang="en">{}</span>').format(words.zh, words.en)


def environment() -> Environment:
    """The templates, with everything escaped."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {
        "t": translated, "value": value_word, "severity": SEVERITY, "sign": SEVERITY_SIGN, "groups": GROUP, "states": STATE,
    }  # fmt: skip
    return made


ENVIRONMENT = environment()


def picture(scene: Scene) -> dict[str, Any]:
    """What the template `_scene.html` takes: the scene, its legend and the data for the script."""
    kinds = [n.kind for n in scene.nodes] + [k.kind for k in scene.links]
    shown = legend(kinds)
    data = {
        "scene": {k: v for k, v in scene.to_json().items() if k not in ("table", "sentences", "notes")},
        "network": network_data(scene),
        "legend": {e.kind: e.to_json() for e in (*shown, entry(GAP))},
    }
    return {"scene": scene, "legend": shown, "data": safe_json(data)}


def bundle(*names: str) -> str:
    """Our modules as one script: in order, without their import lines."""
    texts = [(STATIC / name).read_text(encoding="utf-8") for name in names]
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)


def _inline(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"//# sourceMappingURL=\S*", "", text)
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise ValueError("a script or style would end its own element")
    return text


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def standalone(scene: Scene, lang: str = "zh") -> str:
    """The scene as one page for a browser without network; it opens in `lang`, and both languages are in it."""
    style = _inline((STATIC / "zhize.css").read_text(encoding="utf-8"))
    scripts = [
        _inline(script_file().read_text(encoding="utf-8")),
        _inline(bundle("paint.js", "picture.js", "switch.js")),
    ]
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return ENVIRONMENT.get_template("standalone.html").render(
        lang="both", opened=lang, picture=picture(scene), policy=policy, style=Markup(style),  # noqa: S704 - our own files
        library=Markup(scripts[0]), script=Markup(scripts[1]),  # noqa: S704
    )  # fmt: skip


def write_picture(scene: Scene, path: Path, lang: str = "zh") -> Path:
    """Write the page to a file: wholly, or not at all."""
    text = standalone(scene, lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".html")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path
