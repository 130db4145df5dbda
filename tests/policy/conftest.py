import pytest

from postcheck.model.finding import Category, Confidence, Finding, Location, Severity
from postcheck.model.post import Post


def finding(start: int, excerpt: str, rule: str = "political/vote-appeal") -> Finding:
    return Finding(
        rule, Category.POLITICAL, Severity.ERROR, Confidence.HIGH, "m", "a", (),
        Location("body", start, start + len(excerpt), 1, start + 1, offset=start), excerpt,
    )  # fmt: skip


@pytest.fixture
def post() -> Post:
    return Post("a", "Vote Labour. Back the Greens.")


@pytest.fixture
def findings() -> list[Finding]:
    return [finding(0, "Vote Labour"), finding(13, "Back the Greens")]
