"""postcheck reads a council's draft post before it is published.

>>> from postcheck import check
>>> report = check("Call Mrs Trask on 07700 900123.")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postcheck.api import check as check
    from postcheck.config import Settings as Settings
    from postcheck.engine import Checker as Checker
    from postcheck.errors import PostcheckError as PostcheckError
    from postcheck.model.finding import Category as Category
    from postcheck.model.finding import Confidence as Confidence
    from postcheck.model.finding import Finding as Finding
    from postcheck.model.finding import Severity as Severity
    from postcheck.model.post import Account as Account
    from postcheck.model.post import Context as Context
    from postcheck.model.post import Post as Post
    from postcheck.model.report import Report as Report
    from postcheck.model.report import Verdict as Verdict

__version__ = "0.1.0"

_HOMES = {
    "check": "api",
    "Checker": "engine",
    "Settings": "config",
    "PostcheckError": "errors",
    "Account": "model.post",
    "Context": "model.post",
    "Post": "model.post",
    "Category": "model.finding",
    "Confidence": "model.finding",
    "Finding": "model.finding",
    "Severity": "model.finding",
    "Report": "model.report",
    "Verdict": "model.report",
}
__all__ = [
    "Account",
    "Category",
    "Checker",
    "Confidence",
    "Context",
    "Finding",
    "Post",
    "PostcheckError",
    "Report",
    "Settings",
    "Severity",
    "Verdict",
    "check",
]


def __getattr__(name: str) -> Any:
    """Public names on first use, so that `import postcheck` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'postcheck' has no attribute {name!r}")
    return getattr(import_module(f"postcheck.{_HOMES[name]}"), name)
