// What: the runs of a claim as a Markdown table, with what they say.
import { valueOfSeries } from '../../src/config/evidenceStatus.ts';
import type { Evidence, EvidenceStatus } from '../../src/config/evidenceStatus.ts';

const f = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(4));

export function evidenceTable({ claim, runs, medians, seconds }: Evidence, status: EvidenceStatus): string {
  const { metric, direction, threshold } = claim;
  const valueOf = (seed: number, variant: 'on' | 'off') => {
    const run = runs.find((one) => one.seed === seed && one.variant === variant);
    return run && valueOfSeries(run.series[metric]);
  };
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  const row = (name: string, on: number | undefined, off: number | undefined) => {
    const difference = on === undefined || off === undefined ? undefined : on - off;
    return `| ${name} | ${f(on)} | ${f(off)} | ${f(difference)} |`;
  };
  return [
    claim.sentence,
    '',
    `| seed | ${metric} | control | difference |`,
    '|---|---:|---:|---:|',
    ...seeds.map((seed) => row(String(seed), valueOf(seed, 'on'), valueOf(seed, 'off'))),
    row('**median**', medians?.on, medians?.off),
    '',
    `Claimed: ${direction} by ${threshold} or more after ${claim.steps} steps. Status: ${status} (${runs.length} runs, ${seconds.toFixed(0)} s).`,
  ].join('\n');
}
