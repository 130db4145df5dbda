import pytest

from postcheck.nlp.lexicon import Lexicon, TemplateError, compile_template

LISTS = {"party": ("=Labour", "Lib Dem*", "Reform UK")}


def found(template: str, text: str) -> list[str]:
    lexicon = Lexicon([compile_template(template, LISTS)])
    words = frozenset(word.strip(".,!?'\"-").lower() for word in text.replace("-", " ").split())
    return [text[match.start : match.end] for match in lexicon.scan(text, words)]


@pytest.mark.parametrize(
    ("template", "text", "expected"),
    [
        ("vote for", "Vote  for\nme", ["Vote  for"]),
        ("vote for", "devote for", []),
        ("campaign*", "campaigning hard", ["campaigning"]),
        ("(back|elect) {party}", "Back Labour and elect lib dems", ["Back Labour", "elect lib dems"]),
        ("vote {party}", "vote labour", []),
        ("vote [for] {party}", "vote for Reform UK", ["vote for Reform UK"]),
        ("sack ... council", "sack the whole rotten council", ["sack the whole rotten council"]),
        ("sack ... council", "sack a b c d e f g council", []),
        ("e-mail", "an e-mail came", ["e-mail"]),
    ],
)
def test_templates(template, text, expected):
    assert found(template, text) == expected


@pytest.mark.parametrize("template", ["(a|b", "{nobody} wins", "...", "[maybe]", "(stop|end) , now", "x" * 500])
def test_a_broken_template_says_so(template):
    with pytest.raises(TemplateError):
        compile_template(template, LISTS)
