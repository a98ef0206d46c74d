// What: `npm run bench -- --vs-trl`: steps of Rollscope and of TRL's GRPOTrainer (PyTorch) on the same prompts, in turn, A B A B; what a step
// takes on the clock and in CPU seconds of all processes; one line `ratio <row>: <TRL's seconds / ours>` for each row.
//   --rows 'two threads, KL on;G 32'   (vs-trl/rows.ts lists them)   --all   --rounds 2   --steps 6   --json FILE
//   --device cuda      TRL on an NVIDIA GPU, ours on WebGPU           --set name=value   a setting of ours
//   --learning         instead: do both learn the same? (vs-trl/learning.ts)
// The first run makes a Python environment below .cache; ROLLSCOPE_TRL_PYTHON names an interpreter to take instead.
import { writeFileSync } from 'node:fs';
import { ensureBuilt } from '../src/headless/project.mjs';
import type { BenchOptions } from './benchOptions.ts';
import { checkSystem, pythonFor } from './vs-trl/environment.ts';
import { photoPrompts, twinFolder } from './vs-trl/inputs.ts';
import { benchLearning } from './vs-trl/learning.ts';
import { measuredRun } from './vs-trl/measuredRun.ts';
import type { MeasuredRun } from './vs-trl/measuredRun.ts';
import { machineLine, rowReport } from './vs-trl/report.ts';
import { chosenRows, stepsOf } from './vs-trl/rows.ts';
import type { Row } from './vs-trl/rows.ts';
import { oursOf, trlOf } from './vs-trl/sides.ts';
import { isQuiet, othersOf, ratioLines, rowRatios } from './vs-trl/summary.ts';
import type { Round } from './vs-trl/summary.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Runs each command once a round, however many rows share it. */
class Runs {
  private readonly made = new Map<string, MeasuredRun>();

  async of(name: string, round: number, command: Parameters<typeof measuredRun>[0]): Promise<MeasuredRun> {
    const key = JSON.stringify([round, command.program, command.args]);
    const run = this.made.get(key) ?? (await measuredRun(command));
    if (!this.made.has(key))
      say(`  ${name}: others ${othersOf(run).toFixed(2)} cores${isQuiet(run) ? '' : ', not quiet'}`);
    this.made.set(key, run);
    return run;
  }
}

export async function benchVsTrl(options: BenchOptions): Promise<void> {
  const { device, rounds, set, json } = options;
  const rows = chosenRows(options.rows, options.all);
  checkSystem(device);
  ensureBuilt();
  const python = pythonFor(device, say);
  const twin = twinFolder(python, say);
  if (options.learning) return benchLearning(options, python, twin);
  const [one, three] = ([1, 3] as const).map((pictures) => photoPrompts(python, pictures));
  const [runs, found] = [new Runs(), new Map<Row, Round[]>(rows.map((row) => [row, []]))];
  for (let round = 1; round <= rounds; round++) {
    for (const row of rows) {
      const steps = stepsOf(row, options.steps || 6);
      const given = { python, twin, prompts: row.pictures === 1 ? one! : three!, device, steps, seed: round, set };
      say(`round ${round}, ${row.name}, ${steps} steps`);
      const ours = await runs.of('Rollscope', round, oursOf(row, given));
      found.get(row)!.push({ ours, trl: await runs.of('TRL', round, trlOf(row, given)) });
    }
  }
  const first = found.get(rows[0]!)![0]!;
  console.log([machineLine(), ...first.ours.about, ...first.trl.about].join('\n'));
  for (const [row, measured] of found) console.log(rowReport(row, measured));
  if (json) writeFileSync(json, JSON.stringify([...found].map(([row, measured]) => ({ row, rounds: measured }))));
  const lines = rows.flatMap((row) => ratioLines(row.name, rowRatios(found.get(row)!)));
  console.log(`\n${lines.join('\n')}`);
}
