// What: operators of the oracle that arrange, cut, join and index.
import {
  broadcastShapes,
  build,
  fromEnd,
  get,
  getBroadcast,
  intOf,
  intsOf,
  offsetOf,
  sizeOf,
  tensor,
} from './tensor.ts';
import type { Kernel, Kernels, Tensor } from './tensor.ts';

function reshaped(x: Tensor, asked: readonly number[]): Tensor {
  const sizes = asked.map((dim, i) => (dim === 0 ? x.shape[i]! : dim));
  const known = sizeOf(sizes.filter((dim) => dim !== -1));
  return tensor(
    sizes.map((dim) => (dim === -1 ? x.data.length / known : dim)),
    x.data,
  );
}

const slice: Kernel = ([x, starts, ends, axesInput, stepsInput]) => {
  const rank = x!.shape.length;
  const axes = (axesInput ? Array.from(axesInput.data) : [...starts!.data.keys()]).map((axis) => fromEnd(axis, rank));
  const first = x!.shape.map(() => 0);
  const step = x!.shape.map(() => 1);
  const shape = [...x!.shape];
  axes.forEach((axis, i) => {
    const size = x!.shape[axis]!;
    const by = stepsInput?.data[i] ?? 1;
    const limit = (value: number): number =>
      Math.min(Math.max(value < 0 ? value + size : value, by < 0 ? -1 : 0), by < 0 ? size - 1 : size);
    first[axis] = limit(starts!.data[i]!);
    step[axis] = by;
    shape[axis] = Math.max(0, Math.ceil((limit(ends!.data[i]!) - first[axis]) / by));
  });
  return [
    build(shape, (index) =>
      get(
        x!,
        index.map((i, axis) => first[axis]! + i * step[axis]!),
      ),
    ),
  ];
};

const concat: Kernel = (inputs, node) => {
  const parts = inputs.map((input) => input!);
  const axis = fromEnd(intOf(node, 'axis', 0), parts[0]!.shape.length);
  const total = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  return [
    build(parts[0]!.shape.with(axis, total), (index) => {
      let at = index[axis]!;
      for (const part of parts) {
        if (at < part.shape[axis]!) return get(part, index.with(axis, at));
        at -= part.shape[axis]!;
      }
      throw new Error('Concat: out of range');
    }),
  ];
};

const split: Kernel = ([x, sizesInput], node) => {
  const axis = fromEnd(intOf(node, 'axis', 0), x!.shape.length);
  const chunk = Math.ceil(x!.shape[axis]! / node.outputs.length);
  let start = 0;
  return node.outputs.map((_, i) => {
    const size = sizesInput?.data[i] ?? Math.min(chunk, x!.shape[axis]! - start);
    const from = start;
    start += size;
    return build(x!.shape.with(axis, size), (index) => get(x!, index.with(axis, index[axis]! + from)));
  });
};

const pad: Kernel = ([x, pads, value, axesInput]) => {
  const rank = x!.shape.length;
  const axes = axesInput ? Array.from(axesInput.data, (axis) => fromEnd(axis, rank)) : [...x!.shape.keys()];
  const before = x!.shape.map(() => 0);
  const shape = [...x!.shape];
  axes.forEach((axis, i) => {
    before[axis] = pads!.data[i]!;
    shape[axis]! += pads!.data[i]! + pads!.data[i + axes.length]!;
  });
  return [
    build(shape, (index) => {
      const at = index.map((i, axis) => i - before[axis]!);
      return at.every((i, axis) => i >= 0 && i < x!.shape[axis]!) ? get(x!, at) : (value?.data[0] ?? 0);
    }),
  ];
};

const gather: Kernel = ([x, indices], node) => {
  const axis = fromEnd(intOf(node, 'axis', 0), x!.shape.length);
  const rank = indices!.shape.length;
  const shape = [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)];
  return [
    build(shape, (index) => {
      const at = fromEnd(get(indices!, index.slice(axis, axis + rank)), x!.shape[axis]!);
      return get(x!, [...index.slice(0, axis), at, ...index.slice(axis + rank)]);
    }),
  ];
};

const cumSum: Kernel = ([x, axisInput], node) => {
  const axis = fromEnd(axisInput!.data[0]!, x!.shape.length);
  const [reverse, exclusive] = [intOf(node, 'reverse', 0), intOf(node, 'exclusive', 0)];
  return [
    build(x!.shape, (index) => {
      let sum = 0;
      for (let i = 0; i < x!.shape[axis]!; i++) {
        const inside = reverse ? i >= index[axis]! : i <= index[axis]!;
        if (inside && !(exclusive && i === index[axis])) sum += get(x!, index.with(axis, i));
      }
      return sum;
    }),
  ];
};

function axesOf(x: Tensor, node: Parameters<Kernel>[1], input: Tensor | undefined, rank: number): number[] {
  const named = intsOf(node, 'axes', input);
  return named ? named.map((axis) => fromEnd(axis, rank)) : [...x.shape.keys()].filter((axis) => x.shape[axis] === 1);
}

export const LAYOUT: Kernels = {
  Reshape: ([x, shape]) => [reshaped(x!, Array.from(shape!.data))],
  Flatten: ([x], node) => {
    const axis = fromEnd(intOf(node, 'axis', 1), x!.shape.length);
    return [tensor([sizeOf(x!.shape.slice(0, axis)), sizeOf(x!.shape.slice(axis))], x!.data)];
  },
  Squeeze: ([x, input], node) => {
    const axes = axesOf(x!, node, input, x!.shape.length);
    return [
      tensor(
        x!.shape.filter((_, axis) => !axes.includes(axis)),
        x!.data,
      ),
    ];
  },
  Unsqueeze: ([x, input], node) => {
    const rank = x!.shape.length + (input?.data.length ?? intsOf(node, 'axes')!.length);
    const shape = [...x!.shape];
    for (const axis of axesOf(x!, node, input, rank).sort((a, b) => a - b)) shape.splice(axis, 0, 1);
    return [tensor(shape, x!.data)];
  },
  Transpose: ([x], node) => {
    const perm = intsOf(node, 'perm') ?? [...x!.shape.keys()].reverse();
    const shape = perm.map((axis) => x!.shape[axis]!);
    return [
      build(shape, (index) =>
        get(
          x!,
          [...perm.keys()].map((axis) => index[perm.indexOf(axis)]!),
        ),
      ),
    ];
  },
  Expand: ([x, shape]) => {
    const target = broadcastShapes(x!.shape, Array.from(shape!.data));
    return [build(target, (index) => getBroadcast(x!, index))];
  },
  Tile: ([x, repeats]) => [
    build(
      x!.shape.map((dim, axis) => dim * repeats!.data[axis]!),
      (index) =>
        get(
          x!,
          index.map((i, axis) => i % x!.shape[axis]!),
        ),
    ),
  ],
  Shape: ([x], node) => {
    const shape = x!.shape.slice(intOf(node, 'start', 0), intOf(node, 'end', x!.shape.length));
    return [tensor([shape.length], shape)];
  },
  Range: ([start, limit, delta]) => {
    const [a, b, by] = [start!.data[0]!, limit!.data[0]!, delta!.data[0]!];
    const count = Math.max(0, Math.ceil((b - a) / by));
    return [build([count], ([i]) => a + i! * by)];
  },
  Slice: slice,
  Concat: concat,
  Split: split,
  Pad: pad,
  Gather: gather,
  GatherElements: ([x, indices], node) => {
    const axis = fromEnd(intOf(node, 'axis', 0), x!.shape.length);
    return [
      build(indices!.shape, (index) =>
        get(x!, index.with(axis, fromEnd(indices!.data[offsetOf(indices!, index)]!, x!.shape[axis]!))),
      ),
    ];
  },
  CumSum: cumSum,
  Trilu: ([x, k], node) => {
    const [shift, upper] = [k?.data[0] ?? 0, intOf(node, 'upper', 1)];
    return [
      build(x!.shape, (index) => {
        const [row, column] = index.slice(-2) as [number, number];
        const inside = upper ? column >= row + shift : column <= row + shift;
        return inside ? get(x!, index) : 0;
      }),
    ];
  },
};
