"""The same post again: found among the posts of one run, whatever files they stand in.

Words decide, not letters: posts that differ in a number, a name, a day or a handle are different posts
made to one pattern, not repeats. The same words for another network or another account are no repeat either.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from sys import intern

from postcheck.model.detection import Detection
from postcheck.model.post import Context, Origin, Post

LABEL = "record.duplicate"

ALIKE = 0.9
"""Share of its words that a post has in common with another, in order, to be nearly the same."""
_LEAST = 5
"""Words below which a post is a greeting, not a repeat."""
_MOST = 400
"""Words of a post that are compared."""
_MARKS = 6
"""Word runs that stand for a post when posts are looked up."""
_KEPT = 24
"""Earlier posts looked at for each of these runs."""

_REMEMBERED = 50_000
"""Different posts that a later one is compared with, the newest; more would fill the memory with an archive."""

_WORD = re.compile(r"[@#]?\w+(?:['’]\w+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:[!?:\n]|[^\W\d_]{4}\.|\W\.)\W*$")
_FIRST_WORD = re.compile(r"\S+")
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "today", "tomorrow", "tonight"}
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A post: its name, its words, those that are particular, those that open a sentence, and where it goes out."""

    name: str
    words: tuple[str, ...]
    particular: tuple[str, ...]
    openings: frozenset[str]
    context: Context


class Repeats:
    """Remembers the last `most` different posts of a run, by their words."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._most = most
        self._by_mark: dict[bytes, list[_Seen]] = {}
        self._order: deque[tuple[_Seen, list[bytes]]] = deque()

    def look(self, post: Post) -> Detection | None:
        """A detection on the first word of `post` where an earlier post says the same; else it is remembered."""
        here = _seen(post)
        first = _FIRST_WORD.search(post.text)
        if not here or not first:
            return None
        marks = _marks(here)
        found = self._closest(here, marks)
        if not found:
            self._remember(here, marks)
            return None
        share, name = found
        said = "the same words" if share == 1 else f"{share:.0%} of the words"
        return Detection(LABEL, *first.span(), 1.0, "duplicates", evidence=(f"{said} as post {name}",))

    def _remember(self, here: _Seen, marks: list[bytes]) -> None:
        for mark in marks:
            kept = self._by_mark.setdefault(mark, [])
            kept.append(here)
            if len(kept) > _KEPT:
                del kept[0]
        self._order.append((here, marks))
        if len(self._order) > self._most:
            oldest, its = self._order.popleft()
            for mark in its:
                self._forget(oldest, mark)

    def _forget(self, oldest: _Seen, mark: bytes) -> None:
        """Drop `oldest` where it stands under `mark`, of which it is the first if newer ones have not driven it out."""
        kept = self._by_mark.get(mark, [])
        if kept and kept[0] is oldest:
            del kept[0]
        if not kept:
            self._by_mark.pop(mark, None)

    def _closest(self, here: _Seen, marks: list[bytes]) -> tuple[float, str] | None:
        """The likest earlier post, the first of several: how much of it is the same, and its name."""
        candidates = {id(other): other for mark in marks for other in self._by_mark.get(mark, ())}
        likest = max(((_share(here, other), other.name) for other in candidates.values()), key=_first, default=(0, ""))
        return likest if likest[0] else None


def _first(pair: tuple[float, str]) -> float:
    return pair[0]


def _share(here: _Seen, other: _Seen) -> float:
    """How much of both is the same; 0 where they are different posts."""
    if _apart(here.context, other.context):
        return 0.0
    if here.words == other.words:
        return 1.0
    if here.particular != other.particular or _open_otherwise(here, other):
        return 0.0
    from rapidfuzz.distance import Indel

    share = Indel.normalized_similarity(here.words, other.words, score_cutoff=ALIKE)
    return min(share, 0.99) if share >= ALIKE else 0.0


def _open_otherwise(here: _Seen, other: _Seen) -> bool:
    """Whether sentences of both open with words that the other lacks: a capital there may be a name's."""
    return not here.openings <= set(other.words) and not other.openings <= set(here.words)


def _apart(here: Context, other: Context) -> bool:
    """Whether the two go to different networks or come from different accounts."""
    if here.handle.lower() != other.handle.lower() or here.account is not other.account:
        return True
    networks, others = (set(item.platform.lower().split(", ")) - {""} for item in (here, other))
    return bool(networks and others) and networks.isdisjoint(others)


def _seen(post: Post) -> _Seen | None:
    body = next((part for part in post.parts if part.name == "body"), None)
    text = _LINK.sub(" ", post.text[body.start : body.end] if body else post.text)
    found = list(islice(_WORD.finditer(text), _MOST))
    if len(found) < _LEAST:
        return None
    words = tuple(_plain(match) for match in found)
    particular = tuple(_plain(match) for match in found if _is_particular(match, text))
    openings = frozenset(_plain(match) for match in found if match[0][:1].isupper() and _opens(match, text))
    return _Seen(_name(post), words, particular, openings, post.context)


def _plain(word: re.Match[str]) -> str:
    return intern(word[0].lstrip("#").casefold())


def _name(post: Post) -> str:
    """The post's id, and its place where the id does not tell it."""
    place = str(post.origin) if post.origin != Origin() else ""
    return post.id if not place or place in post.id else f"{post.id} ({place})"


def _is_particular(word: re.Match[str], text: str) -> bool:
    """Whether a change of this word makes another post: a number, a name, a day, a handle."""
    said = word[0]
    if any(map(str.isdigit, said)) or said.startswith("@") or said.casefold() in _DAYS:
        return True
    return said[:1].isupper() and not _opens(word, text)


def _opens(word: re.Match[str], text: str) -> bool:
    """Whether the word stands at the start of a sentence; after `Mrs.` and the like it does not."""
    before = text[max(0, word.start() - 12) : word.start()]
    return not before.strip() or bool(_SENTENCE_START.search(before))


def _marks(post: _Seen) -> list[bytes]:
    """What `post` is looked up by: all its words, and the lowest hashes of its runs of three with what is particular.

    Posts that share most of their runs share some of the lowest.
    """
    runs = {" ".join(post.words[at : at + 3]) for at in range(len(post.words) - 2)}
    facts = "\n".join(post.particular)
    return [_digest(" ".join(post.words)), *sorted(_digest(f"{run}\n\n{facts}") for run in runs)[:_MARKS]]


def _digest(words: str) -> bytes:
    return blake2b(words.encode(errors="surrogatepass"), digest_size=8).digest()
