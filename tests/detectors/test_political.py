"""Party politics: stance beats name, every false friend passes, and context decides."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import spacy

from postcheck.config import Election, Person, Settings
from postcheck.detectors import Resources
from postcheck.detectors.political import PoliticalDetector, build
from postcheck.engine import Checker
from postcheck.model.finding import Severity
from postcheck.model.post import Account, Context, Post
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load

_BARE = ("political.party-named", "political.contested-topic")
_BLANK = spacy.blank("en")


def _read(text: str) -> Reading:
    first = plain(text)
    view = unfolded(first.text)
    return Reading(first, view, _BLANK.make_doc(view.text))


@pytest.fixture(scope="module")
def detector() -> PoliticalDetector:
    return build(Resources((load("uk-council"),), Settings()))


def _labels(detector: PoliticalDetector, text: str) -> set[str]:
    return {found.label for found in detector.detect(_read(text)) if found.label not in _BARE}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Keep the ferry: vote Labour on the 7th.", "political.appeal"),
        ("Vote for the Lib Dems.", "political.appeal"),
        ("Both votes SNP.", "political.appeal"),
        ("Put your cross by Reform on Thursday.", "political.appeal"),
        ("Please re-elect Moira Kett on 7 May.", "political.appeal"),
        ("Don't give your vote to the DUP.", "political.appeal"),
        ("Vote MK on Thursday, Cornwall's voice.", "political.appeal"),
        ("Pleidleisiwch Plaid Cymru ar 6 Mai.", "political.appeal"),
        ("#VoteLabour", "political.appeal"),
        ("V0T3 L@B0UR", "political.appeal"),
        ("v o t e  L a b o u r today", "political.appeal"),
        ("It would be an honour, and I'd be honoured to have your vote.", "political.appeal"),
        ("Time to vote them out.", "political.appeal"),
        ("More Tory cuts in our schools.", "political.attack"),
        ("Another broken promise from the Lib Dem-run county.", "political.attack"),
        ("Labour have gutted our youth clubs.", "political.attack"),
        ("Kick the Tories out.", "political.slogan"),
        ("The pool is open thanks to the Green group.", "political.credit"),
        ("Labour delivers for Wenlow.", "political.credit"),
        ("Sinn Féin is delivering for Lisnaclare.", "political.credit"),
        ("Canvassing for Labour in Hallow on Saturday.", "political.campaign"),
        ("Great response on the doorstep tonight.", "political.campaign"),
        ("Promoted by A. Roe on behalf of B. Tull, 4 Weir Lane.", "political.imprint"),
        ("Time to take back control!", "political.slogan"),
        ("Off to vote Labour 🌹🌹🌹", "political.rosettes"),
        ('Cllr Osei said: "This pool shows what we deliver."', "political.councillor-quote"),
    ],
)
def test_partisan(detector: PoliticalDetector, text: str, label: str) -> None:
    assert label in _labels(detector, text)


FALSE_FRIENDS = (
    "Street party? Apply to close your road by Friday.",
    "Your party at the leisure centre: birthday, garden, tea and hen parties welcome.",
    "A working party and a search party set out; third party insurance needed.",
    "Party wall notices explained.",
    "Labour market figures are out.",
    "The labour ward has a new entrance. In labour? Ring triage.",
    "It was hard labour, but the path is clear. Day labourers built it.",
    "The Labour Club car park is closed. So is the Labour Exchange.",
    "The Conservative Club hosts the tea dance.",
    "At a conservative estimate 400 came to the conservation area walk and the conservatory.",
    "Liberal arts course; apply the cream liberally, a liberal amount.",
    "Green bin day moves to Friday. Green waste only, on the green belt and green space.",
    "Green Flag for the park, green homes grant for you, diversion via Green Lane and Bethnal Green.",
    "The bus stops at Dunhill Green and on the Village Green.",
    "Welfare reform: talk at the library. SEND reform, waste reform, prison reform.",
    "Reform Street is closed. The reformed church is open.",
    "The Housing Alliance, the Health Alliance and the Tourism Alliance met.",
    "Homeland exhibition and Heritage Day at the museum.",
    "Aspire leisure trust opens its pool. Advance booking only. Restore nature on the moor.",
    "Unite students hall, Volt charging points, Change4Life classes.",
    "Independent living, the independent school, the independent visitor scheme, Independent Age.",
    "The Co-op store is collecting for the food bank.",
    "The workers' party is on Friday at the depot.",
    "Flu campaign, litter campaign, fostering campaign: join in.",
    "The annual electoral canvass begins. Canvass forms reach you this week.",
    "Doorstep recycling, doorstep crime and doorstep scams: what to know.",
    "Make a climate pledge. We signed the Armed Forces Covenant pledge. Foster pledge.",
    "Elective home education: what parents need to know.",
    "Facebook poll: which slide should we buy?",
    "The successful candidate will have a driving licence.",
    "Visiting hours on Ward 6 have changed.",
    "Car seat checks by the Severn. The swing is mended. A head count at the school ballot.",
    "A manifesto for nature, in the reading room.",
    "Kitchen cabinet and filing cabinet on the reuse page.",
    "Speaker and PA hire. Cracking the whip on fly-tipping.",
    "Brexit: new border guidance for hauliers.",
    "Union Street is closed.",
    "A SNP test looks at one letter of DNA. What one SNP can tell us.",
    "DUP-4471 is a duplicate form. MK buses run from Milton Keynes. Lab results, con and pro.",
    "Sunak Close and Tory Close are gritted. Mrs Brown, Mr May and Ms Green won.",
    "Vote for your favourite library book.",
    "Vote for the next Bench of the Year.",
    "Vote green, blue or yellow for the new benches.",
    "Tornaveen Trust: the Greens will be closed for top dressing. Bowlers use the Mains.",
    "Tulips are out 🌹💛💙",
    "Parents came in labour of love shirts.",
)


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends_pass(detector: PoliticalDetector, text: str) -> None:
    assert not _labels(detector, text)


NEUTRAL = (
    "Register to vote by midnight on 20 April.",
    "Polling stations are open 7am to 10pm on Thursday 7 May. Bring photo ID.",
    "Your poll card is on its way. Apply for a Voter Authority Certificate.",
    "Postal vote and proxy vote deadlines: see our page.",
    "The count begins at 10pm. Results: Labour 14, Conservative 9, Green 3.",
    "Labour held the ward with 1,204 votes; the Liberal Democrats came second.",
    "Notice of election published. Nominations close on 2 April.",
    "The statement of persons nominated lists all candidates and parties: Labour, Reform UK, Green Party.",
    "How to become a councillor: an evening for everybody.",
    "Turnout was 38 per cent. The Returning Officer thanks all staff.",
    "Local Democracy Week, the boundary review and poll clerk jobs.",
    "The Conservative group voted against; the Labour group voted for. Minutes are online.",
    "Councillor Hale, Cabinet Member for Waste, opened the site.",
)


@pytest.mark.parametrize("text", NEUTRAL)
def test_neutral_electoral_information_passes(detector: PoliticalDetector, text: str) -> None:
    assert not _labels(detector, text)


def test_evidence_names_each_feature_apart(detector: PoliticalDetector) -> None:
    found = next(
        item for item in detector.detect(_read("Vote Labour on Thursday.")) if item.label == "political.appeal"
    )
    assert found.evidence == (
        "names a party or candidate: “Labour”",
        "asks for a vote: “Vote”",
        "names the time: “on Thursday”",
    )


@pytest.mark.parametrize(
    ("account", "text", "severity"),
    [
        (Account.CORPORATE, "Vote Labour on Thursday.", Severity.ERROR),
        (Account.SERVICE, "Vote Labour on Thursday.", Severity.ERROR),
        (Account.PERSONAL_ROLE_LISTED, "Vote Labour on Thursday.", Severity.WARNING),
        (Account.PERSONAL, "As your housing officer I say vote Labour on Thursday.", Severity.WARNING),
        (Account.PERSONAL, "I shall vote Labour on Thursday.", None),
        (Account.COUNCILLOR, "As your councillor I ask you to vote Labour on Thursday.", Severity.WARNING),
        (Account.COUNCILLOR, "Vote Labour on Thursday.", Severity.NOTE),
        (Account.CORPORATE, "Staff must not post “Vote Labour” or the like.", None),
    ],
)
def test_the_account_decides(checker: Checker, account: Account, text: str, severity: Severity | None) -> None:
    report = next(checker.check([Post("1", text, context=Context(account=account))]))
    found = [item.severity for item in report.findings if item.rule == "political/vote-appeal"]
    assert found == ([severity] if severity else [])


@pytest.fixture(scope="module")
def in_period() -> Checker:
    settings = Settings(
        elections=(Election(poll=date(2026, 5, 7)),),
        people=(Person(name="Rhys Tamlyn", role="Councillor", standing=True),),
    )
    return Checker([load("uk-council")], settings)


@pytest.mark.parametrize(
    ("day", "text", "rule", "severity"),
    [
        (20, "Rhys Tamlyn opened the hide.", "political/candidate-named", Severity.WARNING),
        (20, "Candidates: Rhys Tamlyn. See the statement of persons nominated.", "political/candidate-named", None),
        (1, 'Cllr Osei said: "We deliver for families."', "political/councillor-quote", Severity.WARNING),
        (20, "Labour members judged the cake stall at the fair.", "political/party-in-period", Severity.NOTE),
        (20, "Comments on the clean air zone close today.", "political/disputed-topic", Severity.NOTE),
    ],
)
def test_the_period_raises(in_period: Checker, day: int, text: str, rule: str, severity: Severity | None) -> None:
    context = Context(publish_at=(datetime(2026, 4, day, 9),))
    report = next(in_period.check([Post("1", text, context=context)]))
    assert [item.severity for item in report.findings if item.rule == rule] == ([severity] if severity else [])


def test_outside_the_period_names_and_topics_pass(in_period: Checker) -> None:
    context = Context(publish_at=(datetime(2026, 9, 1, 9),))
    text = "Rhys Tamlyn opened the hide. Comments on the clean air zone close today."
    rules = {item.rule for item in next(in_period.check([Post("1", text, context=context)])).findings}
    assert not rules & {"political/candidate-named", "political/disputed-topic", "political/party-in-period"}
