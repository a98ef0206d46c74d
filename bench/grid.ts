// What: does GRPO improve the policy on scenes that it does not train on? Per skill and seed: 60 steps on fresh scenes of the page's
// generator, every scene seen once; the same held-out scenes before and after, 16 samples each and the greedy answer.
// Beside it: what the start policy gains by merely being sampled at temperature 0.3, and a control with shuffled advantages.
// A line of JSON per run goes to --json; runs that stand there already are not made again.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import type { SceneOrder } from '../src/headless/sceneOrder.ts';
import type { Evaluation } from '../src/training/protocol.ts';
import type { BenchOptions } from './benchOptions.ts';
import { gridTable, scoreOf } from './gridTable.ts';
import type { GridRun } from './gridTable.ts';

const SAMPLES = 16;
const COLD = 0.3;
/** Scenes of one seed are an endless row, so another seed is what keeps training and held-out apart. */
const HELD_SEED = 7919;

class Grid {
  private results: readonly Evaluation[] = [];
  private engine!: BrowserEngine;

  constructor(private readonly options: BenchOptions) {}

  async open(): Promise<void> {
    const onEvent = (event: HostEvent) => {
      if (event.type === 'evaluated') this.results = event.results;
      if (event.type === 'error') console.error(event.message);
      const { metrics, step } = event.type === 'stepDone' ? event.point : { metrics: {}, step: 1 };
      if (step % 10 === 0) process.stderr.write(`  step ${step}: reward ${metrics['reward']?.toFixed(3)}\n`);
    };
    const { modelFolder, config } = this.options;
    this.engine = await BrowserEngine.open({ modelFolder, onEvent });
    await this.engine.carryOut({ type: 'configure', config }, { type: 'load' });
  }

  close = () => this.engine.close();

  private order(skill: string, seed: number, count: number): SceneOrder {
    return { source: 'pocket', skill, difficulty: this.options.difficulty, seed, count, held: 0 };
  }

  private async score(skill: string) {
    await this.engine.carryOut({ type: 'makeScenes', order: this.order(skill, HELD_SEED, this.options.held) });
    await this.engine.carryOut({ type: 'evaluate', tag: 'grid', generations: SAMPLES });
    return scoreOf(skill, this.results, this.options.config);
  }

  async run(skill: string, kind: GridRun['kind'], seed: number): Promise<GridRun> {
    const { config, steps } = this.options;
    let own = setLeaf(config, 'seed', String(seed));
    if (kind === 'colder') own = setLeaf(own, 'temperature', String(COLD));
    if (kind === 'control') own = setLeaf(own, 'shuffle_advantages', 'true');
    await this.engine.carryOut({ type: 'configure', config: own }, { type: 'reset' });
    if (kind === 'trained' || kind === 'control') {
      const { generation_batch_size: batch } = config.data;
      const scenes = (steps * batch) / config.sampling.num_generations;
      await this.engine.carryOut(
        { type: 'makeScenes', order: this.order(skill, seed + 1, scenes) },
        { type: 'start', steps },
      );
    }
    return { skill, kind, seed, steps, ...(await this.score(skill)) };
  }
}

function readRuns(file: string | null): GridRun[] {
  if (file === null || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as GridRun);
}

export async function benchGrid(options: BenchOptions): Promise<void> {
  const { skills, seeds, control, json } = options;
  const runs = readRuns(json);
  const wanted = skills.flatMap((skill) => [
    ...(['before', 'colder'] as const).map((kind) => ({ skill, kind, seed: 0 })),
    ...seeds.map((seed) => ({ skill, kind: 'trained' as const, seed })),
    ...control.map((seed) => ({ skill, kind: 'control' as const, seed })),
  ]);
  const grid = new Grid(options);
  await grid.open();
  try {
    for (const { skill, kind, seed } of wanted) {
      if (runs.some((run) => run.skill === skill && run.kind === kind && run.seed === seed)) continue;
      const run = await grid.run(skill, kind, seed);
      process.stderr.write(
        `${skill} ${kind} ${seed}: reward ${run.reward.toFixed(3)}, pass@1 ${run.pass1.toFixed(3)}\n`,
      );
      runs.push(run);
      if (json) appendFileSync(json, `${JSON.stringify(run)}\n`);
    }
  } finally {
    await grid.close();
  }
  console.log(gridTable(runs));
}
