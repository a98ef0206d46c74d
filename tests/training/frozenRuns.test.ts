// What: ten steps of each frozen run on the tiny bundle in Node against the committed values of tests/golden/runs, made by
// commit f8aac00. `npm run frozen` compares bit by bit, but needs both trees on one machine; this holds on any.
// Tolerance: 5e-6 + 2e-5·|value|. Another machine may round the last bit differently (exp and log of the JavaScript engine,
// order of sums in WASM). How far that carries in ten steps was measured: the same runs with the stages in WGSL, float32 on
// SwiftShader, instead of their float64 references are off by at most 2e-6 where values are near 0
// (sampling_logp_difference) and by 9e-7 of θ's norms, with not one token changed. Hence ids are compared exactly. Should a
// draw ever fall within such a distance of the border between two tokens, the test says at which step: all before it agrees.
// Values that change on purpose are written anew: ROLLSCOPE_WRITE_FROZEN=1 npx vitest run tests/training/frozenRuns.test.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FROZEN_RUNS } from '../../bench/frozen/runs.ts';
import { frozenValues } from './frozenNode.ts';
import type { FrozenValues } from './frozenNode.ts';

const FOLDER = join(import.meta.dirname, '..', 'golden', 'runs');
const STEPS = 10;
const [ABSOLUTE, RELATIVE] = [5e-6, 2e-5];

const isNear = (value: number, wanted: number) => Math.abs(value - wanted) <= ABSOLUTE + RELATIVE * Math.abs(wanted);

/** The first difference in words; null = equal within the tolerance. Metrics that are new are no difference. */
function difference(made: FrozenValues, wanted: FrozenValues): string | null {
  for (const [i, row] of wanted.metrics.entries()) {
    const step = `step ${i + 1}`;
    for (const [a, ids] of wanted.tokens[i]!.entries()) {
      const own = made.tokens[i]?.[a] ?? [];
      const at = Math.max(ids.length, own.length);
      for (let t = 0; t < at; t++) {
        if (ids[t] !== own[t]) return `${step}, answer ${a}, token ${t}: ${own[t]} instead of ${ids[t]}`;
      }
    }
    for (const [m, value] of row.entries()) {
      const name = wanted.names[m]!;
      const own = made.metrics[i]?.[made.names.indexOf(name)] ?? null;
      const agrees = value === null || own === null ? value === own : isNear(own, value);
      if (!agrees) return `${step}, ${name}: ${own} instead of ${value}`;
    }
  }
  for (const [segment, value] of Object.entries(wanted.thetaNorms)) {
    const own = made.thetaNorms[segment];
    if (own === undefined || !isNear(own, value)) return `norm of ${segment}: ${own} instead of ${value}`;
  }
  return null;
}

/** One line per step, so that a change shows as the steps that it touches. */
function written({ names, metrics, tokens, thetaNorms }: FrozenValues): string {
  const rows = (list: readonly unknown[]) => list.map((row) => `\n    ${JSON.stringify(row)}`).join(',');
  return `{\n  "names": ${JSON.stringify(names)},\n  "metrics": [${rows(metrics)}\n  ],\n  "tokens": [${rows(tokens)}\n  ],\n  "thetaNorms": ${JSON.stringify(thetaNorms)}\n}\n`;
}

test.each(FROZEN_RUNS.map((run) => [run.name, run] as const))('%s', async (name, run) => {
  const made = await frozenValues(run, STEPS);
  const file = join(FOLDER, `${name}.json`);
  if (process.env['ROLLSCOPE_WRITE_FROZEN']) writeFileSync(file, written(made));
  const wanted = JSON.parse(readFileSync(file, 'utf8')) as FrozenValues;
  expect(wanted.metrics).toHaveLength(STEPS);
  expect(difference(made, wanted)).toBeNull();
});

test('every file of values is one of a run', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(FROZEN_RUNS.map(({ name }) => `${name}.json`).sort());
});

test('a difference is seen: a metric, a token, a norm, a metric that is gone', async () => {
  const wanted = JSON.parse(readFileSync(join(FOLDER, 'grpo.json'), 'utf8')) as FrozenValues;
  const change = (over: Partial<FrozenValues>) => difference({ ...wanted, ...over }, wanted);
  const at = wanted.names.indexOf('grad_norm');
  const off = (factor: number) =>
    wanted.metrics.map((row) => row.map((v, m) => (v !== null && m === at ? v * factor : v)));
  expect(change({})).toBeNull();
  expect(change({ metrics: off(1 + 1e-5) })).toBeNull();
  expect(change({ metrics: off(1 + 1e-4) })).toMatch(/^step 1, grad_norm: /);
  expect(change({ names: wanted.names.map((name) => (name === 'loss' ? 'lost' : name)) })).toMatch(
    /^step 1, loss: null/,
  );
  const tokens = wanted.tokens.map((answers, i) => (i === 3 ? answers.map((ids) => ids.slice(1)) : answers));
  expect(change({ tokens })).toMatch(/^step 4, answer 0, token 0: /);
  const [segment, value] = Object.entries(wanted.thetaNorms)[0]!;
  expect(change({ thetaNorms: { ...wanted.thetaNorms, [segment]: value * 1.001 } })).toContain(`norm of ${segment}`);
});
