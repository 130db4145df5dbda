"""The artefact as the tool runs it, on one thread, for measuring; also the reference reading of config.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from .calibrate import Platt
from .decode import spans, windows


@dataclass(frozen=True, slots=True)
class Reading:
    """Logits of one text: per label the highest of its windows, with the token logits and offsets of that window."""

    text: str
    logits: NDArray[np.float64]
    tokens: list[tuple[NDArray[np.float32], Sequence[tuple[int, int]]]]

    def spans(self, label: int) -> list[tuple[int, int]]:
        """The label's character ranges; worth asking for where the post's probability is above the threshold."""
        return spans(*self.tokens[label], self.text)


class Artefact:
    """model.onnx, tokenizer.json and config.json of a folder."""

    def __init__(self, folder: Path) -> None:
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        rows = [self.config["calibration"][label] for label in self.config["labels"]]
        self.platt = Platt(np.array([row["scale"] for row in rows]), np.array([row["shift"] for row in rows]))
        self.thresholds = np.array([self.config["thresholds"][label] for label in self.config["labels"]])

    def read(self, texts: Sequence[str], voices: Sequence[int]) -> list[Reading]:
        """Logits and spans of texts, in their order; each alone, as the tool reads them."""
        limit, overlap = self.config["max_tokens"] - 2, self.config["overlap_tokens"]
        start_id, end_id = self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]")
        encodings = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        parts = [
            (row, first, last)
            for row, encoding in enumerate(encodings)
            for first, last in windows(len(encoding.ids), limit, overlap)
        ]
        labels = len(self.config["labels"])
        best = [np.full(labels, -np.inf) for _ in texts]
        empty = (np.zeros(0, np.float32), ())
        tokens: list[list[tuple[NDArray[np.float32], Sequence[tuple[int, int]]]]] = [[empty] * labels for _ in texts]
        for row, first, last in parts:
            ids = np.array([[start_id, *encodings[row].ids[first:last], end_id]], np.int64)
            voice = np.array([voices[row]], np.int64)
            inputs = {"ids": ids, "mask": np.ones_like(ids), "voice": voice}
            (token_logits,), (post_logits,) = self.session.run(None, inputs)
            better = post_logits > best[row]
            best[row] = np.where(better, post_logits, best[row])
            for label in np.flatnonzero(better):
                tokens[row][label] = (token_logits[1 : last - first + 1, label], encodings[row].offsets[first:last])
        return [Reading(*row) for row in zip(texts, best, tokens, strict=True)]
