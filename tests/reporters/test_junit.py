"""A post that needs somebody fails as a test does."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from lxml import etree

from postcheck.reporters import get


def test_posts_are_cases_and_totals_add_up(golden_report, style):
    root = Xml.fromstring(get("junit").render(golden_report, style))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "3", "1")
    assert [suite.tag for suite in root] == ["testsuite"] * len(root)
    assert {case.tag for suite in root for case in suite} == {"testcase"}
    assert {child.tag for case in root.iter("testcase") for child in case} == {"failure", "system-out", "error"}
    assert "COR.BEH.4" in root.find(".//failure").text


def test_no_character_that_xml_refuses(golden_report, style):
    post = replace(golden_report.posts[2], id="\x00 \ud800 \ufffe \x0b ]]>")
    root = Xml.fromstring(get("junit").render(replace(golden_report, posts=(post,)), style))
    assert root.find(".//testcase").get("name") == r"\x00 \ud800 \ufffe ]]>"


@pytest.mark.parametrize("which", ["golden_report", "clean_report", "empty_report"])
def test_it_keeps_to_the_schema(which, request, style):
    schema = etree.XMLSchema(file=Path(__file__).parents[1] / "contracts/junit.xsd")
    text = get("junit").render(request.getfixturevalue(which), style)
    assert schema.validate(etree.fromstring(text.encode())), schema.error_log
