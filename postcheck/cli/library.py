"""The rules and clauses of the packs in use, by id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.errors import UsageError

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.pack import Clause, Rule, RulePack


@dataclass(frozen=True)
class Library:
    """Packs in the order in which they were asked for; the first that has an id wins."""

    packs: tuple[RulePack, ...]

    @classmethod
    def load(cls, settings: Settings) -> Library:
        """The packs of `settings`; raises PackError."""
        from postcheck.packs.load import load

        beside = Path(settings.root) if settings.root else None
        return cls(tuple(load(name, beside=beside) for name in settings.packs))

    @property
    def rules(self) -> dict[str, Rule]:
        """Rule id to rule, in name order."""
        found = {rule.id: rule for pack in reversed(self.packs) for rule in pack.rules}
        return dict(sorted(found.items()))

    @property
    def clauses(self) -> dict[str, tuple[str, Clause]]:
        """Clause id to the pack that states it and the clause, in the packs' order."""
        found: dict[str, tuple[str, Clause]] = {}
        for pack in self.packs:
            for name, stated in pack.clauses.items():
                found.setdefault(name, stated)
        return found

    def citing(self, clause: str) -> list[Rule]:
        """The rules that rest on `clause`."""
        return [rule for rule in self.rules.values() if clause in rule.clauses]

    def find(self, name: str) -> tuple[Rule | None, Clause | None]:
        """The rule (by id or alias) or else the clause called `name`; raises UsageError with the nearest names."""
        rules = self.rules
        by_alias = {alias: rule for rule in rules.values() for alias in rule.aliases}
        rule = rules.get(name) or by_alias.get(name)
        clauses = {key.casefold(): clause for key, (_, clause) in self.clauses.items()}
        clause = None if rule else clauses.get(name.casefold())
        if rule or clause:
            return rule, clause
        raise UsageError(f"no rule or clause '{name}'", hint=self._nearest(name))

    def _nearest(self, name: str) -> str:
        from rapidfuzz import process

        names = [*self.rules, *self.clauses]
        close = [found for found, *_ in process.extract(name, names, limit=3, score_cutoff=60)]
        if close:
            return f"Did you mean {', '.join(close)}?"
        return "`postcheck rules list` shows every rule, `postcheck rules coverage` every clause."
