"""The HTML report asks for nothing from outside, runs nothing of a draft's, and works in a browser."""

import re
import shutil
import subprocess
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from postcheck.reporters import get

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
VOID = {"meta", "br", "input", "rect"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def page(golden_report, style) -> str:
    return get("html").render(golden_report, style)


def test_only_its_own_style_and_script_may_run(page):
    policy = re.search(r'Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        [inside] = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert b64encode(sha256(inside.encode()).digest()).decode() in policy


def test_a_draft_brings_no_markup_and_nothing_is_fetched(page):
    found = Page(page)
    assert not found.open
    assert found.tags["script"] == found.tags["style"] == 1
    assert not {"iframe", "link", "img", "object"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("src", "style", "action")]
    assert all(value.startswith("#") for name, value in found.attributes if name == "href")
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)


@pytest.mark.parametrize("which", ["golden_report", "single_report", "clean_report", "empty_report"])
def test_every_link_has_its_place(which, request, style):
    found = Page(get("html").render(request.getfixturevalue(which), style))
    ids = Counter(value for name, value in found.attributes if name == "id")
    assert max(ids.values()) == 1
    wanted = {value[1:] for name, value in found.attributes if name == "href"}
    wanted |= {word for name, value in found.attributes if name in ("for", "aria-labelledby") for word in value.split()}
    assert wanted <= set(ids)


def dom(page: str, folder) -> str:
    path = folder / "report.html"
    path.write_text(page, encoding="utf-8")
    call = [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", path.as_uri()]
    return subprocess.run(call, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
def test_a_browser_filters_the_findings_and_refuses_other_scripts(page, tmp_path):
    foreign = "<script>document.title = 'taken over'</script></body>"
    shown = dom(page.replace("</body>", foreign), tmp_path)
    assert "Showing all 8 findings." in shown
    assert "<title>postcheck: 2 of 6 posts" in shown
    ours = (
        "<script>const f = document.getElementById('filter'); f.elements.category.value = 'political';"
        "f.dispatchEvent(new Event('input'));</script></body>"
    )
    unguarded = re.sub('<meta http-equiv="Content-Security-Policy".*?>', "", page)
    shown = dom(unguarded.replace("</body>", ours), tmp_path)
    assert "Showing 1 of 8 findings" in shown
    assert len(re.findall(r'<tr role="row" data-post="\d+"[^>]*hidden=""', shown)) == 7
    assert len(re.findall(r'<article class="post"[^>]*hidden=""', shown)) == 3
