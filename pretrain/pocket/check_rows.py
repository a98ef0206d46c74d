"""A question packed beside others gives the log-probs that it gives alone: `python -m pocket.check_rows [PACKS]`. Random decoder, random scenes, float64; seconds.

Alone = the ids as the page writes them, under a plain causal mask, crops included.
"""
import sys

import numpy as np
import torch

from pocket.check_skills import random_pair, random_scene
from pocket.examples import Observation, completion_text, turns
from pocket.packs import BY_NAME, drawn_examples, skills
from pocket.policy import Pocket, new_pocket
from pocket.rows import Batch
from pocket.sequences import Pack, Packer, Spread
from policy.decoder import causal

EXACT = Spread(0.0, 0.0, 0.0)
"""Every number is drawn as it is, so that a row and a single question hold the same tokens."""
EPSILON = 1e-10


def some_packs(count: int, rng: np.random.Generator) -> list[Pack]:
    blank, packs = np.zeros((1, 1, 3), np.uint8), []
    while len(packs) < count:
        if rng.random() < 0.2:
            pair = random_pair(rng)
            examples = [e for name in ("changed", "better") if (e := skills()[name].examples(pair, rng))]
        else:
            scene = random_scene(rng)
            examples = drawn_examples(scene, rng, 2, ("zoom",)) + drawn_examples(scene, rng, 3) + drawn_examples(scene, rng, 3, BY_NAME)
        # A number moves where its box is narrower than ROOM, and 99 is the last one.
        examples = [e for e in examples if all(0.05 < b[k + 2] - b[k] and b[k + 2] < 0.98 for b in e.truth.boxes for k in (0, 1))]
        if examples:
            packs.append(Pack((blank,) * examples[0].pictures, tuple(examples), lambda box: blank))
    return packs


class Alone:
    """The network on one question as the page runs it: a prompt, a completion, a causal mask."""

    def __init__(self, policy: Pocket, packer: Packer) -> None:
        self.policy, self.packer, self.image = policy, packer, packer.tokenizer.token_to_id("<image>")

    def logits(self, embeds: torch.Tensor) -> torch.Tensor:
        positions = torch.arange(embeds.shape[1])[None]
        return self.policy.decoder.lm_head(self.policy.decoder(embeds, positions, causal(embeds.shape[1]))[0])

    def of(self, pack: Pack, example, tokens: torch.Tensor) -> tuple[list[int], torch.Tensor]:
        """tokens [n,36,D] of the pictures and then of the crops of this example -> targets and their log-probs."""
        encode = lambda text: self.packer.tokenizer.encode(text).ids
        ids = self.packer.start + self.packer.block * len(pack.pictures) + encode(f"{example.question}<end_of_utterance>\nAssistant:")
        own = [False] * len(ids)
        for k, text in enumerate(turns(example)):
            crop, said = self.packer.block if k else [], encode(text)
            ids, own = ids + crop + said, own + [False] * len(crop) + [True] * len(said)
        ids, own = ids + self.packer.end, torch.tensor([*own, True])
        row = torch.tensor(ids)[None]
        logp = self.logits(self.policy.prompt_embeds(row, tokens, self.image))[0].log_softmax(-1)
        return row[0, own].tolist(), logp[:-1][own[1:]].gather(1, row[0, own][:, None])[:, 0]


def check_packed(policy: Pocket, packer: Packer, packs: list[Pack], batch: Batch, tokens: torch.Tensor) -> float:
    """-> greatest difference of a log-prob."""
    alone, worst, at, picture = Alone(policy, packer), 0.0, 0, 0
    embeds = policy.prompt_embeds(batch.ids, tokens[batch.shown], alone.image)
    hidden, _ = policy.decoder(embeds, batch.positions, batch.mask)
    logp = policy.decoder.lm_head(hidden.flatten(0, 1)[batch.rows]).log_softmax(-1)
    logp = logp.gather(1, batch.labels[:, None])[:, 0]
    for pack in packs:
        crop = picture + len(pack.pictures)
        for example in pack.examples:
            crops = sum(isinstance(p, Observation) for p in example.completion)
            labels, wanted = alone.of(pack, example, torch.cat([tokens[picture : picture + len(pack.pictures)], tokens[crop : crop + crops]]))
            assert batch.labels[at : at + len(labels)].tolist() == labels, f"{completion_text(example)} reads otherwise in its row"
            worst = max(worst, (logp[at : at + len(labels)] - wanted).abs().max().item())
            at, crop = at + len(labels), crop + crops
        picture = crop
    assert at == len(batch.labels) and picture == len(tokens)
    return worst


def drawn(count: int, rng: np.random.Generator) -> tuple[Pocket, Packer, list[Pack], Batch, torch.Tensor]:
    """-> a random float64 policy, its packer, `count` packs, their batch, and tokens [n,36,D] for its n pictures."""
    torch.manual_seed(0)
    policy, tokenizer = new_pocket()
    policy.double()
    packer, packs = Packer(tokenizer, policy.config.image_tokens, EXACT), some_packs(count, rng)
    batch = packer.batch(packs, rng)
    return policy, packer, packs, batch, torch.randn(len(batch.pictures), policy.config.image_tokens, policy.config.hidden_size, dtype=torch.float64)


@torch.no_grad()
def main() -> None:
    policy, packer, packs, batch, tokens = drawn(int(sys.argv[1]) if len(sys.argv) > 1 else 24, np.random.default_rng(0))
    worst = check_packed(policy, packer, packs, batch, tokens)
    print(f"{sum(len(p.examples) for p in packs)} questions in {len(batch.ids)} rows: log-probs as alone to {worst:.1e}")
    assert worst < EPSILON


if __name__ == "__main__":
    main()
