"""The weights of a taught network, written as the reader reads them."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from training.model.layers import Encoder, Scorer

WORDWISE = ("places", "tag", "dependency", "above", "head", "quote", "below", "shape")


def write_settings(tags: dict[str, int], dependencies: dict[str, int], least: float, folder: Path) -> None:
    """Write the settings of a network; `servanda.reading.attributing.network` says what is in them."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"least": least, "tags": tags, "dependencies": dependencies}
    (folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def write_weights(encoder: Encoder, scorer: Scorer, folder: Path) -> None:
    """Write the weights of a network: of its encoder and of its scorer."""
    folder.mkdir(parents=True, exist_ok=True)
    state = scorer.state_dict()
    stored = {name: state[f"stands.{name}.weight"] for name in ("branch", "twig", "distance", "quoting")}
    stored |= {
        "around": state["around.weight"].T, "around_bias": state["around.bias"], "role": state["role.weight"].T,
        "role_bias": state["role.bias"], "transitions": state["transitions"],
    }  # fmt: skip
    np.savez_compressed(
        folder / "scorer.npz", **{name: value.numpy().astype(np.float16) for name, value in stored.items()}
    )
    with tempfile.TemporaryDirectory() as scratch:
        whole, fused = Path(scratch) / "whole.onnx", Path(scratch) / "fused.onnx"
        _write_encoder(encoder, whole)
        shape = encoder.shape
        optimize_model(
            str(whole), "bert", num_heads=shape.heads, hidden_size=shape.width, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip


def _write_encoder(encoder: Encoder, path: Path) -> None:
    encoder.eval()
    pieces, words = torch.ones(2, 12, dtype=torch.long), torch.ones(2, 7, dtype=torch.long)
    names = ["ids", "mask", *WORDWISE]
    axes = {
        **{name: {0: "batch", 1: "pieces"} for name in ("ids", "mask")},
        **{name: {0: "batch", 1: "words"} for name in (*WORDWISE, "cues", "asked", "offered")},
    }
    torch.onnx.export(
        encoder, (pieces, pieces, *(words for _ in WORDWISE)), str(path), input_names=names,
        output_names=["cues", "asked", "offered"], dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip
