"""The network as an int8 ONNX file of opset 17 with its tokenizer and config; written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from tokenizers import Tokenizer

from .network import Tagger

FILES = ("model.onnx", "tokenizer.json", "config.json")


def write_artefact(
    network: Tagger, tokenizer: Tokenizer, config: dict[str, Any], folder: Path, *, per_channel: bool = True
) -> None:
    """`model.onnx`, `tokenizer.json` and `config.json` with the digests of the first two, put in place by rename."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as name:
        fresh = Path(name)
        write_onnx(network, fresh / "model.onnx", per_channel=per_channel)
        tokenizer.save(str(fresh / "tokenizer.json"), pretty=False)
        write_config(config, fresh)
        for file in FILES:
            (fresh / file).chmod(0o644)
            (fresh / file).replace(folder / file)


def write_config(config: dict[str, Any], folder: Path) -> None:
    """`config.json` with the digests of the two files that stand in `folder` beside it."""
    sealed = {**config, "sha256": {file: digest(folder / file) for file in FILES[:2]}}
    (folder / "config.json").write_text(json.dumps(sealed, indent=2) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_onnx(network: Tagger, path: Path, *, per_channel: bool = True, quantised: bool = True) -> None:
    """Inputs `ids`, `mask` [B, T] and `voice` [B], int64; outputs `token_logits` [B, T, L] and `post_logits` [B, L]."""
    plain = path.with_suffix(".float.onnx")
    network.eval()
    sample = (torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7, dtype=torch.long), torch.zeros(2, dtype=torch.long))
    both = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            sample,
            str(plain),
            input_names=["ids", "mask", "voice"],
            output_names=["token_logits", "post_logits"],
            dynamic_axes={
                "ids": both,
                "mask": both,
                "voice": {0: "batch"},
                "token_logits": both,
                "post_logits": {0: "batch"},
            },
            opset_version=17,
            dynamo=False,
        )
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    options.enable_bias_skip_layer_norm = False
    encoder = network.encoder.config
    fused = optimizer.optimize_model(
        str(plain), "bert", encoder.num_attention_heads, encoder.hidden_size, optimization_options=options, opt_level=0
    )
    plain.unlink()
    model = fused.model
    del model.metadata_props[:]
    if all(item.domain != "com.microsoft" for item in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    if not quantised:
        onnx.save(model, str(path))
        return
    onnx.save(model, str(plain))
    quantize_dynamic(
        plain,
        path,
        weight_type=QuantType.QInt8,
        per_channel=per_channel,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    plain.unlink()
