import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.model.post import Edit
from postcheck.nlp.views import apply, chain, plain, unfolded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("V o t e for L4bour", "Vote for Labour"),
        ("#VoteLabour2024 now", "Vote Labour 2024 now"),
        ("he11o, w1n the b1n", "hello, w1n the b1n"),
        ("b1nmen and k1ll", "binmen and kill"),
        ("5up3rb 4dv1ce", "superb advice"),
        ("\x1b[31mVote Labour\x1b[0m", "Vote Labour"),
        ("Lab\u200bour", "Labour"),
        ("Ｖｏｔｅ Ｌａｂｏｕｒ", "Vote Labour"),
        ("𝕍𝕠𝕥𝕖 Labour", "Vote Labour"),
        ("Vоte Lаbour", "Vote Labour"),
        ("jo [at] example (dot) org", "jo@example.org"),
        ("jo dot smith at example dot org", "jo.smith@example.org"),
        ("０７７００ ９００１２３", "07700 900123"),
        ("①②③", "123"),
        ("“quoted” – it’s", '"quoted" - it\'s'),
    ],
)
def test_disguises_are_seen_through(written, read):
    assert unfolded(plain(written).text).text == read


@pytest.mark.parametrize(
    "ordinary",
    [
        "The A30 and M5 J36 close at 4pm on the 2nd.",
        "PL25 4AB, AB12 CDE and B12 are places.",
        "Use 20mph, 5km, 3G and H2O.",
        "A B C of recycling",
        "Llŷn and Siân say diolch. Café £5–£10",
        "Приветствую всех соседей",
        "Covid19 jabs, mp3s and 4x4s",
        "9am2pm, 2for1, 4in1, 4star and 5km",
    ],
)
def test_ordinary_text_stays_as_it_is(ordinary):
    view = unfolded(plain(ordinary).text)
    assert view.text.replace("-", "–") == ordinary.replace("-", "–")


@given(st.text(max_size=80))
def test_spans_of_a_view_lie_inside_the_original(text):
    first = plain(text)
    second = unfolded(first.text)
    back = chain(first, second)
    for start in range(0, len(second.text), 3):
        for end in range(start, len(second.text) + 1, 5):
            begin, finish = back(start, end)
            assert 0 <= begin <= finish <= len(text)


@given(
    st.text(alphabet="abc #1@", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3))),
)
def test_untouched_characters_map_to_themselves(text, raw):
    edits = [Edit(start, min(start + length, len(text)), new) for start, length, new in raw if start <= len(text)]
    view = apply(text, edits)
    for index in range(len(view.text)):
        start, end = view.to_original(index, index + 1)
        touched = any(edit.start <= start < max(edit.end, edit.start + 1) for edit in view.edits) or end - start != 1
        assert touched or text[start] == view.text[index]
