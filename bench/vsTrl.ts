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

/** What is known of the rows so far; a run that fails costs its row a round, and no other row anything. */
class Found {
  readonly rounds: ReadonlyMap<Row, Round[]>;
  private readonly failures = new Map<Row, string>();

  constructor(readonly rows: readonly Row[]) {
    this.rounds = new Map(rows.map((row) => [row, []]));
  }

  async add(row: Row, make: () => Promise<Round>): Promise<void> {
    try {
      this.rounds.get(row)!.push(await make());
    } catch (error) {
      say((error as Error).message);
      this.failures.set(row, (error as Error).message.split('\n').at(-1)!);
      process.exitCode = 1;
    }
  }

  save(file: string): void {
    writeFileSync(file, JSON.stringify([...this.rounds].map(([row, rounds]) => ({ row, rounds }))));
  }

  /** The machine, a table for each row, then the ratios. */
  print(): void {
    const first = [...this.rounds.values()].find((rounds) => rounds.length > 0)?.[0];
    console.log([machineLine(), ...(first ? [...first.ours.about, ...first.trl.about] : [])].join('\n'));
    const lines = this.rows.flatMap((row) => {
      const rounds = this.rounds.get(row)!;
      if (rounds.length === 0) return [`ratio ${row.name}: none, a run failed: ${this.failures.get(row)}`];
      console.log(rowReport(row, rounds));
      return ratioLines(row, rowRatios(rounds));
    });
    console.log(`\n${lines.join('\n')}`);
  }
}

export async function benchVsTrl(options: BenchOptions): Promise<void> {
  const { device, set, json } = options;
  const rows = chosenRows(options.rows, options.all);
  checkSystem(device);
  ensureBuilt();
  const python = pythonFor(device, say);
  const twin = twinFolder(python, say);
  if (options.learning) return benchLearning(options, python, twin);
  const prompts = { 1: photoPrompts(python, 1), 3: photoPrompts(python, 3) };
  const [runs, found] = [new Runs(), new Found(rows)];
  for (let round = 1; round <= options.rounds; round++) {
    for (const row of rows) {
      const steps = stepsOf(row, options.steps || 6);
      const given = { python, twin, prompts: prompts[row.pictures], device, steps, seed: round, set };
      say(`round ${round}, ${row.name}, ${steps} steps`);
      await found.add(row, async () => ({
        ours: await runs.of('Rollscope', round, oursOf(row, given)),
        trl: await runs.of('TRL', round, trlOf(row, given)),
      }));
      if (json) found.save(json);
    }
  }
  found.print();
}
