"""Abuse with a target; counter-speech, identity words, animals and place names pass."""

from __future__ import annotations

import pytest
import spacy

from postcheck.config import Settings
from postcheck.detectors import Resources
from postcheck.detectors.offensive import OffensiveDetector, build
from postcheck.engine import Checker
from postcheck.model.finding import Severity
from postcheck.model.post import Account, Context, Post
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load

_BLANK = spacy.blank("en")


def _labels(detector: OffensiveDetector, text: str) -> set[str]:
    first = plain(text)
    view = unfolded(first.text)
    return {found.label for found in detector.detect(Reading(first, view, _BLANK.make_doc(view.text)))}


@pytest.fixture(scope="module")
def detector() -> OffensiveDetector:
    return build(Resources((load("uk-council"),), Settings()))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("@resident stop whining, you absolute muppet.", "offensive.abuse"),
        ("The woman at planning is thick as mince.", "offensive.abuse"),
        ("You absolute m0r0n.", "offensive.abuse"),
        ("To the idiot who parked across the ambulance bay: thanks.", "offensive.abuse"),
        ("Blame the clowns in Finance.", "offensive.abuse"),
        ("Whoever did this is scum.", "offensive.abuse"),
        ("Our new director is useless.", "offensive.abuse"),
        ("Gareth Pollow is a creep.", "offensive.abuse"),
        ("Alistair, shut yer pus!", "offensive.abuse"),
        ("Typical of travellers to leave the park like a tip.", "offensive.discrimination"),
        ("Go back to where you came from.", "offensive.discrimination"),
        ("Thieving gypsies again.", "offensive.discrimination"),
        ("Pikeys have been at the fence.", "offensive.slur"),
        ("P.i.k.e.y.s have been at the fence.", "offensive.slur"),
        ("Nice legs though.", "offensive.sexual"),
        ("She flirted with the panel.", "offensive.sexual"),
        ("The lift is bollocks again.", "offensive.swearing"),
        ("Our depot is a shambles and management couldn't care less.", "offensive.disrepute"),
    ],
)
def test_abuse(detector: OffensiveDetector, text: str, label: str) -> None:
    assert label in _labels(detector, text)


@pytest.mark.parametrize(
    "text",
    [
        "Clown workshop for under-8s at the library, Saturday 10am.",
        "The Muppets film at the library. A Muppet Christmas too.",
        "Thick fog expected: drive slowly. Wear a thick coat.",
        "Gypsy, Roma and Traveller History Month: talk at the library on 10 June.",
        "Free breast screening van at Wenlow car park this week.",
        "Women-only swimming on Tuesdays, men's shed on Fridays.",
        "Muslims, Jews and Christians share the hall for the interfaith supper.",
        "Full-time students do not pay council tax.",
        "Lesbian and gay history walk. Disabled people's panel meets at 2pm.",
        "Escaped cow on Mill Lane. Rat problem? Book pest control. A toad crossing patrol.",
        "Great tits and blue tits at the feeders. Fat balls for sale.",
        "Festival food: faggots and peas.",
        "The blocked dykes are being cleared; Offa's Dyke path is shut.",
        "A chink in the armour display. Maine coon cats at the show.",
        "Snowflake trail and dinosaur sleepover at the museum.",
        "Bring your own mug and a plank of wood.",
        "We were idiots: we printed the wrong date. Sorry.",
        "Don't be a fool, keep your distance from the weir.",
        "Finger prick tests at the pharmacy. The slag heap walk is muddy.",
        "We got this wrong. Collections were missed and we are sorry.",
        "Parasite of the week: ticks in long grass.",
        "Feeling useless or hopeless? Talk to somebody today.",
    ],
)
def test_near_misses(detector: OffensiveDetector, text: str) -> None:
    assert not _labels(detector, text)


@pytest.mark.parametrize(
    ("text", "account", "severity"),
    [
        ("You absolute halfwit, the tip shuts at four.", Account.CORPORATE, Severity.ERROR),
        ("You absolute halfwit, the tip shuts at four.", Account.PERSONAL, Severity.WARNING),
        ("Please do not call our drivers idiots or halfwits, you would not like it.", Account.CORPORATE, None),
        ("He called our driver “a complete halfwit”. Abuse will not be tolerated.", Account.CORPORATE, None),
        ("Racist graffiti with the word pikey was cleaned off within the hour.", Account.CORPORATE, None),
    ],
)
def test_counter_speech_passes(checker: Checker, text: str, account: Account, severity: Severity | None) -> None:
    report = next(checker.check([Post("1", text, context=Context(account=account))]))
    rules = ("offensive/abuse", "offensive/slur")
    assert [item.severity for item in report.findings if item.rule in rules] == ([severity] if severity else [])
