"""Training from shards in miniature, with the code of a real run: `python -m pocket.check_shards [DEVICE]`. Random policy, random scenes, two steps; a minute. Needs no pictures, but a word list (words.py).

A shard gives back what was written; words are copied piece by piece; the losses are what loops over single rows say; a run that was stopped and taken up ends where one without a stop ends;
frozen eyes stay as they are; the result can be exported and is small.
"""
import sys
import tempfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from pocket.check_skills import random_scene
from pocket.copied import copied_tokens, pieces
from pocket.copying import HEADS, Copies, copy_loss
from pocket.dense import Targets, dense_parts
from pocket.drawn import Drawn
from pocket.examples import Copied, completion_text
from pocket.export import export
from pocket.matching import SCALE, by_token
from pocket.nouns import noun_ids
from pocket.packs import drawn_examples
from pocket.policy import Pocket, load_policy, new_pocket
from pocket.sequences import SPREADS, Pack, Packer, soft_targets
from pocket.shards import read_shard, write_shard
from pocket.train import arguments, run
from pocket.trainer import Settings, Trainer, losses
from policy.decoder import rotate

CLOSE, SMALLEST_COPY = 2e-4, 20
MOST_BYTES = 16e6


def some_drawn(packer: Packer, count: int, rng: np.random.Generator) -> Drawn:
    """Pictures are noise; a quarter of the questions in words nobody knows."""
    packs, scenes = [], []
    while len(packs) < count:
        scene = random_scene(rng)
        examples = drawn_examples(scene, rng, 3) + drawn_examples(scene, rng, 3, ("copy",))
        if scene.things and examples:
            packs.append(Pack((rng.integers(0, 256, (192, 192, 3), dtype=np.uint8),), tuple(examples)))
            scenes.append(scene)
    batch = packer.batch(packs, rng)
    return Drawn(batch, Targets.of(scenes, noun_ids()), torch.arange(count), sum(len(p.examples) for p in packs))


def check_copies(packer: Packer, rng: np.random.Generator) -> int:
    """-> copied tokens that were looked at."""
    tokenizer, seen = packer.tokenizer, 0
    while seen < SMALLEST_COPY:
        for example in drawn_examples(random_scene(rng), rng, 2, ("copy",)):
            asked = tokenizer.encode(example.question).ids
            for part in (p for p in example.completion if isinstance(p, Copied)):
                ids, sources = copied_tokens(tokenizer, example.question, part)
                said = tokenizer.decode(ids, skip_special_tokens=False)
                assert said == f"{' ' if part.spaced else ''}{part.text}", (said, part)
                assert "".join(p.text for p in pieces(tokenizer, example.question, part.text)).lower() == part.text
                for source in set(sources):
                    mine = tokenizer.decode([i for i, s in zip(ids, sources) if s == source]).strip()
                    assert mine in tokenizer.decode([asked[source]]).lower(), f"'{mine}' is no copy: {example.question}"
                seen += len(ids)
            assert f"<answer>{example.truth.answer}</answer>" in completion_text(example) or "answer" not in example.grammar
    return seen


def check_shard(drawn: Drawn, folder: Path) -> None:
    write_shard(folder / "one.npz", drawn)
    found = read_shard(folder / "one.npz")
    for holder, other in ((drawn.batch, found.batch), (drawn.truth, found.truth), (drawn.batch.looks, found.batch.looks), (drawn.batch.copies, found.batch.copies)):
        for field in fields(holder):
            a, b = getattr(holder, field.name), getattr(other, field.name)
            if field.name == "pictures":  # noise is what JPEG does worst
                assert a.shape == b.shape and (a.float() - b.float()).abs().mean() < 24
            elif isinstance(a, Tensor):
                assert a.dtype == b.dtype and torch.equal(a, b), field.name
    assert found.batch.skills == drawn.batch.skills and found.questions == drawn.questions and torch.equal(found.dense_rows, drawn.dense_rows)
    tokens = torch.randn(len(drawn.batch.pictures), 36, 256)
    write_shard(folder / "two.npz", replace(drawn, tokens=tokens))
    assert torch.equal(read_shard(folder / "two.npz").tokens, tokens.half())


@torch.no_grad()
def check_losses(trainer: Trainer, tokenizer: Tokenizer, drawn: Drawn) -> None:
    """Once more, row by row, and with picked rows instead of weights."""
    policy, batch = trainer.policy, drawn.batch
    letters = lambda token: tokenizer.decode([token]).strip().lower()
    for at, source in zip(batch.copies.at.tolist(), batch.copies.source.tolist()):
        asked = letters(batch.ids[at // batch.ids.shape[1], source].item())
        assert letters(batch.ids.flatten()[at + 1].item()) in asked, f"a copy of '{asked}'"
    policy.eval()
    tokens, mask = torch.randn(len(batch.pictures), 36, 256), batch.mask
    words, boxes, by_skill = losses(policy, tokens, batch, mask, trainer.numbers, trainer.marks, 0.0, 1.5)
    hidden, _ = policy.decoder(policy.prompt_embeds(batch.ids, tokens[batch.shown], trainer.marks.image), batch.positions, mask)
    logits, coordinates = policy.decoder.lm_head(hidden.flatten(0, 1)[batch.rows]), set(batch.soft_rows.tolist())
    before = batch.ids.flatten()[batch.rows]
    each = [-(logits[i] / (1.0 if before[i] == trainer.marks.think else 1.5)).log_softmax(-1)[batch.labels[i]].item() for i in range(len(batch.rows)) if i not in coordinates]
    assert abs(words.item() - np.mean(each)) < CLOSE and by_skill[1].sum() == len(each)
    target, off = soft_targets(batch.soft), []
    for q, i in enumerate(batch.soft_rows.tolist()):
        said = (logits[i] / 1.5).log_softmax(-1)[trainer.numbers[0 if batch.leading[q] else 1]]
        off.append((target[q] * (target[q].log() - said)).sum().item())
    assert abs(boxes.item() - np.mean(off)) < CLOSE
    watched, c, wanted = trainer.watched, policy.config, []
    copy = copy_loss(watched, batch.copies, batch.positions, mask)
    for at, source in zip(batch.copies.at.tolist(), batch.copies.source.tolist()):
        b, t = divmod(at, batch.ids.shape[1])
        for layer, head in HEADS:
            h, module = watched.inputs[layer][b], policy.decoder.layers[layer]
            turn = lambda x: rotate(x.unflatten(-1, (-1, c.head_dim)).transpose(0, 1)[None], policy.decoder.cos[batch.positions[b]][None, None], policy.decoder.sin[batch.positions[b]][None, None])[0]
            q, k = turn(module.q_proj(h))[head], turn(module.k_proj(h)).repeat_interleave(c.num_heads // c.num_kv_heads, 0)[head]
            seen = [j for j in range(t + 1) if mask[b, 0, t, j]]
            assert source in seen and source < t
            wanted.append(-(k[seen] @ q[t] / c.head_dim**0.5).log_softmax(0)[seen.index(source)].item())
    assert len(wanted) > 0 and abs(copy.item() - np.mean(wanted)) < CLOSE
    none = Copies(batch.copies.at[:0], batch.copies.source[:0])
    assert copy_loss(watched, none, batch.positions, mask).item() == 0
    out, truth = torch.randn(len(drawn.dense_rows), trainer.head.out_channels, 12, 12), drawn.truth
    parts, present, painted = dense_parts(out, truth), truth.noun >= 0, truth.colour >= 0
    nouns = out.shape[1] - 17
    by_cell = out.permute(0, 2, 3, 1)
    assert abs(parts["noun"] - F.cross_entropy(by_cell[present][:, 2 : 2 + nouns], truth.noun[present], label_smoothing=0.05)) < CLOSE
    assert abs(parts["colour"] - 0.5 * F.cross_entropy(by_cell[painted][:, 2 + nouns : -4], truth.colour[painted])) < CLOSE
    axis = (torch.arange(12) + 0.5) / 12
    middle = torch.stack([axis.expand(12, 12), axis[:, None].expand(12, 12)] * 2, -1)
    assert abs(parts["box"] - 8 * (by_cell[..., -4:] * 0.3 + middle - truth.box.permute(0, 2, 3, 1)).abs().mean(-1)[present].mean()) < CLOSE
    found, total = trainer.matching(tokens[drawn.dense_rows], policy.embed.weight, truth)[0], 0.0
    for k in range(3):
        rows = getattr(trainer.matching, f"words_{k}")
        scores = tokens[drawn.dense_rows] @ (rows @ policy.embed.weight).T / SCALE
        logits, share = torch.cat([scores, trainer.matching.nothing[k].expand(*scores.shape[:2], 1)], -1), by_token(truth.colour if k == 2 else truth.noun, len(rows))
        known = share[..., -1] < 1 if k == 2 else torch.ones(share.shape[:2], dtype=torch.bool)
        total += F.cross_entropy(logits[known], share[known]).item() / 3
    assert abs(found.item() - total) < CLOSE
    policy.train()


def fresh(seed: int = 0) -> tuple[Pocket, Tokenizer]:
    torch.manual_seed(seed)
    return new_pocket()


def check_taken_up(batches: list[Drawn], folder: Path, device: str) -> None:
    settings, half = Settings(sharp=1.5, quantize=0.5, frozen_eyes=True), len(batches) // 2
    whole = Trainer(*fresh(), settings, device)
    before = {k: v.clone() for k, v in whole.policy.state_dict().items()}
    start = {k: v.clone() for k, v in whole.head.state_dict().items()}
    for k, drawn in enumerate(batches):
        whole.step(drawn, k / len(batches))
    first = Trainer(*fresh(), settings, device)
    first.head.load_state_dict(start)
    for k, drawn in enumerate(batches[:half]):
        first.step(drawn, k / len(batches))
    first.save(folder / "run.pt", 7.0)
    policy, tokenizer, saved = load_policy(folder / "run.pt")
    second = Trainer(policy, tokenizer, settings, device)
    assert second.go_on(saved) == 7.0 and second.steps == half
    for k, drawn in enumerate(batches[half:], half):
        second.step(drawn, k / len(batches))
    for name, value in whole.policy.state_dict().items():
        assert torch.allclose(value, second.policy.state_dict()[name], atol=1e-5), name
        assert name.startswith("vision.") == torch.equal(value, before[name]) or "norm" in name, name


def main() -> None:
    device, rng = sys.argv[1] if len(sys.argv) > 1 else "cpu", np.random.default_rng(0)
    torch.set_num_threads(2)
    policy, tokenizer = fresh()
    packer = Packer(tokenizer, policy.config.image_tokens, SPREADS["narrow"])
    print(check_copies(packer, rng), "copied tokens")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batches = [some_drawn(packer, 2, rng) for _ in range(2)]
        check_shard(batches[0], folder)
        check_losses(Trainer(*fresh(), Settings(sharp=1.5)), tokenizer, batches[0])
        check_taken_up(batches, folder, device)
        (folder / "shards").mkdir()
        for k, drawn in enumerate(batches):
            write_shard(folder / f"shards/{k}.npz", drawn)
        torch.save({"policy": policy.state_dict()}, folder / "start.pt")
        given = f"{folder} {folder}/out.pt 1 --resume {folder}/start.pt --shards {folder}/shards --readers 0 --continue --device {device} --steps"
        one = run(arguments(f"{given} 1".split()))
        two = run(arguments(f"{given} 2".split()))
        assert (one.steps, two.steps) == (1, 2) and torch.isfinite(two.means).all(), two.report()
        moved = load_policy(folder / "out.pt")[0].state_dict()
        assert not torch.equal(moved["vision.mix.weight"], policy.state_dict()["vision.mix.weight"]) and torch.equal(moved["vision.lite.stem.weight"], policy.state_dict()["vision.lite.stem.weight"])
        export(folder / "out.pt", folder / "bundle")
        size = sum(p.stat().st_size for p in (folder / "bundle").rglob("*") if p.is_file())
        assert size < MOST_BYTES, size
        print(f"two steps from shards on {device}, stopped and taken up: {two.report()}; a bundle of {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
