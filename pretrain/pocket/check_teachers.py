"""The two teachers beside the words (looking.py, matching.py), computed once more by other means: `python -m pocket.check_teachers`. Random decoder, random scenes; seconds.

Each token of a completion looks where it should, written down by hand; the loss is what a softmax over the whole visible row says; shares are counted with points and cells.
"""
from dataclasses import replace

import numpy as np
import torch

from pocket.check_rows import drawn
from pocket.check_skills import random_scene
from pocket.dense import Targets
from pocket.drafts import DEFAULT, finished
from pocket.examples import completion_text
from pocket.looking import LAYERS, SIDE, Watched, shares
from pocket.matching import by_token
from pocket.nouns import noun_ids
from pocket.policy import Pocket
from pocket.rows import Batch
from pocket.scene import Scene, Thing
from pocket.sequences import Pack, Packer
from pocket.skills import count, find
from policy.decoder import rotate

CLOSE = 1e-6
"""Scores are rounded to float32 in looking.py."""


def check_aims(packer: Packer, rng: np.random.Generator) -> None:
    """Which token of a completion looks at which thing, written down by hand for three cats, one dog and the list of both."""
    cats = [(0.1, 0.1, 0.3, 0.3), (0.4, 0.5, 0.6, 0.7), (0.7, 0.1, 0.9, 0.4)]
    dog = (0.05, 0.35, 0.25, 0.65)
    things = tuple(Thing(noun, "animal", None, box, "3d", k, 0.0) for k, (noun, box) in enumerate([("cat", cats[2]), ("cat", cats[0]), ("dog", dog), ("cat", cats[1])]))
    default = lambda draft: replace(draft, only=(DEFAULT,))
    slots = {"things": "cats"}
    counting = finished(default(count.draft("noun", slots, [t for t in things if t.noun == "cat"], "3 cats", rng)), None, rng)
    finding = finished(default(find.one(Scene(things, None), "dog", things[2], rng)), None, rng)
    several = finished(default(find.several(Scene(things, None), rng)), None, rng)
    wanted = {
        counting: [("at", cats[:1]), (" 20", cats[:1]), (",", cats[1:2]), (" 50", cats[1:2]), (",", cats[2:]), (" 80", cats[2:])],
        finding: [(word, [dog]) for word in ("<think>", "the", " dog", " is", " at", " the", " left", "</think>", "<box>")],
        several: [(word, cats) for word in ("<think>", "there", " are", " 3", " cats", "</think>", "<box>")]
        + [(word, [box]) for box, x in ((cats[1], "40"), (cats[2], "70")) for word in ("<box>", x)],
    }
    for example, rows in wanted.items():
        batch = packer.batch([Pack((np.zeros((1, 1, 3), np.uint8),), (example,))], rng)
        said = [packer.tokenizer.decode([batch.ids[0, at + 1].item()], skip_special_tokens=False) for at in batch.looks.at.tolist()]
        image, first = packer.tokenizer.token_to_id("<image>"), batch.looks.first
        assert (batch.ids[0, first] == image).all() and (batch.ids[0, first - 1] != image).all()
        assert said == [word for word, _ in rows], f"{completion_text(example)}: {said}"
        for share, (word, boxes) in zip(batch.looks.share, rows):
            assert np.allclose(share, shares(tuple(boxes)), atol=1e-6), f"{word} of {completion_text(example)} looks elsewhere"
            assert abs(share.sum().item() - 1) < 1e-6


def check_shares(rng: np.random.Generator) -> None:
    """Area by points: of many points in a box, how many lie in each token."""
    for _ in range(20):
        x0, y0 = rng.uniform(0, 0.7, 2)
        x1, y1 = x0 + rng.uniform(0.05, 0.3), y0 + rng.uniform(0.05, 0.3)
        points = np.stack([rng.uniform(x0, x1, 40000), rng.uniform(y0, y1, 40000)])
        column, row = (points * SIDE).astype(int)
        found = np.bincount(row * SIDE + column, minlength=SIDE * SIDE) / 40000
        assert np.abs(found - shares(((x0, y0, x1, y1),))).max() < 0.015


def check_cells(rng: np.random.Generator) -> None:
    scenes = [random_scene(rng) for _ in range(20)]
    nouns = noun_ids()
    cells = Targets.of(scenes, nouns).noun
    found = by_token(cells, len(nouns))
    for n, row, column in np.ndindex(len(scenes), SIDE, SIDE):
        four = cells[n, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].flatten().tolist()
        for k in range(len(nouns) + 1):
            assert found[n, row * SIDE + column, k].item() == four.count(k if k < len(nouns) else -1) / 4


def check_loss(policy: Pocket, watched: Watched, batch: Batch) -> float:
    """The teacher of attention against a softmax written out row by row -> greatest difference."""
    got, mass = watched.loss(batch.looks, batch.positions, batch.mask)
    d, total, on = policy.config.head_dim, 0.0, 0.0
    length, cos, sin, mask = batch.ids.shape[1], policy.decoder.cos, policy.decoder.sin, batch.mask
    for at, first, share in zip(batch.looks.at.tolist(), batch.looks.first.tolist(), batch.looks.share.double()):
        b, t = divmod(at, length)
        for i in LAYERS:
            layer, h = policy.decoder.layers[i], watched.inputs[i][b]
            turn = lambda x, p: rotate(x[None, None, None], cos[p][None, None, None], sin[p][None, None, None]).flatten()
            q = turn(layer.q_proj(h[t])[:d], batch.positions[b, t])
            seen = [k for k in range(length) if mask[b, 0, t, k]]
            scores = torch.stack([q @ turn(layer.k_proj(h[k])[:d], batch.positions[b, k]) for k in seen]) / d**0.5
            logp = scores.log_softmax(0)[seen.index(first) :][: SIDE * SIDE]
            assert seen[seen.index(first) + SIDE * SIDE - 1] == first + SIDE * SIDE - 1, "the picture's tokens lie together"
            total += sum(float(s * (s.log() - l)) for s, l in zip(share, logp) if s > 0) / len(batch.looks.at) / len(LAYERS)
            on += sum(float(l.exp()) for s, l in zip(share, logp) if s > 0) / len(batch.looks.at) / len(LAYERS)
    assert abs(mass - on) < 1e-5
    return abs(got.item() - total)


@torch.no_grad()
def main() -> None:
    rng = np.random.default_rng(0)
    policy, packer, _, batch, tokens = drawn(3, rng)
    check_aims(packer, rng)
    check_shares(rng)
    check_cells(rng)
    watched = Watched(policy.decoder)
    policy.decoder(policy.prompt_embeds(batch.ids, tokens[batch.shown], packer.tokenizer.token_to_id("<image>")), batch.positions, batch.mask)
    worst = check_loss(policy, watched, batch)
    print(f"{len(batch.looks.at)} looks: their loss to {worst:.1e}")
    assert worst < CLOSE


if __name__ == "__main__":
    main()
