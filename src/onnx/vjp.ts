// What: reverse-mode differentiation of an ONNX graph: emits the graph that computes vector-Jacobian products.
// Formula: for outputs y and tensors w, grad/w = Σ_y (∂y/∂w)ᵀ · grad/y. The nodes between w and y are walked backwards; the
//   rule of each (rules/table.ts) turns cotangents of its outputs into cotangents of its inputs; tensors that are read
//   several times add theirs up in a fixed order. Equal nodes are emitted once; nodes that no gradient needs are dropped.
// Shapes: inputs: the graph's own, then grad/<output> in each output's shape; outputs: grad/<w> in w's shape, then `keep`.
// Source: Griewank & Walther, Evaluating Derivatives (2008), ch. 3.
import { aboutNode, ofOperator } from './aboutNode.ts';
import { prepareForward, replaceOperators } from './forwardRewrites.ts';
import { OnnxError, type OnnxGraph, type OnnxNode } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { inferShapes, type TensorType } from './inferShapes.ts';
import { RuleContext } from './ruleContext.ts';
import { RULES, WITHOUT_GRADIENT, WITH_SEVERAL_OUTPUTS } from './rules/table.ts';
import { ShapeSources } from './shapeSources.ts';

export interface VjpOptions {
  /** Tensors whose cotangents the caller gives. */
  readonly outputs: readonly string[];
  /** float32 tensors of any kind (inputs, constants, inner ones) whose gradients are wanted. */
  readonly wrt: readonly string[];
  /** Tensors of the forward pass that the graph returns as well. */
  readonly keep?: readonly string[];
}

export const gradientName = (tensor: string): string => `grad/${tensor}`;

export function vjp(graph: OnnxGraph, { outputs, wrt, keep = [] }: VjpOptions): OnnxGraph {
  const forward = prepareForward(graph);
  const types = inferShapes(forward);
  const typeOf = (tensor: string): TensorType =>
    types.get(tensor) ?? fail(`The graph has no tensor '${tensor}', or its shape is unknown.`);
  for (const tensor of [...wrt, ...outputs])
    if (typeOf(tensor).dataType !== 'float32')
      fail(`vjp handles float32 only, but '${tensor}' is ${typeOf(tensor).dataType}.`);

  const emit = GraphBuilder.from(forward, 'vjp');
  emit.clearOutputs();
  const cotangents = new Map<string, string>();
  for (const output of new Set(outputs))
    cotangents.set(output, emit.input(gradientName(output), 'float32', typeOf(output).shape));

  const broadcastable = new Set<string>();
  const accumulate = (tensor: string, gradient: string): void => {
    const before = cotangents.get(tensor);
    if (before === undefined) return void cotangents.set(tensor, gradient);
    const sum = emit.op('Add', [before, gradient]);
    if (broadcastable.has(before) && broadcastable.has(gradient)) broadcastable.add(sum);
    cotangents.set(tensor, sum);
  };

  const dependent = dependentTensors(forward, types, wrt);
  requireRules(forward, dependent, outputs);
  const sources = new ShapeSources(forward, types);
  for (const node of [...forward.nodes].reverse()) {
    const received = node.outputs.map((output) => (dependent.has(output) ? cotangents.get(output) : undefined));
    const needs = node.inputs.map((input) => dependent.has(input));
    if (!received.some((cotangent) => cotangent !== undefined) || !needs.includes(true)) continue;
    const rule = findRule(node, received);
    const context = new RuleContext(node, emit, received, needs, sources, broadcastable);
    const gradients = aboutNode(node, () => rule(context));
    gradients.forEach((gradient, i) => {
      if (gradient !== undefined && needs[i]) accumulate(node.inputs[i]!, gradient);
    });
  }

  for (const tensor of new Set(wrt)) {
    const gradient =
      cotangents.get(tensor) ?? fail(`vjp: ${outputs.map((o) => `'${o}'`).join(', ')} do not depend on '${tensor}'.`);
    const spread = new RuleContext(NO_NODE, emit, [], [], sources, broadcastable).full(gradient, tensor);
    emit.outputAs(spread, gradientName(tensor), 'float32', typeOf(tensor).shape);
  }
  for (const tensor of keep) emit.output(tensor, typeOf(tensor).dataType, typeOf(tensor).shape);
  return replaceOperators(emit.build());
}

const NO_NODE: OnnxNode = { name: 'vjp', opType: 'vjp', domain: '', inputs: [], outputs: [], attributes: {} };

/** The float32 tensors through which a gradient can reach one of `wrt`. */
function dependentTensors(
  graph: OnnxGraph,
  types: ReadonlyMap<string, TensorType>,
  wrt: readonly string[],
): Set<string> {
  const dependent = new Set(wrt);
  for (const node of graph.nodes) {
    if (WITHOUT_GRADIENT.has(node.opType) || !node.inputs.some((input) => dependent.has(input))) continue;
    for (const output of node.outputs) {
      const type = types.get(output)?.dataType ?? 'float32';
      // float16 is walked through, too: its Cast then says that only float32 is handled.
      if (output !== '' && (type === 'float32' || type === 'float16')) dependent.add(output);
    }
  }
  return dependent;
}

/** Names a missing rule before any rule runs: a later one could fail on a shape that is unknown for the same reason. */
function requireRules(graph: OnnxGraph, dependent: ReadonlySet<string>, outputs: readonly string[]): void {
  const wanted = new Set(outputs);
  for (const node of [...graph.nodes].reverse()) {
    const needed = node.inputs.filter((input) => dependent.has(input));
    const received = node.outputs.map((output) => (dependent.has(output) && wanted.has(output) ? output : undefined));
    if (needed.length === 0 || received.every((output) => output === undefined)) continue;
    findRule(node, received);
    needed.forEach((input) => wanted.add(input));
  }
}

function findRule(node: OnnxNode, received: readonly (string | undefined)[]) {
  const at = received.findIndex((cotangent) => cotangent !== undefined);
  const standard = node.domain === '' || node.domain === 'com.microsoft';
  const rule = standard ? ofOperator(RULES, node.opType) : undefined;
  if (!rule)
    return fail(
      `vjp has no rule for the operator ${node.domain ? `${node.domain}.` : ''}${node.opType} (node '${node.name}'), which makes ` +
        `'${node.outputs[at]}'. Add a rule in src/onnx/rules/, or lower the operator first.`,
    );
  const extra = received.findIndex((cotangent, i) => i > 0 && cotangent !== undefined);
  if (extra > 0 && !WITH_SEVERAL_OUTPUTS.has(node.opType))
    return fail(
      `vjp: the rule for ${node.opType} (node '${node.name}') knows no gradient through its output ${extra}, '${node.outputs[extra]}'.`,
    );
  return rule;
}

function fail(message: string): never {
  throw new OnnxError(message);
}
