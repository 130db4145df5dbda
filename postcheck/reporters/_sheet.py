"""A page of terminal text: labelled, wrapped and hung lines, colour that reads on light and dark alike.

The colours are fixed ones of the 256, each at least 3.9 to 1 against both black and white.
"""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from postcheck.model.finding import Severity
from postcheck.model.report import Verdict
from postcheck.reporters import Style
from postcheck.reporters._literal import glyphs, literal, no_command

QUIET = "color(244)"
STRONG = "bold"
_MEASURE = 100
_INDENT = 4
_LABEL = 10

_TONES = {Severity.ERROR: 160, Severity.WARNING: 130, Severity.NOTE: 25}
_VERDICT_TONES = {Verdict.DO_NOT_PUBLISH: 160, Verdict.REVIEW: 130, Verdict.OK: 28}


def tone(severity: Severity) -> str:
    """The colour of words about a severity."""
    return f"bold color({_TONES[severity] if severity is not Severity.NOTE else 32})"


def badge(severity: Severity) -> str:
    """White on the colour of a severity."""
    return f"bold color(231) on color({_TONES[severity]})"


def marked(severity: Severity) -> str:
    """The words of a draft that a finding points at."""
    return f"{tone(severity)} underline"


class Sheet:
    """Lines written one after the other; `text` gives them all."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.width = max(min(style.width, _MEASURE), 20)
        self._out = io.StringIO()
        self._console = Console(
            file=self._out,
            width=self.width,
            color_system="256" if style.colour else None,
            force_terminal=style.colour,
            no_color=not style.colour,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )

    def text(self) -> str:
        """Everything written, without blanks at the ends of lines."""
        return "".join(f"{no_command(line.rstrip())}\n" for line in self._out.getvalue().splitlines())

    def symbol(self, fine: str, plain: str) -> str:
        """`fine` where the terminal takes Unicode, else `plain`."""
        return fine if self.style.unicode else plain

    def say(self, words: str) -> str:
        """Words of ours or of a draft's, safe and on one line."""
        return literal(words, unicode=self.style.unicode)

    def glyphs(self, words: str) -> list[str]:
        """As `say`, a string for each character, newlines kept."""
        return glyphs(words, unicode=self.style.unicode)

    def gap(self) -> None:
        """An empty line."""
        self._out.write("\n")

    def verdict(self, verdict: Verdict, words: str, sentence: str) -> None:
        """The verdict's words as a block of colour, and one sentence."""
        block = Text(f" {words} " if self.style.colour else words)
        block.stylize(f"bold color(231) on color({_VERDICT_TONES[verdict]})")
        self.hang(block.append("  "), Text(sentence, STRONG))

    def heading(self, words: str, *, right: str = "") -> None:
        """A title with a line drawn to the edge, and a word after it."""
        title = Text(words, STRONG)
        title.truncate(max(self.width - cell_len(right) - 6, 8), overflow="ellipsis" if self.style.unicode else "crop")
        rest = self.width - title.cell_len - 1 - (cell_len(right) + 1 if right else 0)
        title.append(" ").append(self.symbol("─", "-") * max(rest, 2), QUIET)
        self._print(title.append(f" {right}" if right else "", STRONG))

    def line(self, *pieces: tuple[str, str] | str, indent: int = 0) -> None:
        """One line of pieces (words, or words with a style), wrapped under its own start."""
        self.hang(Text(" " * indent), Text.assemble(*pieces))

    def entry(self, label: str, *pieces: tuple[str, str] | str) -> None:
        """A label and what it says beside it; under it where the screen is narrow."""
        if self.width >= 50:
            self.hang(Text(" " * _INDENT + label.ljust(_LABEL), QUIET), Text.assemble(*pieces))
        else:
            self.line((label, QUIET), indent=_INDENT)
            self.line(*pieces, indent=_INDENT)

    def item(self, number: str, severity: Severity, *pieces: tuple[str, str] | str) -> None:
        """The numbered first line of a finding."""
        mark = Text()
        mark.append(f" {number} " if self.style.colour else number.rjust(2) + " ", badge(severity))
        self.hang(mark.append(" " * max(_INDENT - mark.cell_len, 1)), Text.assemble(*pieces))

    def bullet(self, *pieces: tuple[str, str] | str) -> None:
        """A line with a dash."""
        self.hang(Text(f"  {self.symbol('–', '-')} ", QUIET), Text.assemble(*pieces))

    def hang(self, first: Text, body: Text, *, under: Text | None = None) -> None:
        """`first`, then `body` wrapped beside it; later lines begin with `under`, or blanks as wide as `first`."""
        under = under if under is not None else Text(" " * min(first.cell_len, self.width // 2))
        room = max(self.width - max(first.cell_len, under.cell_len), 8)
        fits = body.cell_len <= room and "\n" not in body.plain
        for number, row in enumerate([body] if fits else body.wrap(self._console, room) or [Text()]):
            row.rstrip()
            self._print(Text().append_text(under if number else first).append_text(row))

    def _print(self, row: Text) -> None:
        """As `Console.print` would, at a tenth of its cost."""
        if self.style.colour:
            pieces = row.render(self._console, end="\n")
            self._out.writelines(
                style.render(words, color_system=ColorSystem.EIGHT_BIT) if style else words
                for words, style, _ in pieces
            )
        else:
            self._out.write(f"{row.plain}\n")
