"""Where the files that ship beside the code lie: rule packs and trained models.

A wheel carries them under `postcheck/_bundled/`; a checkout has them at its top.
"""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

_opened = ExitStack()
atexit.register(_opened.close)


@cache
def bundled(kind: str) -> Path:
    """The folder of `kind` ("rules" or "models"), unpacked first where the package is a zip."""
    inside = files("postcheck") / "_bundled" / kind
    if inside.is_dir():
        return _opened.enter_context(as_file(inside))
    return Path(__file__).resolve().parent.parent / kind
