"""Scores completions: finds tags, boxes and numbers in them, then runs rewards over them. Plain Python, no GPU.

The modules beside this one are translated from the shaders that Rollscope trains with, and give the same numbers.
"""

from importlib import import_module
from types import SimpleNamespace

from . import truth as _truth
from . import wgsl as w
from .layout import GRAMMAR, LAYOUT

_NOT_SCORABLE = w.f32(-3.0e38)


class Parsed:
    """Completions with their tags found.

    texts: strings, the answers to one prompt side by side.
    sizes: what the model writes for the far edges of the picture, (width, height) for each completion; GRAMMAR's where absent.
    tokens: the number of tokens of each; only rewards that count tokens ask for it. truncated: whether no stop token came.
    """

    def __init__(self, texts, sizes=None, tokens=None, truncated=None):
        data = [text.encode("utf-8", "replace") for text in texts]
        count = self.rollouts = len(data)
        self.tokens = tokens
        self.bytes_per_rollout = max([4] + [-(-min(len(one), LAYOUT["mostBytes"]) // 4) * 4 for one in data])
        self.bytes, self.spans, self.numbers, grammar = [], [], [], []
        parser = import_module(f"{__package__}.parseSpans")
        for r, one in enumerate(data):
            words = _truth.words_of(one[: self.bytes_per_rollout].ljust(self.bytes_per_rollout, b"\0"))
            spans = [0] * (LAYOUT["spanRow"] + LAYOUT["spanCount"] * 4)
            numbers = [0.0] * LAYOUT["numbersPerRollout"]
            width, height = sizes[r] if sizes else GRAMMAR["coordinateSize"]
            parser.bind(
                params=SimpleNamespace(
                    rollouts=1,
                    maxTokens=0,
                    bytesPerRollout=self.bytes_per_rollout,
                    tagCount=GRAMMAR["tagCount"],
                    answerSlot=GRAMMAR["answerSlot"],
                    coordinateWidth=w.to_f32(width),
                    coordinateHeight=w.to_f32(height),
                    exactCase=GRAMMAR["exactCase"],
                ),
                completionBytes=words,
                tokenStarts=[0, 0],
                byteCounts=[len(one)],
                lengths=[tokens[r] if tokens else 0, int(bool(truncated and truncated[r]))],
                tags=GRAMMAR["tags"],
                spans=spans,
                numbers=numbers,
                tokenSpans=[0],
            )
            parser.run(1)
            self.bytes += words
            self.spans += spans[: LAYOUT["spanRow"]]
            self.numbers += numbers
            grammar = spans[LAYOUT["spanRow"] :]
        self.spans += grammar


def column(reward, parsed, truths, generations, columns=None):
    """One number per completion; None where the reward cannot score it.

    reward: an entry of REWARDS. truths: a dict per prompt. generations: answers per prompt.
    columns: those of other rewards by name, for a reward that reads them.
    """
    if reward["reads"] == "tokens" and parsed.tokens is None:
        raise ValueError(f"The reward {reward['name']} counts tokens; give their number for each completion.")
    if len(truths) * generations != parsed.rollouts:
        raise ValueError(f"There are {parsed.rollouts} completions for {len(truths)} prompts of {generations} answers each.")
    module = import_module(f"{__package__}.{reward['module']}")
    known = {"coordinateWidth": GRAMMAR["coordinateSize"][0], "coordinateHeight": GRAMMAR["coordinateSize"][1]}
    made = [0.0] * parsed.rollouts
    module.bind(
        params=SimpleNamespace(
            rollouts=parsed.rollouts,
            generations=generations,
            maxTokens=max(parsed.tokens or [0]),
            bytesPerRollout=parsed.bytes_per_rollout,
            **{name: w.to_f32(value) for name, value in {**reward["knobs"], **known}.items()},
        ),
        completionBytes=parsed.bytes,
        spans=parsed.spans,
        numbers=parsed.numbers,
        truth=_truth.pack_truth(truths, reward["truth"], LAYOUT["truth"]),
        signals=_signals(reward, columns or {}, parsed.rollouts),
        column=made,
    )
    module.run(parsed.rollouts)
    return [None if value == _NOT_SCORABLE else value for value in made]


def _signals(reward, columns, rollouts):
    """The columns that it reads: a table of first word, numbers per rollout and 0, then the numbers."""
    words = [0] * (3 * len(reward["columns"]))
    for k, name in enumerate(reward["columns"]):
        if name not in columns:
            raise ValueError(f"The reward {reward['name']} reads the column {name}, which must be scored before it.")
        words[3 * k : 3 * k + 2] = [len(words), 1]
        words.extend(w.bits_of_float(w.f32(value or 0.0)) for value in columns[name])
    return words or [0]
