"""Damaging claims: joined to a target, over sentences too; victims, warnings and the council pass."""

from __future__ import annotations

import pytest
import spacy

from postcheck.config import Person, Settings
from postcheck.detectors import Resources
from postcheck.detectors.claim import ClaimDetector, build
from postcheck.engine import Checker
from postcheck.model.finding import Severity
from postcheck.model.post import Context, Post
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load

_BLANK = spacy.blank("en")
_FLOOR = 0.7


def _read(text: str) -> Reading:
    first = plain(text)
    view = unfolded(first.text)
    return Reading(first, view, _BLANK.make_doc(view.text))


@pytest.fixture(scope="module")
def detector() -> ClaimDetector:
    people = (Person(name="Oyelaran", role="Head of Planning"),)
    return build(Resources((load("uk-council"),), Settings(people=people)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Landlord Denzil Carne has been conning tenants for years.", "Landlord Denzil Carne has been conning"),
        ("Brightway Windows rip off pensioners.", "Brightway Windows rip off"),
        ("Kerra Vaughn is a drug dealer.", "Kerra Vaughn is a drug dealer"),
        ("Cllr Hale takes backhanders from developers.", "Cllr Hale takes backhanders"),
        ("The head of Wenlow Primary lied to parents.", "The head of Wenlow Primary lied to"),
        ("The Mill Lane vet kills pets.", "vet kills pets"),
        ("RT: “Kestrel House manager steals from residents”", "Kestrel House manager steals from"),
        ("Avoid the crooked builder on Mill Lane.", "crooked builder"),
        ("Conman Gareth Pollow is back.", "Conman"),
        ("Our former planning officer retires today. He took bribes.", "He took bribes"),
        ("Denzil Carne is back in town. What a week. He has been fiddling the meters.", "He has been fiddling"),
        ("Oyelaran is on the take.", "Oyelaran is on the take"),
        ("Redgate Parking, who sell stolen bikes.", "Redgate Parking, who sell stolen"),
        ("Cllr Fitch f1ddles his mileage. Cllr Fitch is on the fiddle.", "Cllr Fitch is on the fiddle"),
    ],
)
def test_accusations(detector: ClaimDetector, text: str, words: str) -> None:
    reading = _read(text)
    found = [item for item in detector.detect(reading) if item.score >= _FLOOR]
    assert any(words.lower() in reading.text[item.start : item.end].lower() for item in found) or any(
        reading.text[item.start : item.end].lower() in words.lower() for item in found
    )


@pytest.mark.parametrize(
    "text",
    [
        "Scammers steal card details: ask for ID and get three quotes.",
        "Watch out for rogue traders who con older people.",
        "Mrs Carne was conned out of £400 on her doorstep.",
        "Mr Singh was robbed on Mill Lane; police appeal for witnesses.",
        "The council has been conning nobody.",
        "The council is a waste of money and lied to us all.",
        "Officer Priya Shah explains how fraudsters steal passwords.",
        "Denzil Carne has not been stealing anything, and we were wrong to say so.",
        "Pupils of Wenlow Primary stole the show.",
        "Ask Tamsin Rudge in Payroll about your payslip.",
        "Ask Priya Shah why she became a foster carer.",
        "Tom Rendle retires after 30 years in our HR team.",
        "In our opinion the new benches are ugly.",
        "Blue Badge scams are about.",
        "The murder mystery at the library: who robbed the bank?",
        "If somebody is fiddling benefits, tell us in confidence.",
    ],
)
def test_near_misses(detector: ClaimDetector, text: str) -> None:
    assert not [item for item in detector.detect(_read(text)) if item.score >= _FLOOR]


def test_a_hedge_raises(detector: ClaimDetector) -> None:
    said, hedged = (
        next(iter(detector.detect(_read(text))))
        for text in ("Cllr Hale takes bribes.", "Cllr Hale allegedly takes bribes.")
    )
    assert hedged.score > said.score
    assert "hedged" in hedged.attributes
    assert any("hedge does not help" in reason for reason in hedged.evidence)


@pytest.mark.parametrize(
    ("text", "evidence", "severity"),
    [
        ("Denzil Carne is a convicted fraudster.", (), Severity.ERROR),
        ("Denzil Carne is a convicted fraudster.", ("tamarside.gov.uk/c/77",), Severity.WARNING),
        ("Denzil Carne is a fraudster: he pleaded guilty at Tamarside Magistrates' Court on 3 May.", (), None),
        ("Everyone knows Denzil Carne is a fraudster, whatever the Crown Court says.", (), Severity.ERROR),
        ("A post said that Denzil Carne is a fraudster. That is untrue. The claim was false.", (), None),
    ],
)
def test_sources_clear_and_hedges_do_not(
    checker: Checker, text: str, evidence: tuple[str, ...], severity: Severity | None
) -> None:
    report = next(checker.check([Post("1", text, context=Context(evidence=evidence))]))
    found = [item.severity for item in report.findings if item.rule == "claim-about-person/accusation"]
    assert found == ([severity] if severity else [])
