"""Numbers as WGSL has them: 32 bits, whole numbers that wrap, fractions that are rounded after every step, reads that never leave a list.

A fraction is worked out in 64 bits and rounded to 32 at once; for + - * / and the square root that is exactly what 32 bits give.
Source: WGSL (W3C), sections 8.7 to 8.9, 17. Nothing here but the standard library.
"""

import math
import struct as _struct
from functools import lru_cache as _lru_cache
from operator import eq, ge, gt, le, lt, ne  # noqa: F401

_FLOAT = _struct.Struct("<f")
_UNSIGNED = _struct.Struct("<I")
_SIGNED = _struct.Struct("<i")


def f32(x):
    try:
        return _FLOAT.unpack(_FLOAT.pack(x))[0]
    except OverflowError:
        return math.copysign(math.inf, x)


def u32(x):
    return x & 0xFFFFFFFF


def i32(x):
    x &= 0xFFFFFFFF
    return x - 0x100000000 if x & 0x80000000 else x


def to_f32(x):
    return f32(float(x))


def _whole(x, least, most):
    if isinstance(x, (bool, int)):
        return int(x)
    if math.isnan(x):
        return 0
    return int(min(max(x, least), most))


def to_u32(x):
    # A fraction stops at the ends, a whole number wraps.
    return u32(_whole(x, 0, 4294967040)) if isinstance(x, float) else int(x) & 0xFFFFFFFF


def to_i32(x):
    return i32(_whole(x, -2147483648, 2147483520)) if isinstance(x, float) else i32(int(x))


def bits_of_float(x):
    return _UNSIGNED.unpack(_FLOAT.pack(x))[0]


def signed_bits_of_float(x):
    return _SIGNED.unpack(_FLOAT.pack(x))[0]


def float_of_bits(x):
    return _FLOAT.unpack(_UNSIGNED.pack(x & 0xFFFFFFFF))[0]


_REMEMBERED = {}


def remembered(function):
    """A function of whole numbers over buffers that do not change: what it gave once, it gives again. What it returns, nobody changes."""
    cached = _lru_cache(1 << 15)(function)
    _REMEMBERED.setdefault(function.__module__, []).append(cached)
    return cached


def forget(module):
    """For the functions of a module: its buffers are others now."""
    for function in _REMEMBERED.get(module, ()):
        function.cache_clear()


# Of vectors: a number beside a vector stands for one of the same number.
def each(function, *given):
    size = next(len(one) for one in given if isinstance(one, list))
    return [function(*(one[i] if isinstance(one, list) else one for one in given)) for i in range(size)]


def same(x):
    return x


def swizzle(vector, *places):
    return [vector[place] for place in places]


# WGSL lets a read outside of a list give any number of it, and drops a write.
def at(values, index):
    return values[index] if 0 <= index < len(values) else copy(values[-1])


def put(values, index, value):
    if 0 <= index < len(values):
        values[index] = value


class Struct:
    __slots__ = ()


def copy(value):
    if isinstance(value, list):
        if value and isinstance(value[0], (list, Struct)):
            return [copy(one) for one in value]
        return value[:]
    if isinstance(value, Struct):
        return type(value)(*(copy(getattr(value, name)) for name in value.__slots__))
    return value


def add_f(a, b):
    return f32(a + b)


def sub_f(a, b):
    return f32(a - b)


def mul_f(a, b):
    return f32(a * b)


def div_f(a, b):
    if b == 0:
        if a == 0 or math.isnan(a):
            return math.nan
        return math.copysign(math.inf, a) * math.copysign(1.0, b)
    return f32(a / b)


def mod_f(a, b):
    if b == 0 or math.isinf(a):
        return math.nan
    return f32(math.fmod(a, b))


div_d, mod_d = div_f, mod_f


def add_u(a, b):
    return (a + b) & 0xFFFFFFFF


def sub_u(a, b):
    return (a - b) & 0xFFFFFFFF


def mul_u(a, b):
    return (a * b) & 0xFFFFFFFF


def div_u(a, b):
    return a // b if b else a


def mod_u(a, b):
    return a % b if b else 0


def add_i(a, b):
    return i32(a + b)


def sub_i(a, b):
    return i32(a - b)


def mul_i(a, b):
    return i32(a * b)


def div_i(a, b):
    if b == 0:
        return a
    whole = abs(a) // abs(b)
    return i32(whole if (a < 0) == (b < 0) else -whole)


def mod_i(a, b):
    return i32(a - b * div_i(a, b)) if b else 0


def and_b(a, b):
    return a and b


def or_b(a, b):
    return a or b


def xor_b(a, b):
    return a != b


def and_u(a, b):
    return a & b


def or_u(a, b):
    return a | b


def xor_u(a, b):
    return a ^ b


and_i, or_i, xor_i = and_u, or_u, xor_u


def shl_u(a, b):
    return (a << (b & 31)) & 0xFFFFFFFF


def shl_i(a, b):
    return i32(a << (b & 31))


def shr_u(a, b):
    return a >> (b & 31)


shr_i = shr_u


def neg_f(a):
    return -a


def neg_i(a):
    return i32(-a)


def not_b(a):
    return not a


def inv_u(a):
    return a ^ 0xFFFFFFFF


def inv_i(a):
    return ~a


def select(no, yes, when):
    return yes if when else no


def select_each(no, yes, when):
    return each(select, no, yes, when) if isinstance(no, list) else [select(no, yes, one) for one in when]


def min_(a, b):
    return b if b < a else a


def max_(a, b):
    return b if b > a else a


def clamp(x, least, most):
    return min_(max_(x, least), most)


def saturate(x):
    return clamp(x, 0.0, 1.0)


def abs_(x):
    return -x if x < 0 else abs(x)


def sign(x):
    zero = x - x
    return zero + 1 if x > 0 else zero - 1 if x < 0 else zero


def floor(x):
    return float(math.floor(x)) if math.isfinite(x) else x


def ceil(x):
    return float(math.ceil(x)) if math.isfinite(x) else x


def trunc(x):
    return float(math.trunc(x)) if math.isfinite(x) else x


def round_even(x):
    return float(round(x)) if math.isfinite(x) else x


def fract(x):
    return f32(x - floor(x))


def sqrt(x):
    return f32(math.sqrt(x)) if x >= 0 else math.nan


def inverse_sqrt(x):
    return div_f(1.0, sqrt(x))


def exp(x):
    try:
        return f32(math.exp(x))
    except OverflowError:
        return math.inf


def exp2(x):
    try:
        return f32(2.0**x)
    except OverflowError:
        return math.inf


def log(x):
    return f32(math.log(x)) if x > 0 else -math.inf if x == 0 else math.nan


def log2(x):
    return f32(math.log2(x)) if x > 0 else -math.inf if x == 0 else math.nan


def cos(x):
    return f32(math.cos(x))


def sin(x):
    return f32(math.sin(x))


def tan(x):
    return f32(math.tan(x))


def tanh(x):
    return f32(math.tanh(x))


def acos(x):
    return f32(math.acos(x))


def asin(x):
    return f32(math.asin(x))


def atan(x):
    return f32(math.atan(x))


def atan2(y, x):
    return f32(math.atan2(y, x))


def power(x, y):
    try:
        return f32(math.pow(x, y))
    except (OverflowError, ValueError):
        return math.nan


def mix(a, b, share):
    return f32(f32(a * f32(1.0 - share)) + f32(b * share))


def fma(a, b, c):
    return f32(a * b + c)


def step_(edge, x):
    return 1.0 if x >= edge else 0.0


def smoothstep(low, high, x):
    t = clamp(div_f(f32(x - low), f32(high - low)), 0.0, 1.0)
    return f32(t * t * (3.0 - 2.0 * t))


def dot(a, b):
    total = 0.0 if isinstance(a[0], float) else 0
    for x, y in zip(a, b):
        total = f32(total + f32(x * y)) if isinstance(x, float) else (total + x * y)
    return total if isinstance(total, float) else u32(total)


def length(vector):
    return sqrt(dot(vector, vector))


def count_one_bits(x):
    return bin(x & 0xFFFFFFFF).count("1")


def count_leading_zeros(x):
    return 32 - (x & 0xFFFFFFFF).bit_length()


def count_trailing_zeros(x):
    x &= 0xFFFFFFFF
    return 32 if x == 0 else (x & -x).bit_length() - 1


def first_leading_bit(x):
    return u32((x & 0xFFFFFFFF).bit_length() - 1)


def first_trailing_bit(x):
    x &= 0xFFFFFFFF
    return 0xFFFFFFFF if x == 0 else (x & -x).bit_length() - 1


def reverse_bits(x):
    return int(format(x & 0xFFFFFFFF, "032b")[::-1], 2)
