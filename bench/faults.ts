// What: `npm run bench -- --faults`: each fault of faults/kinds.ts at random moments of a run, --runs times (20): how many finished steps were lost,
// what the page said, and whether the run went on with the numbers of one that nothing disturbed. --seeds N repeats the moments of a run;
// --only TEXT takes the faults whose name holds it. The command fails where a run does.
import type { BenchOptions } from './benchOptions.ts';
import { FAULTS } from './faults/kinds.ts';
import type { FaultKind, Outcome } from './faults/kinds.ts';
import { World } from './faults/world.ts';

const ONE_RUN_MS = 600_000;

export const isPassed = ({ lost, resumed, wrong }: Outcome) => lost === 0 && resumed && wrong.length === 0;

const failed = (why: string): Outcome => ({ lost: 0, sentence: '', resumed: false, wrong: [why] });

/** An error or a run that does not end is a run that failed. */
export async function runFault(kind: FaultKind, world: World): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(failed('it did not end')), ONE_RUN_MS);
  });
  try {
    return await Promise.race([kind.run(world), limit]);
  } catch (error) {
    const shown = await world.shows();
    world.replaceShared(null);
    const [what, ...where] = (error as Error).stack!.split('\n');
    const line = where.find((at) => /faults/.test(at))?.trim();
    return failed([what, line, shown].join(' '));
  } finally {
    clearTimeout(timer);
  }
}

/** One line of the table. Numbers in a sentence differ from run to run: the first stands for all. */
export function faultRow(name: string, outcomes: readonly Outcome[]): string {
  const lost = outcomes.reduce((sum, outcome) => sum + outcome.lost, 0);
  const sentence = outcomes.find(({ sentence: said }) => said !== '')?.sentence.replaceAll('|', '\\|') ?? '–';
  const resumed = outcomes.filter(({ resumed: on }) => on).length;
  return `| ${name} | ${outcomes.length} | ${lost} | ${sentence} | ${resumed} of ${outcomes.length} |`;
}

export async function benchFaults({ runs, seeds, only }: BenchOptions): Promise<void> {
  const seed = seeds[0] ?? Math.floor(Math.random() * 2 ** 32);
  console.log(
    `Moments from seed ${seed}.\n\n| fault | runs | steps lost | sentence | resumed |\n|---|---:|---:|---|---|`,
  );
  let [passed, bad] = [0, 0];
  const world = await World.open(seed);
  try {
    for (const kind of FAULTS.filter(({ name }) => name.includes(only))) {
      const outcomes: Outcome[] = [];
      for (let run = 1; run <= runs; run++) {
        const outcome = await runFault(kind, world);
        outcomes.push(outcome);
        const isGood = isPassed(outcome);
        if (isGood) passed++;
        else bad++;
        const why = [...(outcome.lost > 0 ? [`${outcome.lost} steps lost`] : []), ...outcome.wrong.slice(0, 3)].join(
          '; ',
        );
        process.stderr.write(`${kind.name}, run ${run}: ${isGood ? 'passed' : `FAILED: ${why}`}\n`);
      }
      console.log(faultRow(kind.name, outcomes));
    }
  } finally {
    await world.close();
  }
  console.log(`\n${passed} passed, ${bad} failed`);
  if (bad > 0) process.exitCode = 1;
}
