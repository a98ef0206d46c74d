// What: a measured row as text: per side the wall clock, CPU seconds by process, stages, tokens and lengths.
import { cpus, totalmem } from 'node:os';
import { described } from './rows.ts';
import type { Row } from './rows.ts';
import { rowRatios, sideSummary } from './summary.ts';
import type { Round, SideSummary, Spread } from './summary.ts';

const s = (value: number) => value.toFixed(3);
const range = ({ least, most }: Spread) => `${s(least)}–${s(most)}`;
/** 'renderer 1.52, gpu-process 0.35', what took the most first. */
const parts = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .filter(([, value]) => value >= 0.0005)
    .sort((a, b) => b[1] - a[1])
    .map(([name, value]) => `${name} ${s(value)}`)
    .join(', ');

function sideRow(name: string, { wall, runs, cpu, byKind, tokens, lengths, others }: SideSummary): string {
  const length = lengths.least === lengths.most ? String(lengths.least) : `${lengths.least}–${lengths.most}, mean ${lengths.mean.toFixed(2)}`; // prettier-ignore
  const cells = [name, s(wall.median), range(wall), runs.map(s).join(', '), `${s(cpu.median)} (${parts(byKind)})`];
  return `| ${[...cells, tokens.toFixed(0), length, others.toFixed(2)].join(' | ')} |`;
}

const HEAD = [
  '| side | s a step, median | least–most | median of each run | CPU s a step (by process) | tokens a step | tokens of a completion | cores that others kept busy |',
  '|---|---:|---|---|---|---:|---|---:|',
];

/** Sentences about what makes the two sides unequal in this row. */
export function doubtsOf({ length }: Row, ours: SideSummary, trl: SideSummary): readonly string[] {
  if (length === null) return [];
  const wrong = [ours, trl].some(({ lengths: { least, most } }) => least !== length || most !== length);
  if (wrong) return [`Not every completion had ${length} tokens: the two sides did not do the same work.`];
  if (ours.tokens === trl.tokens) return [];
  return [`The two sides count different tokens (${ours.tokens} and ${trl.tokens}): their prompts differ.`];
}

export function rowReport(row: Row, rounds: readonly Round[]): string {
  const [ours, trl] = [sideSummary(rounds.map((round) => round.ours)), sideSummary(rounds.map((round) => round.trl))];
  const { time, cpu, quietRounds } = rowRatios(rounds);
  const found = time
    ? `TRL's time / ours: ${time.median.toFixed(2)} (${time.least.toFixed(2)}–${time.most.toFixed(2)} over ${quietRounds} quiet of ${rounds.length} rounds).`
    : 'No ratio of time: the machine was not quiet in any round.';
  return [
    `\n## ${row.name}\n\n${described(row)}\n`,
    ...HEAD,
    sideRow('Rollscope', ours),
    sideRow('TRL', trl),
    `\nRollscope's stages: ${parts(ours.stages)}`,
    `TRL's parts: ${parts(trl.stages)}`,
    `${found} CPU seconds, TRL's / ours: ${cpu.median.toFixed(2)}.`,
    ...doubtsOf(row, ours, trl),
  ].join('\n');
}

export function machineLine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}`;
}
