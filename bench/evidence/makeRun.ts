// What: one run of a claim: a seed, with the recipe's special block or without, on scenes of the claim's skill: fresh ones, each
//   seen once, or a few again and again. The scenes of a seed are the same with and without, and so are the held-out ones behind them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setLeaf } from '../../src/config/setLeaf.ts';
import type { Variant } from '../../src/config/claimConfigs.ts';
import { valueOfSeries } from '../../src/config/evidenceStatus.ts';
import type { EvidenceRun, Series } from '../../src/config/evidenceStatus.ts';
import type { HostCommand, HostEvent } from '../../src/headless/hostMessages.ts';
import type { EvidenceOptions } from './options.ts';

/** What a run needs of the engine. */
export interface Engine {
  carryOut(...commands: readonly HostCommand[]): Promise<void>;
  listen(listener: (event: HostEvent) => void): () => void;
}

/** Unless the claim says otherwise. */
const DIFFICULTY = 0.3;
/** Curves that every file has, beside the claim's metric and what the recipe says to watch. */
const CURVES = ['reward', 'completions/mean_length', 'entropy'];

export async function makeRun(
  engine: Engine,
  { recipe, claim, configs, steps, skill, held, log }: EvidenceOptions,
  seed: number,
  variant: Variant,
  tell: (step: number, value: number | undefined) => void = () => undefined,
): Promise<Omit<EvidenceRun, 'commit'>> {
  const config = setLeaf(configs[variant], 'seed', String(seed));
  const count = claim.scenes ?? (steps * config.data.generation_batch_size) / config.sampling.num_generations;
  const { difficulty = DIFFICULTY } = claim;
  const metrics: Readonly<Record<string, number>>[] = [];
  const stop = engine.listen((event) => {
    if (event.type !== 'stepDone') return;
    metrics.push(event.point.metrics);
    tell(metrics.length, event.point.metrics[claim.metric]);
  });
  const started = performance.now();
  try {
    await engine.carryOut(
      { type: 'configure', config },
      { type: 'reset' },
      { type: 'makeScenes', order: { source: 'pocket', skill, difficulty, seed: seed + 1, count, held } },
      { type: 'start', steps },
    );
  } finally {
    stop();
  }
  if (log !== null) {
    mkdirSync(log, { recursive: true });
    const lines = metrics.map((point) => `${JSON.stringify(point)}\n`).join('');
    writeFileSync(join(log, `${recipe.name}-${seed}-${variant}.jsonl`), lines);
  }
  if (metrics.length !== steps) throw new Error(`The run made ${metrics.length} of ${steps} steps.`);
  const { metric: watched } = recipe.watch ?? {};
  const names = [...new Set([claim.metric, ...(watched === undefined ? [] : [watched]), ...CURVES])];
  const all = names.map((name): [string, Series] => [name, metrics.map((point) => point[name] ?? null)]);
  const series = Object.fromEntries(all.filter(([, values]) => values.some((value) => value !== null)));
  const value = valueOfSeries(series[claim.metric]);
  if (!Number.isFinite(value)) {
    throw new Error(
      `The run '${variant}' has no metric ${claim.metric}; a claim needs one that both the recipe and its control have.`,
    );
  }
  return { seed, variant, series, value, seconds: Math.round((performance.now() - started) / 100) / 10 };
}
