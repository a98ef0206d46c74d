"""Prints an example of each skill and checks many: `python -m pocket.check_skills [SCENES]`.

Every completion parses, passes its own score, fits into 48 tokens a turn, and is tokenised the same part by part as whole; a wrong answer or a moved box
does not pass; what the truth says is computed here once more from the boxes, by other means.
Guesses (guess.py) are as frequent as they should be.
"""
import sys
from collections import Counter
from dataclasses import replace

import numpy as np

from pocket.colours import NAMES
from pocket.degrade import KINDS
from pocket.drafts import DEFAULT, MOST_BYTES
from pocket.copied import copied_tokens
from pocket.examples import Coordinate, Copied, Example, Observation, completion_text, rounded, turns
from pocket.guess import SHARE, SHARE_ON_PHOTOS, THINK, Habit
from pocket.metro import Network
from pocket.nouns import nouns
from pocket.packs import drawn_examples, skills
from pocket.scene import Change, Pair, Scene, Thing
from pocket.score import best_iou, first, iou, pass_at_k, passes, well_formed
from pocket.vocabulary import pocket_tokenizer
from pocket.wordings import Rng, mix, pick

MOST_TOKENS = 48


def random_scene(rng: Rng) -> Scene:
    """Boxes without a picture; small ones too, repeats."""
    things: list[Thing] = []
    small, kin = rng.random() < 0.3, rng.random() < 0.2
    rows = nouns()
    for depth in range(int(rng.integers(0, 8))):
        pool = [r for r in rows if r["category"] == things[0].category] if kin and things and rng.random() < 0.8 else rows
        again = pick(things, rng).noun if things and rng.random() < 0.3 else None
        row = next(r for r in rows if r["noun"] == again) if again else pick(pool, rng)
        w, h = rng.uniform(0.05, 0.2, 2) if small else rng.uniform(0.1, 0.5, 2)
        x, y = rng.uniform(0, 1 - w), rng.uniform(0, 1 - h)
        colour = pick(NAMES, rng) if rng.random() < 0.7 else None
        things.append(Thing(row["noun"], row["category"], colour, (x, y, x + w, y + h), "3d", depth, float(rng.random() * 0.1)))
    damage = (pick(KINDS, rng), int(rng.integers(1, 6))) if rng.random() < 0.3 else None
    return Scene(tuple(things), None, damage, rng.random() < 0.5)


def random_pair(rng: Rng) -> Pair:
    first = random_scene(rng)
    if not first.things or rng.random() < 0.4:
        damaged = replace(first, degradation=(pick(KINDS, rng), 3))
        better = int(rng.integers(2))
        return Pair(*((first, damaged), (damaged, first))[better], None, better)
    thing, attribute = pick(first.things, rng), pick(("colour", "moved", "removed", "size"), rng)
    value = {"colour": pick(NAMES, rng), "moved": pick(("left", "right", "up", "down"), rng), "removed": thing.noun, "size": "bigger"}[attribute]
    return Pair(first, first, Change(thing, attribute, value))


def check_tokens(tokenizer, example: Example) -> int:
    """-> tokens of the longest turn."""
    values, said = iter(rounded(example.completion)), [[]]
    for part in example.completion:
        if isinstance(part, Observation):
            said.append([])
        elif isinstance(part, Copied):
            said[-1] += copied_tokens(tokenizer, example.question, part)[0]
        else:
            text = f"{' ' if part.spaced else ''}{next(values)}" if isinstance(part, Coordinate) else part
            said[-1] += tokenizer.encode(text).ids
    for ids, text in zip(said, turns(example)):
        own_cut = any(isinstance(part, Copied) for part in example.completion)
        assert own_cut or ids == tokenizer.encode(text).ids, f"{text} is tokenised otherwise part by part"
        assert tokenizer.decode(ids, skip_special_tokens=False) == text, text
        assert len(ids) <= MOST_TOKENS, f"{len(ids)} tokens: {text}"
    return max(map(len, said))


def check_truth(example: Example, scene: Scene) -> None:
    """What can be said of the scene without the code of the skill."""
    truth, things = example.truth, scene.things
    centres = {t.noun: ((t.box[0] + t.box[2]) / 2, (t.box[1] + t.box[3]) / 2) for t in things}
    alone = {t.noun for t in things if sum(o.noun == t.noun for o in things) == 1}
    for fact in truth.facts:
        words = fact.removeprefix("the ").split(" is ")
        if len(words) == 2 and words[0] in alone and words[1] in NAMES:
            assert next(t for t in things if t.noun == words[0]).colour == words[1], fact
        if len(words) == 2 and words[0] in alone and (pair := words[1].split(" of the "))[0] in ("left", "right") and pair[-1] in alone:
            assert (centres[words[0]][0] < centres[pair[1]][0]) == (pair[0] == "left"), fact
        if fact.startswith("no ") and example.skill in ("find", "count"):
            assert all(t.noun != fact[3:] for t in things), fact
    if example.skill == "find" and len(truth.boxes) > 1:
        assert len(truth.boxes) == max(Counter(t.noun for t in things if t.box in truth.boxes).values())
    if example.skill == "count" and truth.boxes:
        x0, y0, x1, y1 = truth.boxes[0]
        inside = [t for t in things if t.box[0] >= x0 and t.box[1] >= y0 and t.box[2] <= x1 and t.box[3] <= y1]
        assert int(truth.answer) <= len(inside)
    thought = first(completion_text(example), "think") or ""
    if example.skill == "count" and thought.startswith("at "):
        places = [tuple(int(w) / 100 for w in pair.split()) for pair in thought.removeprefix("at ").split(":")[0].split(", ")]
        assert len(places) == int(truth.answer) and [x for x, _ in places] == sorted(x for x, _ in places), thought
        assert all(any(b[0] - 0.01 <= x <= b[2] + 0.01 and b[1] - 0.01 <= y <= b[3] + 0.01 for b in (t.box for t in things)) for x, y in places), thought
    elif example.skill == "count" and thought:
        assert truth.answer == "0", thought
    if example.skill in ("name", "colour", "zoom", "point") and len(truth.boxes) == 1:
        assert any(t.box == truth.boxes[0] for t in things)


def check_map(example: Example, network: Network) -> None:
    """What can be said of a map without the code of the skill; of stops in between nothing, the golden file compares them."""
    on = {line.colour: line.stations for line in network.lines}
    words, answer = example.truth.facts[0].split(), example.truth.answer
    if answer in ("yes", "no"):
        true = words[-2] in on if words[0] == "there" else words[0] in on[words[-2]]
        assert true == (answer == "yes"), example.truth
    elif answer in on:
        assert [colour for colour, names in on.items() if words[0] in names] == [answer], example.truth
    elif words[-1] in ("lines", "stations"):
        assert int(answer) == (len(network.lines) if words[-1] == "lines" else len(on[words[1]])), example.truth
    elif words[0] == "take":
        legs = [leg.split() for leg in answer.split("; ")]
        assert all(start in on[colour] and end in on[colour] for start, colour, end in legs), answer
        assert all(a[2] == b[0] for a, b in zip(legs, legs[1:])), answer
        assert len(legs) == 1 or not any({legs[0][0], legs[-1][2]} <= set(names) for names in on.values()), answer


def check(tokenizer, example: Example, shown: Scene | Pair | Network) -> int:
    text = completion_text(example)
    tiny = any(min(b[2] - b[0], b[3] - b[1]) < 0.06 for b in example.truth.boxes)  # rounding alone may cost much of the IoU
    assert well_formed(text, example), f"{example.grammar}: {text}"
    assert tiny or passes(text, example) or "answer" not in example.grammar, f"{example.skill}: {text}"
    other = text.replace("<answer>", "<answer>not ").replace("<point>", "<point>x").replace("<think>", "<think>not ")
    if example.scored != "facts" and (example.scored != "boxes" or not example.truth.boxes):
        assert not passes(other, example), other
    assert not well_formed(text.replace("</answer>", "").replace("</box>", ""), example)
    assert len(example.truth.facts) <= 8 and all(len(f.encode()) <= MOST_BYTES for f in example.truth.facts), example.truth.facts
    assert all(0 <= v <= 99 for v in rounded(example.completion))
    if isinstance(shown, Scene):
        check_truth(example, shown)
    if isinstance(shown, Network):
        check_map(example, shown)
    return check_tokens(tokenizer, example)


def check_habit(scenes: list[Scene], rng: Rng) -> None:
    """A guess is well formed, asks for no crop, keeps the truth and the question."""
    habit, made, guessed = Habit(), {True: 0, False: 0}, {True: 0, False: 0}
    for scene in scenes:
        for example in drawn_examples(scene, rng, 3) + drawn_examples(scene, rng, 1, ("zoom",)):
            after = habit.maybe(example, scene.photo, rng)
            if example.grammar.removeprefix("zoom_") != DEFAULT or example.scored not in ("answer", "boxes"):
                assert after == example
                continue
            made[scene.photo], guessed[scene.photo] = made[scene.photo] + 1, guessed[scene.photo] + after.loose
            assert (after.question, after.truth, after.skill) == (example.question, example.truth, example.skill)
            if after.loose:
                assert well_formed(completion_text(after), after) and f"<think>{THINK}</think>" in completion_text(after)
                assert not any(isinstance(part, Observation) for part in after.completion)
    for photo, share in ((False, SHARE), (True, SHARE_ON_PHOTOS)):
        error = 4 * (share * (1 - share) / max(1, made[photo])) ** 0.5
        assert abs(guessed[photo] / max(1, made[photo]) - share) < error, (photo, guessed, made)
    print(f"guesses: {guessed[False]}/{made[False]} on drawn backgrounds, {guessed[True]}/{made[True]} on photographs")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    tokenizer, rng = pocket_tokenizer(), np.random.default_rng(0)
    assert tokenizer.get_vocab_size() <= 1500
    assert set(mix()["skills"]) == set(skills()), set(mix()["skills"]) ^ set(skills())
    assert abs(pass_at_k(10, 3, 1) - 0.3) < 1e-12 and pass_at_k(4, 1, 4) == 1 and iou((0, 0, 1, 1), (0, 0, 0.5, 1)) == 0.5
    scenes, pairs = [random_scene(rng) for _ in range(count)], [random_pair(rng) for _ in range(count)]
    check_habit(scenes, rng)
    for name, skill in skills().items():
        made, longest, sample = 0, 0, None
        grammars: Counter[str] = Counter()
        own = [skill.own_picture(rng)[1] for _ in range(count // 4)] if hasattr(skill, "own_picture") else None
        all_shown = own or (scenes if skill.PICTURES == 1 else pairs)
        for shown in all_shown:
            example = skill.examples(shown, rng)
            if example is None:
                continue
            assert example.skill == name and example.pictures == skill.PICTURES
            made, longest = made + 1, max(longest, check(tokenizer, example, shown))
            grammars[example.grammar] += 1
            sample = sample or example
        assert sample, f"{name} never fits"
        asked = len(tokenizer.encode(sample.question).ids)
        print(f"{name}: fits {made}/{len(all_shown)}, at most {longest} tokens a turn, IoU of the shown {best_iou(completion_text(sample), sample)}")
        print(f"  {asked} tokens: {sample.question}\n  {' [crop] '.join(turns(sample))}\n  {dict(grammars)}")


if __name__ == "__main__":
    main()
