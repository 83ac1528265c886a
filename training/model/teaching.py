"""Teaching: samples in, a taught network out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from rich.progress import track
from torch import Tensor
from torch.nn.functional import cross_entropy

from servanda.reading.attributing.relation import Relation
from training.model import pretrained
from training.model.layers import FIXED, Encoder, Scorer, Shape, surprise
from training.model.samples import Sample

BATCH = 16
RATES = (2e-4, 1.5e-3)
"""How fast the encoder's layers learn, and all that is new."""

WARM = 100
"""In how many steps the rates rise; from there they fall in a straight line."""

SHARES = (4.0, 3.0)
"""How much cues and roles weigh in what is made small."""

NOT_A_WORD = -100


def teach(samples: Sequence[Sample], epochs: int, seed: int) -> tuple[Encoder, Scorer]:
    """Teach a network on samples.

    Args:
        epochs: how often each sample is seen.
        seed: what draws the first weights and the order of the samples.
    """
    torch.manual_seed(seed)
    drawn = random.Random(seed)
    encoder, scorer = Encoder(Shape()), Scorer()
    pretrained.fill(encoder)
    learning = _learning(encoder)
    new = [*(value for name, value in learning if not name.startswith("layers")), *scorer.parameters()]
    old = [value for name, value in learning if name.startswith("layers")]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": RATES[0], "weight_decay": 0.01}, {"params": new, "lr": RATES[1], "weight_decay": 1e-4}]
    )  # fmt: skip
    seen = _seen(encoder, samples)
    batches = [batch for _ in range(epochs) for batch in _batches(samples, drawn)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM) * max(0.02, 1 - step / len(batches))
    )
    encoder.train(), scorer.train()
    for batch in track(batches, "Teaching"):
        optimizer.zero_grad()
        _loss(
            encoder, scorer, [samples[place] for place in batch], [seen[place] for place in batch]
        ).backward()
        torch.nn.utils.clip_grad_norm_([*old, *new], 1.0)
        optimizer.step()
        schedule.step()
    return encoder.eval(), scorer.eval()


def _learning(encoder: Encoder) -> list[tuple[str, torch.nn.Parameter]]:
    """Return what is taught of an encoder; the rest is fixed from here on."""
    fixed = ("pieces", "places", "kind", "norm.", *(f"layers.{number}." for number in range(FIXED)))
    for name, value in encoder.named_parameters():
        value.requires_grad = not name.startswith(fixed)
    return [(name, value) for name, value in encoder.named_parameters() if value.requires_grad]


def _seen(encoder: Encoder, samples: Sequence[Sample]) -> list[Tensor]:
    """Return for each sample the vectors of its word pieces behind the fixed layers, which never change."""
    encoder.eval()
    found: dict[int, Tensor] = {}
    order = sorted(range(len(samples)), key=lambda place: len(samples[place].inputs["ids"]))
    groups = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    with torch.no_grad():
        for group in track(groups, "Encoding"):
            ids, mask = (
                _stacked([samples[place].inputs[name] for place in group]) for name in ("ids", "mask")
            )
            for place, vectors in zip(group, encoder.seen(ids, mask, last=FIXED), strict=True):
                found[place] = vectors[: len(samples[place].inputs["ids"])].half()
    return [found[place] for place in range(len(samples))]


def _batches(samples: Sequence[Sample], drawn: random.Random) -> Iterator[list[int]]:
    """Draw batches of samples of about one length."""
    order = drawn.sample(range(len(samples)), len(samples))
    for start in range(0, len(order), BATCH * 20):
        near = sorted(order[start : start + BATCH * 20], key=lambda place: len(samples[place].inputs["ids"]))
        batches = [near[first : first + BATCH] for first in range(0, len(near), BATCH)]
        yield from drawn.sample(batches, len(batches))


def _loss(encoder: Encoder, scorer: Scorer, samples: Sequence[Sample], seen: Sequence[Tensor]) -> Tensor:
    hidden = torch.nn.utils.rnn.pad_sequence([one.float() for one in seen], batch_first=True)
    told = {name: _stacked([one.inputs[name] for one in samples]) for name in samples[0].inputs}
    words = encoder.words(encoder.seen(hidden, told["mask"], first=FIXED), told)
    cues = _stacked([one.cues for one in samples], NOT_A_WORD)
    loss = SHARES[0] * cross_entropy(encoder.cue(words).transpose(1, 2), cues)
    asked = [(number, one) for number, sample in enumerate(samples) for one in sample.asked]
    if not asked:
        return loss
    rows = torch.tensor([number for number, _ in asked])
    offered = encoder.offered(words)
    offers = torch.stack([offered[number, one.cue].mean(0) for number, one in asked])
    relation = {
        name: _stacked([getattr(one.relation, name) for _, one in asked], size=words.shape[1])
        for name in Relation._fields
    }
    roles = _stacked([one.roles for _, one in asked], size=words.shape[1])
    mask = _stacked([np.ones_like(one.roles) for _, one in asked], size=words.shape[1]).float()
    scores = scorer(encoder.asked(words)[rows], offers, relation)
    return loss + SHARES[1] * surprise(scores, roles, mask, scorer.transitions).sum() / mask.sum()


def _stacked(arrays: Sequence[np.typing.NDArray[np.int64]], filler: int = 0, size: int = 0) -> Tensor:
    """Return arrays as the rows of one tensor, filled up to the longest or to `size`."""
    size = size or max(len(one) for one in arrays)
    rows = [np.pad(one, (0, size - len(one)), constant_values=filler) for one in arrays]
    return torch.from_numpy(np.stack(rows).astype(np.int64))
