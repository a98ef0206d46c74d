// What: puts the head into the graph of the rows, so that one run does rows → hidden → head (→ dHidden → rows backward).
//   The backward pass then shares its forward pass with the head instead of computing it a second time.
// Formula: hidden [R,T,D] → [R·T,D] → head; dHidden [R·T,D] → grad/hidden [R,T,D].
// Shapes: ids [N,K], coef [N,K], coefEntropy [N] with N = R·T, padding included (its coefficients are 0).
import type { Initializer, OnnxGraph, OnnxNode } from '../onnx/graph.ts';
import { D_HIDDEN, GRAD_HIDDEN, GRAD_THETA, HIDDEN } from '../onnx/decoderGraphsNames.ts';
import { sortNodes } from '../onnx/lowerGraphEdit.ts';

/** Where the head adapts lm_head, its share of dL/dθ comes out under this name. */
export const GRAD_THETA_HEAD = 'grad/theta/head';

const INNER = 'fused/';

export function fuseHead(rows: OnnxGraph, head: OnnxGraph): OnnxGraph {
  const shared = new Set(head.inputs.map(({ name }) => name).filter((name) => name !== HIDDEN));
  const outputs = new Map(head.outputs.map(({ name }) => [name, name === GRAD_THETA ? GRAD_THETA_HEAD : name]));
  outputs.delete(D_HIDDEN);
  // Same name and same bytes in both graphs = one weight; everything else of the head gets a name of its own.
  const same = (name: string): boolean => {
    const [a, b] = [rows.initializers.get(name), head.initializers.get(name)];
    return b !== undefined && (a === undefined || a.bytes === b.bytes);
  };
  const renamed = (name: string): string =>
    name === '' || shared.has(name) || same(name) ? name : (outputs.get(name) ?? INNER + name);
  const initializers = new Map(rows.initializers);
  for (const [name, value] of head.initializers) initializers.set(renamed(name), { ...value, name: renamed(name) });
  const nodes: OnnxNode[] = head.nodes.map((node) => ({
    ...node,
    name: INNER + node.name,
    inputs: node.inputs.map(renamed),
    outputs: node.outputs.map(renamed),
  }));
  const { shape } = rows.outputs.find(({ name }) => name === HIDDEN)!;
  const flat = int64s('fused/flat', [-1, shape[2] as number], initializers);
  nodes.push(plain('Reshape', [HIDDEN, flat], [INNER + HIDDEN]));
  if (rows.inputs.some(({ name }) => name === GRAD_HIDDEN)) {
    nodes.push(plain('Shape', [HIDDEN], ['fused/shape']));
    nodes.push(plain('Reshape', [INNER + D_HIDDEN, 'fused/shape'], [GRAD_HIDDEN]));
  }
  const inputs = new Map([...rows.inputs, ...head.inputs].map((input) => [input.name, input]));
  inputs.delete(HIDDEN);
  inputs.delete(GRAD_HIDDEN);
  return {
    ...rows,
    nodes: sortNodes([...rows.nodes, ...nodes]),
    inputs: [...inputs.values()],
    outputs: [
      ...rows.outputs.filter(({ name }) => name !== HIDDEN),
      ...head.outputs.filter(({ name }) => name !== D_HIDDEN).map((info) => ({ ...info, name: renamed(info.name) })),
    ],
    initializers,
    opsets: new Map([...head.opsets, ...rows.opsets]),
  };
}

function plain(opType: string, inputs: readonly string[], outputs: readonly string[]): OnnxNode {
  return { name: `${opType}/${outputs[0]}`, opType, domain: '', inputs, outputs, attributes: {} };
}

function int64s(name: string, values: readonly number[], initializers: Map<string, Initializer>): string {
  const bytes = new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer);
  initializers.set(name, { name, dataType: 'int64', shape: [values.length], bytes });
  return name;
}
