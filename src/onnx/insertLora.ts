// What: puts LoRA into a decoder: every targeted linear layer gains a branch whose matrices are cut from one input `theta`.
// Formula: y = x·W + (alpha/rank)·(x·Aᵀ)·Bᵀ; A Kaiming-uniform with a = √5, i.e. U(−1/√in, 1/√in); B = 0.
// Shapes: theta [n]; A [rank,in], B [out,rank], row-major, one after the other in layout order; x [...,in]; y [...,out].
//   Order: layer; q, k, v, o, gate, up, down; A before B; lm_head last. Packed and separate qkv give the same θ.
// Source: PEFT, tuners/lora/layer.py (names, orientation, reset_lora_parameters).
import { branchesOf, findLinearLayers, PROJECTIONS, type LinearLayer, type LoraBranch } from './insertLoraLayers.ts';
import { OnnxError, type Attribute, type Initializer, type OnnxGraph, type OnnxNode } from './graph.ts';

export interface ThetaSegment {
  /** PEFT's name, e.g. `model.layers.0.self_attn.q_proj.lora_A.weight`. */
  readonly name: string;
  /** e.g. `model.layers.0.self_attn.q_proj`. */
  readonly module: string;
  readonly kind: 'lora_A' | 'lora_B' | 'dense';
  /** First float of the segment in θ. */
  readonly offset: number;
  readonly shape: readonly number[];
}

export interface LoraOptions {
  /** Projection names; a packed qkv_proj serves q_proj, k_proj and v_proj. */
  readonly targets: readonly string[];
  readonly rank: number;
  readonly alpha: number;
}

export const THETA = 'theta';
/** Name of the inner tensor that holds one segment of θ in its own shape. */
export const segmentTensor = (segment: ThetaSegment): string => `${THETA}/${segment.name}`;
export const segmentSize = (segment: ThetaSegment): number => segment.shape.reduce((a, b) => a * b, 1);
export const thetaLength = (layout: readonly ThetaSegment[]): number =>
  layout.reduce((end, segment) => Math.max(end, segment.offset + segmentSize(segment)), 0);

interface Target {
  readonly linear: LinearLayer;
  readonly branches: readonly (LoraBranch & { readonly wanted: boolean })[];
}

export function insertLora(graph: OnnxGraph, options: LoraOptions): { graph: OnnxGraph; layout: ThetaSegment[] } {
  if (!(Number.isInteger(options.rank) && options.rank > 0))
    throw new OnnxError(`LoRA rank must be a positive integer, not ${options.rank}.`);
  const targets = findTargets(graph, options.targets);
  const layout = makeLayout(targets, options.rank);
  const initializers = new Map(graph.initializers);
  const constant = (initializer: Initializer): string => {
    initializers.set(initializer.name, initializer);
    return initializer.name;
  };
  const scale = constant(floats('lora/scale', [], [options.alpha / options.rank]));
  const cuts = layout.flatMap((segment) => cutSegment(segment, constant));
  const byNode = new Map(targets.map((target) => [target.linear.node, target]));
  const nodes = graph.nodes.flatMap((node) => {
    const target = byNode.get(node);
    return target ? addBranches(target, scale, constant) : [node];
  });
  const theta = { name: THETA, dataType: 'float32', shape: [thetaLength(layout)] } as const;
  return {
    graph: { ...graph, inputs: [...graph.inputs, theta], nodes: [...cuts, ...nodes], initializers },
    layout,
  };
}

function findTargets(graph: OnnxGraph, wanted: readonly string[]): Target[] {
  const linears = findLinearLayers(graph);
  const targets = linears
    .filter((linear) => linear.projection !== '')
    .map((linear) => ({
      linear,
      branches: (linear.projection === 'qkv_proj' &&
      !['q_proj', 'k_proj', 'v_proj', 'qkv_proj'].some((n) => wanted.includes(n))
        ? []
        : branchesOf(linear, graph)
      ).map((branch) => ({
        ...branch,
        wanted: wanted.includes(branch.projection) || (linear.projection === 'qkv_proj' && wanted.includes('qkv_proj')),
      })),
    }))
    .filter((target) => target.branches.some((branch) => branch.wanted));
  const found = new Set(targets.flatMap((t) => [t.linear.projection, ...t.branches.map((b) => b.projection)]));
  const missing = wanted.filter((name) => !found.has(name));
  if (missing.length > 0 || targets.length === 0) {
    const list = linears.map((linear) => linear.node.name || linear.node.outputs[0]).join(', ');
    throw new OnnxError(
      `No linear layer is called ${missing.join(' or ') || 'anything (no targets given)'}. The linear layers of this model: ${list || 'none'}.`,
    );
  }
  return targets;
}

function makeLayout(targets: readonly Target[], rank: number): ThetaSegment[] {
  const branches = targets.flatMap(({ linear, branches }) =>
    branches.filter((branch) => branch.wanted).map((branch) => ({ ...branch, linear })),
  );
  const place = (projection: string): number => PROJECTIONS.indexOf(projection);
  const layer = (b: (typeof branches)[number]): number => (b.linear.layer < 0 ? Infinity : b.linear.layer);
  branches.sort((a, b) => (layer(a) === layer(b) ? place(a.projection) - place(b.projection) : layer(a) - layer(b)));
  let offset = 0;
  const layout: ThetaSegment[] = [];
  const add = (module: string, kind: 'lora_A' | 'lora_B', shape: readonly [number, number]): void => {
    layout.push({ name: `${module}.${kind}.weight`, module, kind, offset, shape });
    offset += shape[0] * shape[1];
  };
  for (const { module, linear, outFeatures } of branches) {
    if (layout.some((segment) => segment.module === module))
      throw new OnnxError(`Two linear layers are called ${module}.`);
    add(module, 'lora_A', [rank, linear.inFeatures]);
    add(module, 'lora_B', [outFeatures, rank]);
  }
  return layout;
}

type Constant = (initializer: Initializer) => string;

/** Slice + Reshape: theta [n] → `theta/<segment>` in the segment's shape. */
function cutSegment(segment: ThetaSegment, constant: Constant): OnnxNode[] {
  const out = segmentTensor(segment);
  const start = constant(int64s(`${out}/start`, [segment.offset]));
  const end = constant(int64s(`${out}/end`, [segment.offset + segmentSize(segment)]));
  const shape = constant(int64s(`${out}/shape`, segment.shape));
  return [
    plain('Slice', `${out}/Slice`, [THETA, start, end], [`${out}/flat`]),
    plain('Reshape', `${out}/Reshape`, [`${out}/flat`, shape], [out]),
  ];
}

function addBranches({ linear, branches }: Target, scale: string, constant: Constant): OnnxNode[] {
  const { node } = linear;
  const y = node.outputs[0]!;
  const base = `${y}/base`;
  const x = node.inputs[0]!;
  const made: OnnxNode[] = [{ ...node, outputs: [base, ...node.outputs.slice(1)] }];
  const deltas = branches.map(({ wanted, module, outFeatures }) => {
    const at = `lora/${module}`;
    if (!wanted) {
      // A packed layer of which only some parts are adapted: a branch of rank 1 with zeros keeps the other columns.
      const down = constant(floats(`${at}/zeroA`, [linear.inFeatures, 1], undefined));
      const up = constant(floats(`${at}/zeroB`, [1, outFeatures], undefined));
      made.push(
        plain('MatMul', `${at}/ZeroDown`, [x, down], [`${at}/down`]),
        plain('MatMul', `${at}/ZeroUp`, [`${at}/down`, up], [`${at}/delta`]),
      );
      return `${at}/delta`;
    }
    const [a, b] = [`theta/${module}.lora_A.weight`, `theta/${module}.lora_B.weight`];
    made.push(
      plain('Transpose', `${at}/TransposeA`, [a], [`${at}/aT`], { perm: { kind: 'ints', value: [1, 0] } }), // [in,r]
      plain('Transpose', `${at}/TransposeB`, [b], [`${at}/bT`], { perm: { kind: 'ints', value: [1, 0] } }), // [r,out]
      plain('MatMul', `${at}/Down`, [x, `${at}/aT`], [`${at}/down`]), // [...,r]
      plain('Mul', `${at}/Scale`, [`${at}/down`, scale], [`${at}/scaled`]),
      plain('MatMul', `${at}/Up`, [`${at}/scaled`, `${at}/bT`], [`${at}/delta`]), // [...,out]
    );
    return `${at}/delta`;
  });
  let delta = deltas[0]!;
  if (deltas.length > 1) {
    delta = `${y}/delta`;
    made.push(plain('Concat', `${y}/Concat`, deltas, [delta], { axis: { kind: 'int', value: -1 } }));
  }
  made.push(plain('Add', `${y}/AddLora`, [base, delta], [y]));
  return made;
}

function plain(
  opType: string,
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
): OnnxNode {
  return { name, opType, domain: '', inputs, outputs, attributes };
}

function floats(name: string, shape: readonly number[], values: readonly number[] | undefined): Initializer {
  const data = values ? Float32Array.from(values) : new Float32Array(shape.reduce((a, b) => a * b, 1));
  return { name, dataType: 'float32', shape, bytes: new Uint8Array(data.buffer) };
}

function int64s(name: string, values: readonly number[]): Initializer {
  return {
    name,
    dataType: 'int64',
    shape: [values.length],
    bytes: new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer),
  };
}

/** θ as PEFT starts it. `random(n)` gives n uniforms in [0, 1); it is asked once per A, in layout order. */
export function initTheta(layout: readonly ThetaSegment[], random: (n: number) => Float32Array): Float32Array {
  const theta = new Float32Array(thetaLength(layout));
  for (const segment of layout) {
    if (segment.kind !== 'lora_A') continue;
    const bound = 1 / Math.sqrt(segment.shape[1]!);
    random(segmentSize(segment)).forEach((u, i) => (theta[segment.offset + i] = (2 * u - 1) * bound));
  }
  return theta;
}
