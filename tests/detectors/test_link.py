"""Addresses that are not what they seem, asks for secrets, and all that must pass."""

from __future__ import annotations

from functools import cache

import pytest
import spacy

from postcheck.config import Own, Settings
from postcheck.detectors import Resources
from postcheck.detectors.link import LinkDetector, build
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load


@cache
def _detector() -> LinkDetector:
    own = Own(domains=("northmere.gov.uk", "visitnorthmere.co.uk"), partners=("northmereleisure.org.uk",))
    return build(Resources((load("uk-council"),), Settings(own=own)))


def _read(text: str) -> Reading:
    view = plain(text)
    full = unfolded(view.text)
    return Reading(view, full, spacy.blank("en").make_doc(full.text))


def _found(text: str) -> set[str]:
    kinds = {item.label.removeprefix("link-risk.") for item in _detector().detect(_read(text))}
    return {kind for kind in kinds if not kind.startswith("signal.")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sign in at northmere.gov.uk.claim.example now", "lookalike-host"),
        ("Sign in at northmere-gov.uk/pay", "lookalike-host"),
        ("Sign in at https://northmere-gov-uk.info", "lookalike-host"),
        ("Your visitn0rthmere.co.uk pass", "lookalike-host"),
        ("Your visitnorthmer.co.uk pass", "lookalike-host"),
        ("New: northmere-refunds.com", "lookalike-host"),
        ("See hmrc-rebate.online", "lookalike-host"),
        ("See https://secure-nhs-uk.com/login", "lookalike-host"),
        ("hxxp://pay.g0v-uk.top", "lookalike-host"),
        ("Pay at https://xn--nrthmere-n4a.example", "disguised-letters"),
        ("Pay at nоrthmere.com/pay", "disguised-letters"),
        ("Pay at http://203.0.113.9/login", "numeric-host"),
        ("Pay at http://3405803776/login", "numeric-host"),
        ("Go to https://northmere.gov.uk@evil.example/", "login-in-address"),
        ("Go to javascript:alert(1)", "script-link"),
        ("Get TenantApp.apk from us", "program-download"),
        ("Get it: https://files.example/setup.exe?x=1", "program-download"),
        ("More at bit.ly/3abc", "short-link"),
        ("Run with us: northmererun.xyz", "odd-ending"),
    ],
)
def test_an_odd_address_is_found(text: str, kind: str) -> None:
    assert _found(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Pay at northmere.gov.uk/pay, or www.gov.uk/council-tax.",
        "Pay at https://my.northmere.gov.uk:443/pay?zone=4.",
        "See visitnorthmere.co.uk and swim.northmereleisure.org.uk!",
        "Appointments: 111.nhs.uk. Crime: northmere.police.uk",
        "FEMA: ready.gov, Ireland: gov.ie, Jersey: www.gov.je",
        "Bread from northmerebakery.co.uk",
        "The Times covered it: thetimes.co.uk/article/x",
        "Write to waste@northmere-council.example or media.team@northmere.gov.uk",
        "The meeting is at 7.30pm on 12.05.26.It ends at 9.The bar is open.",
        "Version 10.2.0.4 of the app, e.g. for i.e. users etc.",
        "Read our A.I. policy. U.K. only.",
        "Join the list: https://lists.northmere.gov.uk/cgi-bin/wa.exe?A=1",
        "Keep it short with bit.ly or tinyurl.com",
        "Open data: see the list. File: see the annex. Javascript: a course for beginners.",
        "Breaking: read this http://t… and http://t.co…",
        "Find the word.Then tell us",
        "Eglwys y Bala: tŷcrwn.cymru",
        "",
        ".",
        "https://",
    ],
)
def test_ordinary_addresses_and_dots_pass(text: str) -> None:
    assert _found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "To be paid, reply to this post with your sort code and account number.",
        "Enter your long card number at grants-northmere.example by Friday.",
        "DM us your National Insurance number and we will sort it.",
        "Text your name and bank details to 07700 900321.",
        "Log in with your council password at rota.example to see shifts.",
        "Send your card details to claims@northmere-help.example today.",
    ],
)
def test_an_unsafe_ask_for_secrets_is_found(text: str) -> None:
    assert any(
        item.label == "link-risk.asks-for-secrets" and "unsafe" in item.attributes
        for item in _detector().detect(_read(text))
    )


@pytest.mark.parametrize(
    "text",
    [
        "We will never ask you to text us your bank details.",
        "Had a text asking you to confirm your card number at pay-now.example? It is a scam.",
        "Please don't send us your sort code by message.",
        "A text is going round that asks you to reply with your bank details. It isn't us.",
        "Enter your bank details on the secure form at northmere.gov.uk/pay.",
        "Bring your bank card to the swap shop.",
        "Set a strong password: three random words.",
        "Beware of fake websites. Forward suspicious emails. Nobody should ask for your PIN number by text.",
        "Change the password on your router at home.",
    ],
)
def test_warnings_and_safe_forms_pass(text: str) -> None:
    assert not any("unsafe" in item.attributes for item in _detector().detect(_read(text)))


def test_pressure_needs_a_bait_and_a_strange_address() -> None:
    assert "pressure" in _found("Final notice: your permit has been suspended, act now: permits.example/go")
    assert _found("Final notice: your permit has been suspended, act now: northmere.gov.uk/permits") == set()
    assert _found("Last chance to book the panto: guildhall.example") == set()


def test_a_disguised_address_is_placed_in_what_the_user_wrote() -> None:
    text = "🎉 Pay at https://nоrthmere.com/pay now"
    reading = _read(text)
    [found] = [item for item in _detector().detect(reading) if item.category == "link-risk"]
    start, end = reading.to_original(found.start, found.end)
    assert text[start:end] == "https://nоrthmere.com/pay"


def test_a_login_in_an_address_is_masked() -> None:
    text = "Use https://anna:Heron42@files.example/x"
    [found] = [item for item in _detector().detect(_read(text)) if item.category == "link-risk"]
    assert [text[mask.start : mask.end] for mask in found.masks] == ["anna:Heron42"]
    assert "Heron42" not in " ".join(found.evidence)
