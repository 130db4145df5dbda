"""The pack loader: any bytes are a RulePack or a PackError; so are the detectors built from it, and settings."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzzing import Target
from postcheck import config
from postcheck.config import Settings
from postcheck.detectors import Resources, lexical, pattern
from postcheck.errors import ConfigError, PackError
from postcheck.packs.load import load

MANIFEST = b"""id: fuzz
title: A pack
version: 0.1.0
source: {title: A document, publisher: Somebody}
extends: []
clauses:
  - id: FUZ.A.1
    title: "One: two"
    paraphrase: >-
      Words of
      ours.
    locator: page 1
    law: [An Act]
    checkable: fully
lists:
  party: [Labour, &a Greens]
  other: [*a]
disable: []
override: {}
"""
TOPIC = b"""lists:
  insult: [muppet, "clown's"]
signals:
  - id: warning
    terms: [{any: ["beware of {insult}", "scam (alert|warning)"]}]
rules:
  - id: political/fuzz
    clauses: [FUZ.A.1]
    terms:
      - any: ["vote [for] {party}", "back the {party} candidate*"]
        near: [poll, election]
        far: "vote of thanks"
        entity: PERSON
        within: sentence
        score: 0.8
    pattern: '\\bfoo(?P<x>bar)?+\\s{1,3}'
    when: {account: [corporate, service], election: true, signals: warning}
    unless: [{attributes: [quoted]}]
    severity: error
    severity_when: [{when: {paid: true}, severity: note}]
    message: "Asks for {text} in {period}."
    advice: Do not.
    examples:
      violates: [{post: "Vote for [[Labour]] on poll day.", account: corporate}]
      passes: [{post: "Polls open at 7am."}]
"""
SPLIT = b"\n=== topic\n"
SETTINGS = b"""packs = ["uk-council"]
fail_on = "warning"
exclude = ["*.tmp"]
[own]
domains = ["exampleshire.gov.uk"]
phones = ["01632 960001"]
[[people]]
name = "Kerensa Trevail"
standing = true
[[elections]]
poll = 2026-05-07
kind = "local"
[[allow]]
paths = ["a/**"]
rules = ["*"]
reason = "because"
until = 2027-01-01
"""


@cache
def _folder() -> Path:
    held = TemporaryDirectory(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    atexit.register(held.cleanup)
    return Path(held.name)


def feed(data: bytes) -> None:
    """A manifest and a topic, parted by a line; a pack that loads can be built from."""
    manifest, _, topic = data.partition(SPLIT)
    folder = _folder()
    (folder / "pack.yaml").write_bytes(manifest)
    (folder / "topic.yaml").write_bytes(topic)
    try:
        resources = Resources((load(str(folder)),), Settings())
        lexical.build(resources)
        pattern.build(resources)
    except PackError as error:
        assert error.message
        assert str(folder) in error.message or "no rule pack" in error.message, error.message


def feed_settings(data: bytes) -> None:
    """A configuration file is Settings or a ConfigError."""
    path = _folder() / config.FILE_NAME
    path.write_bytes(data)
    try:
        assert config.load(path).root
    except ConfigError as error:
        assert str(path) in error.message


def targets() -> tuple[Target, ...]:
    """The loader of packs and that of settings."""
    words = (
        b"extends: [uk-council]", b"extends: fuzz", b"&a", b"*a", b"<<: *a", b"!!python/object:os.system", b"!!binary |", b"? ",
        b"|", b">-", b"{party}", b"{text}", b"(a|b)", b"*", b"[x]", b"(", b")", b"\\1", b"(?<=a+)", b"a{9999999}", b"rules:", b"terms:",
        b"lists:", b"override:", b"disable: [political/fuzz]", b"  ", b"- ", b"political/", b"2026-05-07", b"[[", b"]]", SPLIT,
    )  # fmt: skip
    whole = MANIFEST + SPLIT + TOPIC
    return (
        Target(
            "pack-loader", feed, (whole, MANIFEST + SPLIT, whole.replace(b"extends: []", b"library: shared")), words
        ),
        Target("settings", feed_settings, (SETTINGS,), words),
    )
