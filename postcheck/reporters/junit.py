"""JUnit XML: a suite a draft, a test case a post, which fails where somebody has to act."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree as Xml

from postcheck.model.finding import Finding
from postcheck.model.post import Unchecked
from postcheck.model.report import PostReport, Report, Verdict
from postcheck.reporters import Style, _wording
from postcheck.reporters._literal import escape, literal
from postcheck.reporters._marks import numbered

NAME = "junit"

_NOT_XML = re.compile("[\ufffe\uffff]")


def render(report: Report, style: Style) -> str:
    """The XML that Jenkins, GitLab and GitHub's test reporters read."""
    del style
    root = Xml.Element("testsuites", name="postcheck")
    for path, posts in groupby(report.posts, key=lambda post: post.origin.path):
        suite = Xml.SubElement(root, "testsuite", name=_say(path or "text"))
        for post in posts:
            _case(suite, post)
    if fatal := [item for item in report.unchecked if item.fatal]:
        suite = Xml.SubElement(root, "testsuite", name="not checked")
        for item in fatal:
            _error(suite, item)
    for suite in root:
        _count(suite, [suite])
    _count(root, list(root))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _case(suite: Xml.Element, post: PostReport) -> None:
    name = post.id or _wording.origin(post.origin) or "text"
    case = Xml.SubElement(suite, "testcase", classname=_say(post.origin.path or "text"), name=_say(name))
    told = "\n".join(_told(number, finding) for number, finding in numbered(post))
    if post.verdict is not Verdict.OK:
        sentence = f"{_wording.VERDICTS[post.verdict]}: {_wording.sentence(post)}"
        Xml.SubElement(case, "failure", message=_say(sentence), type=str(post.verdict)).text = told
    elif told:
        Xml.SubElement(case, "system-out").text = told


def _told(number: int, finding: Finding) -> str:
    clauses = ", ".join(_wording.cited(clause) for clause in finding.clauses)
    head = f"{number}. {finding.severity}, {finding.rule}, {_wording.place(finding)}: {finding.message}"
    return f"{_say(head)} {_say(finding.advice)} [{_say(clauses)}]"


def _error(suite: Xml.Element, item: Unchecked) -> None:
    where = _say(_wording.origin(item.origin) or "text")
    case = Xml.SubElement(suite, "testcase", classname=where, name=where)
    Xml.SubElement(case, "error", message=_say(item.reason), type="not-checked")


def _count(element: Xml.Element, suites: list[Xml.Element]) -> None:
    """The totals that readers of the format expect."""
    for name, path in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        element.set(name, str(sum(len(suite.findall(path)) for suite in suites)))


def _say(words: str) -> str:
    return _NOT_XML.sub(lambda found: escape(found[0]), literal(words))
