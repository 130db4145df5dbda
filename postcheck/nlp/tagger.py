"""The trained model: post in, probabilities and scored spans out.

An ONNX encoder with a head for each token and one for the whole post, run by onnxruntime; the recipe,
the data and the figures stand in `models/breach-tagger/`. Long posts are read in overlapping windows; as
every further window is a further chance to be wrong, its odds count 1/n for a post of n windows.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postcheck.errors import ModelError
from postcheck.nlp.views import LEET
from postcheck.resources import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "breach-tagger"
_FRACTION = 0.5
"""A token belongs to a span where its probability is at least this fraction of the post's peak."""


_MIXED = re.compile(r"(?<![\w£$€@#./:-])(?=\w*[a-z])(?=\w*\d)[a-z0-9]{4,20}(?![\w@/]|[.-]\w)", re.IGNORECASE)
"""A word of letters and digits."""
_COUNTED = re.compile(r"\d+[a-z]{1,3}|[a-z]+\d", re.IGNORECASE)
"""A number with its unit or ending (100k, 10th), or a name with its number (form5)."""
_CLAUSE = re.compile(r"[,;:.!?()\n]|\s[-–—]\s")
_LAST_WORD = re.compile(r"(?<![\w'’-])(\w[\w'’-]*+)[ ,]{0,3}\Z")
_NEXT_WORD = re.compile(r"[ \n]\w[\w'’-]*")
_JOINING = re.compile(r"and|or|but|so|then|than|which|who|when|where|because|if|while", re.IGNORECASE)
"""Words that a passage does not end with."""
_LEADING_ON = re.compile(
    r"an?|the|of|in|into|to|for|at|on|by|with|from|about|as|his|her|their|our|my|your|its|this|these|those|is|are|was|were"
    r"|be|been|ha[sd]|have|not|no|very|i|we|they|s?he|it",
    re.IGNORECASE,
)
"""Words that a passage which ends with them is carried on past."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of the text that the model reads as `label`; `score` is the calibrated probability of the post.

    `words` are the few that weigh most, for the explanation.
    """

    label: str
    start: int
    end: int
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens of one stretch of text number `text`: ids, and each token's half-open character span."""

    text: int
    ids: list[int]
    offsets: list[tuple[int, int]]


class Tagger:
    """A loaded model; `passages` may be called from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        runtime = _runtime()
        config = _config(folder)
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.labels: tuple[str, ...] = tuple(label.replace("_", "-") for label in config["labels"])
        self.version = str(config["version"])
        self._calibration = [
            (item["scale"], item["shift"]) for item in (config["calibration"][key] for key in config["labels"])
        ]
        self._floor = float(config.get("report_from", 0.05))
        self._session = runtime.InferenceSession(
            (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(config["max_tokens"]), stride=int(config["overlap_tokens"]))

    def passages(self, texts: Sequence[str], voices: Sequence[int]) -> list[list[Passage]]:
        """For each text the passages of every label whose probability is worth reporting, best label first."""
        windows = list(self._windows([_MIXED.sub(self._spelt_out, text) for text in texts]))
        found: list[dict[int, tuple[float, list[Passage]]]] = [{} for _ in texts]
        chances = Counter(window.text for window in windows)
        for window in windows:
            tokens, post = self._run(window, voices[window.text])
            for index, label in enumerate(self.labels):
                slope, intercept = self._calibration[index]
                score = _sigmoid(slope * float(post[index]) + intercept - log(chances[window.text]))
                if score < self._floor or score <= found[window.text].get(index, (0.0, []))[0]:
                    continue
                spans = _spans(texts[window.text], window.offsets, tokens[:, index])
                passages = [Passage(label, start, end, score, words) for start, end, words in spans]
                found[window.text][index] = (score, passages)
        return [
            [passage for _, passages in sorted(labels.values(), key=lambda item: -item[0]) for passage in passages]
            for labels in found
        ]

    def _spelt_out(self, word: re.Match[str]) -> str:
        """A known word that was written with digits for letters (7h3r3 c0unc1l), no longer than it; else the word."""
        if _COUNTED.fullmatch(word[0]):
            return word[0]
        written = word[0].lower()
        guesses = (written.translate(LEET), written.replace("1", "l").translate(LEET))
        return next((guess for guess in guesses if self._tokenizer.token_to_id(guess) is not None), word[0])

    def _windows(self, texts: Sequence[str]) -> Iterator[_Window]:
        for number, encoding in enumerate(self._tokenizer.encode_batch(list(texts))):
            for piece in (encoding, *encoding.overflowing):
                yield _Window(number, piece.ids, piece.offsets)

    def _run(self, window: _Window, voice: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Token and post logits of one window.

        One at a time: the network's whole numbers are scaled by what is read together, so neighbours would change
        the result; and on a processor a batch is no faster.
        """
        import numpy as np

        ids = np.array([window.ids], dtype=np.int64)
        inputs = {"ids": ids, "mask": np.ones_like(ids), "voice": np.array([voice], dtype=np.int64)}
        tokens, posts = self._session.run(["token_logits", "post_logits"], inputs)
        return tokens[0], posts[0]


def _runtime() -> Any:
    """The package onnxruntime, whose newer versions report their use to their maker unless told not to beforehand."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime


def _spans(
    text: str, offsets: list[tuple[int, int]], logits: NDArray[np.float32]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """The clauses that hold the tokens near the peak: half-open spans and their weightiest words."""
    scores = [_sigmoid(float(logit)) for logit in logits]
    real = [index for index, (start, end) in enumerate(offsets) if end > start]
    if not real:
        return []
    peak = max(scores[index] for index in real)
    chosen = [index for index in real if scores[index] >= _FRACTION * peak]
    runs: list[tuple[int, int, list[int]]] = []
    for index in chosen:
        start, end = _words(text, *offsets[index])
        if runs and (
            start <= _rounded_off(text, *runs[-1][:2]) + 1
            or (start - runs[-1][1] < 40 and not _CLAUSE.search(text, runs[-1][1], start))
        ):
            first, last, tokens = runs[-1]
            runs[-1] = (first, max(end, last), [*tokens, index])
        else:
            runs.append((start, end, [index]))
    longest = max(end - start for start, end, _ in runs)
    return [
        (start, _rounded_off(text, start, end), _weightiest(text, offsets, scores, tokens))
        for start, end, tokens in runs
        if end - start >= longest / 3
    ][:3]


def _rounded_off(text: str, start: int, end: int) -> int:
    """Where a passage from `start` to `end` ends without its full stop and without a word left hanging."""
    end = start + (len(text[start:end].rstrip(".!? ")) or end - start)
    for _ in range(4):
        last = _LAST_WORD.search(text, max(start, end - 80), end)
        if not last:
            break
        if _JOINING.fullmatch(last[1]) and last.start() > start:
            end = start + len(text[start : last.start()].rstrip(" ,–—-"))
        elif _LEADING_ON.fullmatch(last[1]) and (following := _NEXT_WORD.match(text, end)):
            end = following.end()
        else:
            break
    return end


def _weightiest(text: str, offsets: list[tuple[int, int]], scores: list[float], tokens: list[int]) -> tuple[str, ...]:
    """The few words among `tokens` that weigh most, in text order; those that say nothing by themselves come last."""
    words = {index: text[slice(*_words(text, *offsets[index]))] for index in tokens}

    def rank(index: int) -> tuple[bool, float]:
        slight = len(words[index]) < 3 or _LEADING_ON.fullmatch(words[index]) or _JOINING.fullmatch(words[index])
        return bool(slight), -scores[index]

    told: dict[str, int] = {}
    for index in sorted(tokens, key=rank):
        if len(told) < 4:
            told.setdefault(words[index], index)
    return tuple(sorted(told, key=told.__getitem__))


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """`start`, `end` widened to whole words."""
    while start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "'’-"):
        end += 1
    return start, end


def _sigmoid(value: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, value))))


def _config(folder: Path) -> dict[str, Any]:
    """`config.json` of the model, its files' digests checked; raises ModelError."""
    hint = "Reinstall postcheck: its model files are missing or damaged."
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        for name, digest in config["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ModelError(f"model file {name} is not the one that was shipped", hint=hint)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"trained model '{folder.name}' cannot be read ({error})", hint=hint) from error
    return config


def available(name: str = NAME) -> bool:
    """Whether the model's files are there at all."""
    return (bundled("models") / name / "config.json").is_file()


def describe(name: str = NAME) -> str:
    """Name and version of the model; empty where it is not there or cannot be read."""
    try:
        return f"{name} {_config(bundled('models') / name)['version']}"
    except ModelError:
        return ""


def digest(name: str = NAME) -> str:
    """A digest of the model's configuration, which names its files' digests; empty where there is none."""
    path = bundled("models") / name / "config.json"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def load(name: str = NAME) -> Tagger:
    """The model called `name`, loaded once; raises ModelError."""
    return Tagger(bundled("models") / name)
