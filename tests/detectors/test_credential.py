"""Passwords, codes, tokens and internal links are found and masked; talk about passwords passes."""

from __future__ import annotations

from functools import cache

import pytest
import spacy

from postcheck.config import Own, Settings
from postcheck.detectors import Resources
from postcheck.detectors.credential import CredentialDetector, build
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load


@cache
def _detector() -> CredentialDetector:
    own = Own(domains=("northmere.gov.uk", "visitnorthmere.co.uk"), partners=("northmereleisure.org.uk",))
    return build(Resources((load("uk-council"),), Settings(own=own)))


def _read(text: str) -> Reading:
    view = plain(text)
    full = unfolded(view.text)
    return Reading(view, full, spacy.blank("en").make_doc(full.text))


def _found(text: str) -> list[tuple[str, str]]:
    """Kind and what is masked (or the span), in text order."""
    found = sorted(_detector().detect(_read(text)), key=lambda item: item.start)
    spans = [(item.masks[0].start, item.masks[0].end) if item.masks else (item.start, item.end) for item in found]
    return [
        (item.label.removeprefix("confidential."), text[slice(*span)]) for item, span in zip(found, spans, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        ("pw is Heron#42 if you need to post", "password", "Heron#42"),
        ("Username is your surname, password Winter2031! for all.", "password", "Winter2031!"),
        ("The password for the tills is Otter_88.", "password", "Otter_88"),
        ("Password: P@ssw0rd", "password", "P@ssw0rd"),
        ("The staff wifi password is “lighthouse”", "password", "lighthouse"),
        ("Library insta login for cover staff: nmlibs / Otter88!", "login-pair", "nmlibs / Otter88!"),
        ("The side gate code is 5182# this week", "access-code", "5182#"),
        ("Barrier code 4471 then hash", "access-code", "4471"),
        ("Key safe code for the flat: C1958", "access-code", "C1958"),
        ("Preview: northmere.gov.uk/d?access_token=9f8e7d6c5b4a3928", "token", "9f8e7d6c5b4a3928"),
        ("key AKIAIOSFODNN7EXAMPLE", "token", "AKIAIOSFODNN7EXAMPLE"),
        ("api key: 8d7f6a5b4c3d2e1f", "token", "8d7f6a5b4c3d2e1f"),
        ("See https://northmere.sharepoint.com/:x:/s/a", "internal-link", "https://northmere.sharepoint.com/:x:/s/a"),
        ("See https://trello.com/b/k3Fq/hubs", "internal-link", "https://trello.com/b/k3Fq/hubs"),
        ("Notes: https://northmere.slack.com/", "internal-link", "https://northmere.slack.com/"),
        ("See http://intranet/news", "internal-link", "http://intranet/news"),
        ("See https://intranet.northmere.gov.uk/news.", "internal-link", "https://intranet.northmere.gov.uk/news"),
        ("See http://10.1.4.20/rota", "internal-link", "http://10.1.4.20/rota"),
        ("On \\\\nmfile01\\parks$", "internal-link", "\\\\nmfile01\\parks$"),
        (
            "Edit: https://docs.google.com/spreadsheets/d/1A/edit",
            "shared-file",
            "https://docs.google.com/spreadsheets/d/1A/edit",
        ),
    ],
)
def test_a_secret_is_found_and_masked(text: str, kind: str, secret: str) -> None:
    assert _found(text) == [(kind, secret)]


@pytest.mark.parametrize(
    "text",
    [
        "Use three random words for a strong password.",
        "Passwords at the hunt: find the pass-words in our library trail.",
        "Forgotten your password? Reset it at northmere.gov.uk/reset",
        "The password is case sensitive and has at least 8 characters.",
        "Avoid passwords such as Password123!",
        "Log in at bit.ly/3xWt with your password",
        "Your login opens on 12/05 at 9am.",
        "Use promo code SUMMER25 at the pool.",
        "The Highway Code 2026 is out. Building code 2026.",
        "The gate opens at 0900 and the dress code is smart.",
        "Dialling code 01872, postcode PL25 4XX",
        "Entry codes of conduct apply",
        "Token of thanks: 12345678 steps walked",
        "northmere.gov.uk/search?code=waste",
        "Fill in our form: https://docs.google.com/forms/d/1A/viewform",
        "Key stage 2: 2026 results",
        "We tried https://slack.com/ and its https://slack.com/integrations, then trello.com",
        "A slip of the pen: http://http//northmere.gov.uk",
        "http://t ... and http://t…",
        "",
    ],
)
def test_talk_of_passwords_and_codes_passes(text: str) -> None:
    assert _found(text) == []


def test_a_code_for_a_public_meeting_is_marked_as_such() -> None:
    [found] = _detector().detect(_read("Join us on Zoom, meeting ID 812 4455, passcode: Otter88"))
    assert found.attributes == {"open-access"}


def test_evidence_never_holds_the_secret() -> None:
    for text in ("password: Otter_88", "api key: 8d7f6a5b4c3d2e1f", "login nmlibs / Otter88!"):
        for found in _detector().detect(_read(text)):
            assert not any(secret in " ".join(found.evidence) for secret in ("Otter", "8d7f"))
