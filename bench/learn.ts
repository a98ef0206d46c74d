// What: the learning experiment: one picture of your own with one drawn box, 5 seeds, 40 steps, and the same with
// shuffled advantages. Gain = mean of the boxIou column over the last 10 steps − over the first 10.
// Expected: gain ≥ 0.15 and a higher greedy IoU on ≥ 4 of 5 seeds; |gain| ≤ 0.05 on ≥ 4 with shuffled advantages.
import type { Config } from '../src/config/config.ts';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent, HostPrompt } from '../src/headless/hostMessages.ts';
import type { BenchOptions } from './benchOptions.ts';
import { makePng } from './makePng.ts';

const SEEDS = [0, 1, 2, 3, 4];
const STEPS = 40;
const WINDOW = 10;
const COLUMN = 'rewards/boxIou/mean';
const FORMAT = 'rewards/format/mean';

interface Result {
  readonly seed: number;
  readonly first: number;
  readonly last: number;
  readonly formatFirst: number;
  readonly formatLast: number;
  readonly greedyBefore: number;
  readonly greedyAfter: number;
}

/** Drawn, not photographed, and not of the kind that the policy was made on: a striped scene with one odd patch. */
function ownPicture(): HostPrompt {
  const stripes = Array.from({ length: 8 }, (_, i) => ({
    box: [0, i / 8, 1, i / 8 + 1 / 16] as const,
    colour: [190 + 5 * i, 180, 150 - 10 * i] as const,
  }));
  const box = [0.22, 0.3, 0.62, 0.74] as const;
  const patch = { box, colour: [70, 60, 110] as const };
  const base64 = makePng(192, [120, 160, 170], [...stripes, patch]).toString('base64');
  const images = [{ type: 'image/png', base64 }];
  return {
    id: 'own',
    images,
    question: 'where is the blue square?',
    truth: { boxes: [box], answer: 'blue' },
    split: 'train',
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function runSeed(engine: BrowserEngine, config: Config, seed: number): Promise<Result> {
  const iou: number[] = [];
  const format: number[] = [];
  const greedy: Record<string, number> = {};
  const stop = engine.listen((event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'evaluated') greedy[event.tag] = event.results[0]?.rewards['boxIou'] ?? 0;
    if (event.type !== 'stepDone') return;
    iou.push(event.point.metrics[COLUMN] ?? 0);
    format.push(event.point.metrics[FORMAT] ?? 0);
  });
  await engine.carryOut(
    { type: 'configure', config: setLeaf(config, 'seed', String(seed)) },
    { type: 'reset' },
    { type: 'evaluate', tag: 'before' },
    { type: 'start', steps: STEPS },
    { type: 'evaluate', tag: 'after' },
  );
  stop();
  return {
    seed,
    first: mean(iou.slice(0, WINDOW)),
    last: mean(iou.slice(-WINDOW)),
    formatFirst: mean(format.slice(0, WINDOW)),
    formatLast: mean(format.slice(-WINDOW)),
    greedyBefore: greedy['before'] ?? 0,
    greedyAfter: greedy['after'] ?? 0,
  };
}

function printTable(title: string, results: readonly Result[]): void {
  const f = (value: number) => value.toFixed(3);
  console.log(`\n${title}\n`);
  console.log('| seed | IoU first 10 | IoU last 10 | gain | format first → last | greedy IoU before → after |');
  console.log('|---:|---:|---:|---:|---|---|');
  for (const r of results) {
    const columns = [f(r.first), f(r.last), f(r.last - r.first), `${f(r.formatFirst)} → ${f(r.formatLast)}`];
    console.log(`| ${r.seed} | ${columns.join(' | ')} | ${f(r.greedyBefore)} → ${f(r.greedyAfter)} |`);
  }
}

export async function learn({ modelFolder, config }: BenchOptions): Promise<void> {
  const engine = await BrowserEngine.open({ modelFolder });
  try {
    const prompts = [ownPicture()];
    await engine.carryOut({ type: 'configure', config }, { type: 'load' }, { type: 'setPrompts', prompts });
    const results: Result[][] = [];
    for (const shuffled of ['false', 'true']) {
      const own = setLeaf(config, 'shuffle_advantages', shuffled);
      const rows: Result[] = [];
      for (const seed of SEEDS) {
        rows.push(await runSeed(engine, own, seed));
        process.stderr.write(
          `shuffled ${shuffled}, seed ${seed}: gain ${(rows.at(-1)!.last - rows.at(-1)!.first).toFixed(3)}\n`,
        );
      }
      printTable(shuffled === 'true' ? 'Control: shuffled advantages' : `One picture, one box, ${STEPS} steps`, rows);
      results.push(rows);
    }
    const [trained, control] = results as [Result[], Result[]];
    const learned = trained.filter((r) => r.last - r.first >= 0.15 && r.greedyAfter > r.greedyBefore).length;
    const still = control.filter((r) => Math.abs(r.last - r.first) <= 0.05).length;
    console.log(`\nLearned (gain ≥ 0.15, greedy IoU higher): ${learned} of ${SEEDS.length} seeds.`);
    console.log(`Control still (|gain| ≤ 0.05): ${still} of ${SEEDS.length} seeds.`);
  } finally {
    await engine.close();
  }
}
