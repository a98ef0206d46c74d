"""What is true about each prompt, as the words that the rewards read. The twin of Rollscope's own packing.

Layout: a table (prompts, fields, 2) of first word and number of items, four zeros, then the items: numbers as the bits of a 32-bit fraction,
texts as four words (first byte, length, 1 if it is a number, that number), then the bytes of the texts.
"""

import struct as _struct

from . import wgsl as w


class TruthError(ValueError):
    """A value cannot be meant; the message says which."""


def _texts(value):
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _one(value):
    return [] if value is None else [[value]]


def _fact(fact, name, default):
    return default if isinstance(fact, str) else fact.get(name, default)


# Field of the table -> how it is taken from a prompt's truth: texts or lists of numbers.
_TEXTS = {
    "answer": lambda t: _texts(t.get("answer")),
    "acceptedAnswers": lambda t: _texts(t.get("acceptedAnswers")),
    "labels": lambda t: _texts(t.get("labels")),
    "facts": lambda t: [f if isinstance(f, str) else f["text"] for f in t.get("facts") or []],
    "factKinds": lambda t: [_fact(f, "kind", "") or "" for f in t.get("facts") or []],
    "captions": lambda t: _texts(t.get("captions")),
    "triples": lambda t: [part for triple in t.get("triples") or [] for part in triple],
    "referenceSteps": lambda t: _texts(t.get("referenceSteps")),
    "expertText": lambda t: _texts(t.get("expertText")),
    "program": lambda t: _texts(t.get("program")),
    "options": lambda t: _texts(t.get("options")),
    "slotNames": lambda t: list(t.get("hiddenSlots") or {}),
    "slotValues": lambda t: list((t.get("hiddenSlots") or {}).values()),
    "question": lambda t: _texts(t.get("question")),
}
_NUMBERS = {
    "boxes": lambda t: t.get("boxes") or [],
    "points": lambda t: t.get("points") or [],
    "factWeights": lambda t: [[_fact(f, "weight", 1)] for f in t.get("facts") or []],
    "order": lambda t: [[place] for place in t.get("order") or []],
    "answerOption": lambda t: _one(t.get("answerOption")),
    "quality": lambda t: _one(t.get("quality")),
}
_SIZES = {"boxes": 4, "points": 2}


def _is_digit(byte):
    return 48 <= byte <= 57


def _is_space(byte):
    return byte == 32 or 9 <= byte <= 13


def number_of_text(data):
    """The decimal number that the bytes are, white space and a percent sign aside; None where they are something else."""
    start, end = 0, len(data)
    while start < end and _is_space(data[start]):
        start += 1
    while end > start and (_is_space(data[end - 1]) or data[end - 1] == 37):
        end -= 1

    def digit_at(i):
        return i < end and _is_digit(data[i])

    i, sign = start, 1
    if i < end and data[i] in (43, 45):
        sign = -1 if data[i] == 45 else 1
        i += 1
    mantissa = digits = whole = power = 0
    after_point = False
    while i < end:
        byte = data[i]
        if byte == 46 and not after_point and (digits > 0 or digit_at(i + 1)):
            after_point = True
            i += 1
            continue
        is_comma = byte == 44 and digit_at(i + 1) and digit_at(i + 2) and digit_at(i + 3) and not digit_at(i + 4)
        if is_comma and not after_point and digits > 0:
            i += 1
            continue
        if not _is_digit(byte):
            break
        digits += 1
        if not after_point:
            whole += 1
        if mantissa < 100000000:
            mantissa = mantissa * 10 + (byte - 48)
            if after_point:
                power -= 1
        elif not after_point:
            power += 1
        i += 1
    if digits == 0 or whole > 15 or i != end:
        return None
    scale = 10.0 ** min(abs(power), 30)
    return sign * (mantissa / scale if power < 0 else mantissa * scale)


def _check_numbers(field, items):
    size = _SIZES.get(field, 1)
    for item in items:
        if len(item) != size or not all(isinstance(x, (int, float)) and abs(x) < float("inf") for x in item):
            raise TruthError(f"The truth's {field} hold {item!r}; each must be {size} finite number{'s' if size > 1 else ''}.")
        if field == "boxes" and not (item[0] < item[2] and item[1] < item[3]):
            raise TruthError(f"The true box {item!r} has no area: it needs x0 < x1 and y0 < y1, in fractions of the picture.")


def pack_truth(truths, fields, places):
    """truths: a dict per prompt. fields: the fields to pack. places: their places in the table, by name, in its order."""
    words = [0] * (2 * len(truths) * len(places) + 4)
    texts = []
    for p, truth in enumerate(truths):
        for name, place in places.items():
            if name not in fields:
                continue
            cell = 2 * (p * len(places) + place)
            items = _TEXTS[name](truth) if name in _TEXTS else _NUMBERS[name](truth)
            words[cell], words[cell + 1] = len(words), len(items)
            if name in _NUMBERS:
                _check_numbers(name, items)
                for item in items:
                    words.extend(w.bits_of_float(w.f32(float(x))) for x in item)
                continue
            for text in items:
                if not isinstance(text, str):
                    raise TruthError(f"The truth's {name} must hold texts, not {type(text).__name__}.")
                data = text.encode("utf-8", "surrogatepass")
                number = number_of_text(data)
                texts.append((len(words), data))
                words.extend([0, len(data), int(number is not None), w.bits_of_float(w.f32(float(number or 0)))])
    for at, data in texts:
        words[at] = 4 * len(words)
        words.extend(words_of(data))
    return words


def words_of(data):
    """Bytes as whole numbers of four, the first byte lowest."""
    padded = data + b"\0" * (-len(data) % 4)
    return list(_struct.unpack(f"<{len(padded) // 4}I", padded))
