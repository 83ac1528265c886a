"""The layers of the network as they are taught, in PyTorch; `servanda.reading.attributing.network` is what runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, pad

from servanda.reading.attributing.network import WIDTH
from servanda.reading.attributing.relation import BRANCHES, DISTANCES, QUOTINGS

LAYERS = 3
"""How many layers of the encoder are kept: enough, and fast on a processor."""

FIXED = 1
"""How many of them stay as they were published, beside the vectors of the word pieces."""

ROLES, HIDDEN, PAIRED = 4, 256, 128

KINDS = {"tag": (60, 24), "dependency": (60, 24), "above": (60, 24), "quote": (4, 8), "below": (128, 16), "shape": (16, 8)}  # fmt: skip
"""For what the parse tells of a word: how many values there are, and the width of their vectors."""


@dataclass(frozen=True)
class Shape:
    """The sizes of the encoder: word pieces, places, the width of a vector and of the inner layer, heads."""

    pieces: int = 30_522
    places: int = 512
    width: int = 384
    inner: int = 1_536
    heads: int = 12


class Layer(nn.Module):
    """A layer of a transformer of BERT's kind."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.query, self.key, self.value = (
            nn.Linear(width, width),
            nn.Linear(width, width),
            nn.Linear(width, width),
        )
        self.out = nn.Linear(width, width)
        self.norm_seen, self.norm = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.wide, self.narrow = nn.Linear(width, shape.inner), nn.Linear(shape.inner, width)
        self.dropped = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Let each word piece look at the others.

        Args:
            hidden: batch, word pieces, width.
            bias: what is added to how much each is looked at: batch, 1, 1, word pieces.
        """
        batch, size, width = hidden.shape
        query, key, value = (
            layer(hidden).view(batch, size, self.heads, width // self.heads).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        share = torch.softmax(query @ key.transpose(2, 3) / (width // self.heads) ** 0.5 + bias, -1)
        seen = (self.dropped(share) @ value).transpose(1, 2).reshape(batch, size, width)
        attended = self.norm_seen(hidden + self.dropped(self.out(seen)))
        found: Tensor = self.norm(attended + self.dropped(self.narrow(gelu(self.wide(attended)))))
        return found


class Encoder(nn.Module):
    """Words as vectors, what each asks of a cue and offers as one, and whether it is one."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(LAYERS))
        self.told = nn.ModuleDict({name: nn.Embedding(*sizes) for name, sizes in KINDS.items()})
        self.word = nn.Linear(shape.width + sum(width for _, width in KINDS.values()), HIDDEN)
        self.head = nn.Linear(shape.width, HIDDEN, bias=False)
        self.norm_word, self.norm_around = nn.LayerNorm(HIDDEN), nn.LayerNorm(HIDDEN)
        self.around = nn.Conv1d(HIDDEN, HIDDEN, WIDTH, padding=WIDTH // 2)
        self.cue = nn.Linear(HIDDEN, 3)
        self.asked, self.offered = nn.Linear(HIDDEN, PAIRED), nn.Linear(HIDDEN, PAIRED, bias=False)
        self.dropped = nn.Dropout(0.15)

    def seen(self, ids: Tensor, mask: Tensor, first: int = 0, last: int = LAYERS) -> Tensor:
        """Return the vectors of word pieces behind layer `last`; `ids` are vectors behind layer `first`, if that is not 0."""
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        hidden = ids
        if first == 0:
            places = self.places.weight[: ids.shape[1]]
            hidden = self.norm(self.pieces(ids) + places + self.kind)
        for layer in list(self.layers)[first:last]:
            hidden = layer(hidden, bias)
        return hidden

    def words(self, hidden: Tensor, told: Mapping[str, Tensor]) -> Tensor:
        """Return the vectors of words: batch, words, HIDDEN."""
        width = hidden.shape[-1]
        word = torch.gather(hidden, 1, told["places"][..., None].expand(-1, -1, width))
        above = torch.gather(word, 1, told["head"][..., None].expand(-1, -1, width))
        parse = [layer(told[name]) for name, layer in self.told.items()]
        known = self.dropped(
            gelu(self.norm_word(self.word(torch.cat([word, *parse], -1)) + self.head(above)))
        )
        around = gelu(self.around(known.transpose(1, 2)).transpose(1, 2))
        found: Tensor = self.norm_around(known + around)
        return found

    def forward(
        self, ids: Tensor, mask: Tensor, places: Tensor, tag: Tensor, dependency: Tensor, above: Tensor, head: Tensor,
        quote: Tensor, below: Tensor, shape: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """Return for each word the probabilities of being a cue, what it asks and what it offers."""
        told = {
            "places": places, "tag": tag, "dependency": dependency, "above": above, "head": head, "quote": quote,
            "below": below, "shape": shape,
        }  # fmt: skip
        words = self.words(self.seen(ids, mask), told)
        return torch.softmax(self.cue(words), -1), self.asked(words), self.offered(words)


class Scorer(nn.Module):
    """What each word is to a cue."""

    def __init__(self) -> None:
        super().__init__()
        sizes = {"branch": BRANCHES, "twig": BRANCHES, "distance": DISTANCES, "quoting": QUOTINGS}
        self.stands = nn.ModuleDict({name: nn.Embedding(size, PAIRED) for name, size in sizes.items()})
        for layer in self.stands.values():
            nn.init.normal_(layer.weight, std=0.3)
        self.around = nn.Linear(WIDTH * PAIRED, PAIRED)
        self.role = nn.Linear(2 * PAIRED, ROLES)
        self.transitions = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.dropped = nn.Dropout(0.15)

    def forward(self, asked: Tensor, offered: Tensor, relation: Mapping[str, Tensor]) -> Tensor:
        """Score roles: cues, words, ROLES.

        Args:
            asked: what the words ask: cues, words, PAIRED.
            offered: what each cue offers: cues, PAIRED.
            relation: how the words stand to the cue, by the names of `Relation`: cues, words.
        """
        stands = sum((layer(relation[name]) for name, layer in self.stands.items()), offered[:, None])
        hidden = self.dropped(torch.relu(asked + stands))
        size = hidden.shape[1]
        spread = pad(hidden, (0, 0, WIDTH // 2, WIDTH // 2))
        seen = torch.cat([spread[:, step : step + size] for step in range(WIDTH)], -1)
        found: Tensor = self.role(torch.cat([hidden, torch.relu(self.around(seen))], -1))
        return found


def surprise(scores: Tensor, roles: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """Return how unlikely the right roles are, in nats, for each cue: a linear chain's negative log-likelihood.

    Args:
        scores: cues, words, ROLES.
        roles: cues, words.
        mask: cues, words: 1 for a word, 0 for what only fills up.
        transitions: ROLES, ROLES.
    """
    right = (scores.gather(2, roles[..., None])[..., 0] * mask).sum(1)
    right = right + (transitions[roles[:, :-1], roles[:, 1:]] * mask[:, 1:]).sum(1)
    total = scores[:, 0]
    for place in range(1, scores.shape[1]):
        grown = torch.logsumexp(total[:, :, None] + transitions, 1) + scores[:, place]
        total = torch.where(mask[:, place, None] > 0, grown, total)
    return torch.logsumexp(total, 1) - right
