"""Gives the decoder heads that find a thing by its name: fits the first head of each layer of LAYERS by itself and puts it in place.

`python -m pocket.name_heads WORK IN.pt OUT.pt [SCENES]`. After matching.py the picture's tokens speak of nouns in the directions of the embeddings, yet in 300
steps the decoder made no use of it. Alone, a head (a query and a key of 32 numbers, rotated as at run time)
learns the same from thousands of stored inputs in seconds: 75 % of held-out looks fall on the asked thing among two to four, chance 34 %.
Only q_proj's rows of head 0 and k_proj's rows of its key head change; what comes of a look the training teaches afterwards.
"""
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from pocket.compose import Wish, compose
from pocket.library import Library, Rng
from pocket.looking import LAYERS, Watched, shares
from pocket.policy import Pocket, load_policy
from pocket.scene import Scene
from pocket.sequences import SPREADS, Packer
from pocket.stream import to_input
from policy.decoder import causal, rotate

BATCH, STEPS, QUERIES, RATE, DECAY = 96, 1200, 512, 3e-3, 0.1


def scene_by_name(library: Library, rng: Rng) -> tuple[np.ndarray, Scene]:
    """Two to four things of different nouns."""
    while True:
        pixels, scene = compose(library, rng, Wish(count=int(rng.integers(2, 5)), same=0))
        if 2 <= len(scene.things) == len({t.noun for t in scene.things}):
            return pixels, scene


@torch.no_grad()
def stored(policy: Pocket, packer: Packer, library: Library, rng: Rng, scenes: int):
    """-> positions of the queries [n], of the picture's tokens [36], shares [n,36], inputs of the queries and of the picture's tokens by layer."""
    tokenizer, image = packer.tokenizer, packer.tokenizer.token_to_id("<image>")
    watched, at, share = Watched(policy.decoder), [], []
    queries, keys = {i: [] for i in LAYERS}, {i: [] for i in LAYERS}
    for _ in range(-(-scenes // BATCH)):
        pictures, rows, of, last = [], [], [], []
        for k in range(BATCH):
            pixels, scene = scene_by_name(library, rng)
            pictures.append(pixels)
            for thing in scene.things:
                asked = tokenizer.encode(f"where is the {thing.noun}?<end_of_utterance>\nAssistant:<think>the {thing.noun}").ids
                rows.append(packer.start + packer.block + asked)
                of.append(k)
                last.append(len(rows[-1]) - 1)
                share.append(shares((thing.box,)))
        length = max(map(len, rows))
        ids = torch.tensor([r + [2] * (length - len(r)) for r in rows])
        seen = policy.vision(to_input(np.stack(pictures)))[torch.tensor(of)]
        policy.decoder(policy.prompt_embeds(ids, seen, image), torch.arange(length).expand(len(rows), -1), causal(length))
        first = rows[0].index(image)
        for i in LAYERS:
            h = watched.inputs[i]
            queries[i].append(h[torch.arange(len(rows)), torch.tensor(last)])
            keys[i].append(h[:, first : first + policy.config.image_tokens])
        at += last
    where = torch.arange(first, first + policy.config.image_tokens)
    return torch.tensor(at), where, torch.tensor(np.array(share), dtype=torch.float32), *({i: torch.cat(v) for i, v in d.items()} for d in (queries, keys))


def fitted(policy: Pocket, at: Tensor, where: Tensor, share: Tensor, q: Tensor, k: Tensor) -> tuple[Tensor, Tensor]:
    """-> weights of query and key [d,D]; prints how much of the attention falls on the asked thing, in a tenth that was held out."""
    decoder, d = policy.decoder, policy.config.head_dim
    wq, wk = ((torch.randn(d, q.shape[1]) * 0.06).requires_grad_() for _ in range(2))
    optimizer, seen = torch.optim.AdamW([wq, wk], lr=RATE, weight_decay=DECAY), len(q) * 9 // 10

    def scores(j: Tensor) -> Tensor:
        a = rotate(q[j] @ wq.T, decoder.cos[at[j]], decoder.sin[at[j]])
        return torch.einsum("nd,nkd->nk", a, rotate(k[j] @ wk.T, decoder.cos[where], decoder.sin[where])) / d**0.5

    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        j = torch.randint(0, seen, (QUERIES,))
        optimizer.zero_grad()
        F.cross_entropy(scores(j), share[j]).backward()
        optimizer.step()
    with torch.no_grad():
        held = torch.arange(seen, len(q))
        print(f"{(scores(held).softmax(1) * (share[held] > 0)).sum(1).mean().item():.3f} of the attention on the asked thing, {len(held)} held-out looks")
    return wq.detach(), wk.detach()


def main() -> None:
    work, source, out = map(Path, sys.argv[1:4])
    scenes = int(sys.argv[4]) if len(sys.argv) > 4 else 4000
    torch.manual_seed(0)
    policy, tokenizer, saved = load_policy(source)
    packer = Packer(tokenizer, policy.config.image_tokens, SPREADS["narrow"])
    at, where, share, queries, keys = stored(policy, packer, Library(work, ("train",)), np.random.default_rng(9), scenes)
    d = policy.config.head_dim
    for i in LAYERS:
        wq, wk = fitted(policy, at, where, share, queries[i], keys[i])
        with torch.no_grad():
            policy.decoder.layers[i].q_proj.weight[:d] = wq
            policy.decoder.layers[i].k_proj.weight[:d] = wk
    torch.save({**saved, "policy": policy.state_dict()}, out)


if __name__ == "__main__":
    main()
