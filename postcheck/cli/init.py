"""`postcheck init`: a commented configuration and a council's own rule pack to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postcheck.cli.manual import single
from postcheck.errors import UsageError

_CONFIG = """# postcheck: what your council says once. Every key is optional; a line that begins with # is only shown.
packs = ["council-pack"]          # folders beside this file, or the shipped uk-council, cornwall-2016, cumbria-2022
fail_on = "warning"               # exit with 1 from here on: error, warning or note
min_confidence = "low"            # leave out findings less certain than this: low, medium or high
# exclude = ["archive/"]          # paths left out of folders, written as in .gitignore

[defaults]                        # holds where a draft says nothing itself
account = "corporate"             # corporate, service, personal, personal-role-listed or councillor
nation = "england"                # england, wales, scotland or northern-ireland
# area = "Tamarside"
# platform = "facebook"

[own]                             # your own contacts and places, which are no findings
# name = "Tamarside Council"
# domains = ["tamarside.gov.uk"]
# phones = ["0300 1234 100"]
# mailboxes = ["hello@tamarside.gov.uk"]
# venues = ["Porthmellow Library, 2 Fore Street, TR99 1AA"]
# handles = ["@TamarsideCouncil"]
# partners = ["Tamarside Foodbank", "tamarsidefoodbank.example"]
# mailbox_for_contact = "hello@tamarside.gov.uk"

# [[people]]                      # councillors and officers who may be named in their role
# name = "Morwenna Hale"
# role = "Cabinet Member for Waste"
# party = "Independent"
# ward = "Porthmellow"
# standing = false                # true while they stand in the election in force

# [[elections]]                   # the pre-election period is worked out from the poll
# poll = 2027-05-06
# kind = "local"
# area = "Tamarside"
# start = 2027-03-25              # your own notice date, where you gave one

# [[allow]]                       # findings set aside for some files, with the reason
# paths = ["heritage/*.md"]
# rules = ["personal-data/named-person"]
# reason = "Historical figures, died before 1950"
# until = 2027-12-31
"""

_PACK = """# Your council's own rule pack. It builds on uk-council; add your policy's clauses and rules here.
# `postcheck rules test council-pack` runs the examples, `postcheck rules coverage` shows every clause.
id: council-pack
title: Our council's social media policy
version: 0.1.0
extends: uk-council

# clauses:                        # a numbered statement of your policy, in your own words
#   - id: OUR.1
#     title: No nicknames for places
#     paraphrase: Posts use the official names of places.
#     locator: Social media policy 2026, section 4, paragraph 2
#     checkable: partly
#     human: Whether a name is a nickname at all.

# disable: [accessibility/long-sentence]

# override:
#   offensive/swearing:
#     severity: error
"""

_RULES = """# Rules of your own. Take the # away, change the words, and run `postcheck rules test council-pack`.
# rules:
#   - id: record/place-nickname
#     clauses: OUR.1
#     terms:
#       - any: [sleepy hollow, the old smoke]
#     severity: warning
#     message: Calls a place {text}.
#     advice: Use the place's official name.
#     examples:
#       violates: [{post: "Join us in [[Sleepy Hollow]] on Saturday."}]
#       passes: [{post: "Join us in Porthmellow on Saturday."}]
"""


def init(
    folder: Annotated[Path, typer.Argument(help="Where to write.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are already there.")] = False,
) -> None:
    """Write a commented .postcheck.toml and a rule pack of your own to start from."""
    files = {
        folder / ".postcheck.toml": _CONFIG,
        folder / "council-pack" / "pack.yaml": _PACK,
        folder / "council-pack" / "rules.yaml": _RULES,
    }
    there = [path for path in files if path.exists()]
    if there and not force:
        raise UsageError(f"{there[0]} is already there", hint="Give another folder, or --force to replace it.")
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror})") from error
        typer.echo(f"wrote {path}")
    typer.echo(
        "Next: put your council's domains, phones and councillors into .postcheck.toml, then `postcheck doctor`."
    )


app = single(init)
