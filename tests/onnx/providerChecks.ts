// What: what both providers must do with the emitted graphs, as one suite that each provider's test file runs.
// Formula: |provider − oracle| ≤ 1e-6 + 2e-5·|oracle|, element by element; the oracle computes in float64 from the same
//   float32 inputs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from './oracle.ts';
import type { OpenSession, Provider, Results } from './providers.ts';
import type { Tensor } from './oracle/tensor.ts';
import { ruleCases, type RuleCase } from './ruleCases.ts';
import { backward, excess, forwardGraph } from './ruleHarness.ts';

const [ABSOLUTE, RELATIVE] = [1e-6, 2e-5];

/** Worst of |a − b| / (absolute + 2e-5·|b|) over all outputs. */
function worst(results: Results, expected: ReadonlyMap<string, Tensor>, absolute = ABSOLUTE): number {
  const missing = { data: [], shape: [] };
  return Math.max(...[...expected].map(([name, t]) => excess(results[name] ?? missing, t, absolute, RELATIVE)));
}

/** What a provider is known to do worse, by operator or case. */
export interface Allowances {
  /** Operators whose absolute tolerance is wider. */
  readonly absolute?: Readonly<Record<string, number>>;
  /** Cases whose forward operator is wrong on this provider: only the gradients are compared. */
  readonly gradientsOnly?: readonly string[];
  /** Leave out cases that emit the same operators as an earlier one (shaders are slow to compile without a GPU). */
  readonly distinct?: boolean;
}

function distinctCases(cases: readonly RuleCase[]): RuleCase[] {
  const seen = new Set<string>();
  return cases.filter((rule) => {
    const operators = backward(rule).graph.nodes.map(({ opType, attributes }) => opType + JSON.stringify(attributes));
    const key = `${rule.name.replace(/, axes 0,1 named$/, '')} ${operators.join()}`;
    return !seen.has(key) && seen.add(key);
  });
}

export function checkRules(seed: number, open: () => Provider, allowances: Allowances = {}): void {
  const { absolute = {}, gradientsOnly = [], distinct = false } = allowances;
  const cases = distinct ? distinctCases(ruleCases(seed)) : ruleCases(seed);
  const errors: number[] = [];

  it.each(cases.map((rule) => [rule.name, rule] as const))('%s', async (name, rule) => {
    const { graph, feeds, expected } = backward(rule);
    const [results] = await open().run(graph, feeds);
    const compared = [...expected].filter(([output]) => !gradientsOnly.includes(name) || output.startsWith('grad/'));
    expect(compared.length).toBeGreaterThan(0);
    const error = worst(results!, new Map(compared), absolute[rule.graph.nodes[0]!.opType]);
    errors.push(error);
    expect(error, 'share of the tolerance').toBeLessThan(1);
  });

  it('prints the worst error', () => {
    console.log(
      `${open().name}: ${errors.length} rule cases, worst error ${Math.max(...errors).toFixed(3)} of the tolerance`,
    );
    expect(errors.length).toBe(cases.length);
  });
}

/** The oracle itself: forward operators, as they stand, against the provider. */
export function checkOracle(seed: number, open: () => Provider, skip: (rule: RuleCase) => boolean): void {
  const cases = ruleCases(seed).filter((rule) => !skip(rule));
  it.each(cases.map((rule) => [rule.name, rule] as const))('oracle: %s', async (_name, rule) => {
    const graph = forwardGraph(rule);
    const values = evaluate(graph, rule.feeds);
    const [results] = await open().run(graph, rule.feeds);
    expect(worst(results!, new Map(rule.outputs.map((name) => [name, values.get(name)!])))).toBeLessThan(1);
  });
}

const DETERMINISM = ['MatMul, batched by matrix', 'Gather, input', 'LayerNormalization', 'ReduceMax, axes 0, 2'];

const [PARTS, RUNS_OF_A_PART] = [4, 5];
const bytesOf = (results: Results): string =>
  Object.values(results)
    .map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'))
    .join();

/** Twenty runs of one session, a few in each test: a busy machine may be slow, but no single test is long. */
export function checkDeterminism(seed: number, open: () => Provider): void {
  const cases = ruleCases(seed).filter((rule) => DETERMINISM.includes(rule.name));
  describe.each(cases.map((rule) => [rule.name, rule] as const))('20 runs give identical bytes: %s', (_name, rule) => {
    let session: OpenSession;
    const seen: string[] = [];
    beforeAll(async () => {
      const { graph, feeds } = backward(rule);
      session = await open().open(graph, feeds);
    });
    afterAll(() => session?.release());
    it.each(Array.from({ length: PARTS }, (_, part) => part + 1))('part %d', async (part) => {
      for (let i = 0; i < RUNS_OF_A_PART; i++) seen.push(bytesOf(await session.run()));
      expect(seen).toHaveLength(part * RUNS_OF_A_PART);
      expect(seen[0]).not.toBe('');
      expect(new Set(seen).size).toBe(1);
    });
  });
  it('has its cases', () => expect(cases.length).toBe(DETERMINISM.length));
}
