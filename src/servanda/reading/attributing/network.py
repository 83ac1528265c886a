"""The network: an encoder of words that finds cues, and a scorer of what each word is to a cue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from servanda.reading.attributing.piece import WEIGHTS, Piece
from servanda.reading.attributing.relation import Relation
from servanda.reading.attributing.words import Integers, Words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]

NOTHING, SOURCE, CONTENT, CUE = range(4)
"""What a word is to a cue."""

WIDTH = 5
"""How many words the scorer looks at together."""


class Network:
    """A trained network, read from a folder of weights.

    The folder holds `encoder.onnx` (a small transformer whose matrices are in eight bits), `scorer.npz` (the weights of
    the scorer, and the transitions between what neighbouring words are) and `settings.json` (the names of tags and
    dependencies, and the probability from which a cue is taken).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        self.tags: dict[str, int] = settings["tags"]
        self.dependencies: dict[str, int] = settings["dependencies"]
        self.least: float = settings["least"]
        with np.load(folder / "scorer.npz") as stored:
            self._scorer = {name: stored[name].astype(np.float32) for name in stored.files}

    @cached_property
    def _session(self) -> InferenceSession:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return InferenceSession(
            str(self._folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @property
    def transitions(self) -> Floats:
        """The score of each change of what a word is, from the row to the column."""
        found: Floats = self._scorer["transitions"]
        return found

    def encoded(self, piece: Piece, words: Words) -> tuple[Floats, Floats, Floats]:
        """Encode a piece of a text.

        Returns:
            A row a word: the probabilities that it is no cue, begins one, goes on with one; what it asks of a cue; and
            what it offers as one.
        """
        inputs = piece_inputs(piece, words, self.tags, self.dependencies)
        fed = {name: values[None] for name, values in inputs.items()}
        cues, asked, offered = self._session.run(["cues", "asked", "offered"], fed)
        return cues[0], asked[0], offered[0]

    def roles(self, asked: Floats, offered: Floats, relation: Relation) -> Floats:
        """Score what each word of a piece is to one cue.

        Args:
            asked: what the words ask, a row each.
            offered: what the cue offers.
            relation: how the words stand to the cue.

        Returns:
            Four scores a word: nothing, source, content, cue.
        """
        w = self._scorer
        hidden = asked + offered + w["branch"][relation.branch] + w["twig"][relation.twig]
        hidden = np.maximum(hidden + w["distance"][relation.distance] + w["quoting"][relation.quoting], 0)
        around = np.pad(hidden, ((WIDTH // 2, WIDTH // 2), (0, 0)))
        seen = np.concatenate([around[step : step + len(hidden)] for step in range(WIDTH)], axis=1)
        wide = np.maximum(seen @ w["around"] + w["around_bias"], 0)
        scores: Floats = np.concatenate([hidden, wide], axis=1) @ w["role"] + w["role_bias"]
        return scores


def piece_inputs(
    piece: Piece, words: Words, tags: Mapping[str, int], dependencies: Mapping[str, int]
) -> dict[str, Integers]:
    """Return what the encoder is fed for one piece: an item a word piece, or an item a word."""
    span = range(piece.first, piece.end)
    heads = [min(max(words.heads[word], piece.first), piece.end - 1) - piece.first for word in span]
    return {
        "ids": np.array(piece.ids), "mask": np.ones(len(piece.ids), np.int64), "places": np.array(piece.places),
        "tag": np.array([tags.get(words.tags[word], 0) for word in span]),
        "dependency": np.array([dependencies.get(words.dependencies[word], 0) for word in span]),
        "above": np.array([dependencies.get(words.dependencies[words.heads[word]], 0) for word in span]),
        "head": np.array(heads), "quote": words.quotes[piece.first : piece.end],
        "below": words.children[piece.first : piece.end], "shape": words.shapes[piece.first : piece.end],
    }  # fmt: skip


@cache
def network() -> Network:
    """Return the network whose weights come with Servanda."""
    return Network(WEIGHTS)
