"""Teach the network that finds attributions, and write its weights: `python -m training.model`, or `make model`.

It needs the corpus (see `training.polnear`) and takes about an hour. The figures that it prints are of the corpus's
development part; the part that was kept apart for tests is never read.
"""

from __future__ import annotations

from pathlib import Path

import click
import torch
from rich.console import Console

from servanda.reading.attributing.finding import find_with
from servanda.reading.attributing.network import Network
from servanda.reading.attributing.piece import WEIGHTS
from training import polnear, scores
from training.model import export
from training.model.samples import names_in, parsed, samples_of
from training.model.teaching import teach

LEASTS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
"""The probabilities from which a cue may be taken; the best on the development part is kept."""


@click.command()
@click.option("--epochs", default=3, show_default=True, help="How often each article is seen.")
@click.option("--seed", default=7, show_default=True, help="What draws the first weights and the order.")
@click.option("--threads", default=2, show_default=True, help="How many cores to teach on.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=WEIGHTS, help="Where the weights go."
)
def main(epochs: int, seed: int, threads: int, folder: Path) -> None:
    """Teach the network and write its weights."""
    corpus = polnear.corpus()
    if corpus is None:
        raise click.ClickException(
            "the corpus is not there; docs/model-card.md says what it is and where it lies"
        )
    torch.set_num_threads(threads)
    train = list(parsed(polnear.articles(corpus, "train")))
    tags, dependencies = names_in(words for _, words, _ in train)
    samples = [
        sample
        for doc, words, article in train
        for sample in samples_of(doc, words, article.attributions, tags, dependencies)
    ]
    encoder, scorer = teach(samples, epochs, seed)
    export.write_weights(encoder, scorer, folder)
    export.write_settings(tags, dependencies, LEASTS[0], folder)
    export.write_settings(tags, dependencies, choose(folder, corpus), folder)


def choose(folder: Path, corpus: Path) -> float:
    """Return the probability from which cues are best taken, by the mean of the four scores on the development part."""
    network, console = Network(folder), Console()
    docs = list(parsed(polnear.articles(corpus, "dev")))
    found: dict[float, float] = {}
    for least in LEASTS:
        network.least = least
        counted = [
            scores.tallies(doc.text, find_with(network, doc), article.attributions)
            for doc, _, article in docs
        ]
        told = scores.scores(counted)
        found[least] = sum(score.f1 for score in told.values())
        console.print(least, {part: round(score.f1, 1) for part, score in told.items()})
    return max(found, key=lambda least: found[least])


if __name__ == "__main__":
    main()
