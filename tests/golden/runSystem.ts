// What: every case of one golden file through its adapter.
import type { Compute } from '../../src/gpu/compute.ts';
import type { Follows, GoldenAdapter, GoldenCase, GoldenGiven, GoldenHeader } from './adapter.ts';
import { NAMED_SETTINGS, NOT_REPRESENTABLE } from './adapter.ts';
import { adapterFor } from './adapters.ts';
import { compareOutput } from './compareOutput.ts';
import { LACKS } from './notRepresentable.ts';
import type { Lack } from './notRepresentable.ts';

export type GoldenFile = GoldenHeader & { readonly cases: readonly GoldenCase[] };

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly worst: number;
  /** Where it failed: path, both values, or what was thrown. */
  readonly failure?: string;
  /** Why its input cannot give its output (notRepresentable.ts); it counts neither as passed nor as failed. */
  readonly notRepresentable?: string;
}

export interface SystemResult {
  /** The file without its ending. */
  readonly file: string;
  readonly system: string;
  /** Null where there is no adapter. */
  readonly cases: readonly CaseResult[] | null;
  readonly total: number;
  /** What the adapter does not compare, and why. */
  readonly leavesOut?: string;
}

const shown = (value: unknown) => {
  const text = JSON.stringify(value, (_key, inner: unknown) => (Number.isNaN(inner) ? 'NaN' : inner)) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

export async function runCase(
  adapter: GoldenAdapter<unknown>,
  { name, input, output }: GoldenCase,
  given: GoldenGiven,
  lack?: Lack,
): Promise<CaseResult> {
  try {
    const got = await adapter.run(structuredClone(input), given);
    if (got === NOT_REPRESENTABLE) {
      const gone = { name, passed: false, worst: 0 };
      if (lack?.lacks(input)) return { ...gone, notRepresentable: lack.reason };
      return {
        ...gone,
        failure: 'the adapter cannot represent it, and notRepresentable.ts does not list such an input',
      };
    }
    const reduce = (value: unknown) => adapter.reduce?.(value, input) ?? value;
    const { worst, compared, difference } = compareOutput(reduce(output), reduce(got), adapter.tolerance ?? 1e-5);
    if (compared === 0) return { name, passed: false, worst, failure: 'the case has nothing to compare' };
    if (!difference) return { name, passed: true, worst };
    const { path, expected, got: own } = difference;
    return { name, passed: false, worst, failure: `${path}: expected ${shown(expected)}, got ${shown(own)}` };
  } catch (error) {
    return {
      name,
      passed: false,
      worst: 0,
      failure: `threw ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

export interface SystemToRun {
  readonly compute: Compute;
  /** The reading of cases that name none. */
  readonly follows: Follows;
  /** For tests. */
  readonly find?: (file: string, system: string) => GoldenAdapter | null;
  readonly lacks?: Readonly<Record<string, Lack>>;
}

export async function runSystem(
  file: string,
  golden: GoldenFile,
  { compute, follows, find = adapterFor, lacks = LACKS }: SystemToRun,
): Promise<SystemResult> {
  const { cases, ...header } = golden;
  const adapter = find(file, golden.system) as GoldenAdapter<unknown> | null;
  if (!adapter) return { file, system: golden.system, cases: null, total: cases.length };
  const isNamed = NAMED_SETTINGS.some((name) => find(name, '') === adapter);
  const lack = Object.entries(lacks).find(([name]) => find(name, '') === adapter)?.[1];
  const results: CaseResult[] = [];
  for (const one of cases) {
    const reading = (one.input['follows'] as Follows | undefined) ?? follows;
    const given = { name: isNamed ? one.name : '', file: header, follows: reading, compute };
    results.push(await runCase(adapter, one, given, lack));
  }
  const { leavesOut } = adapter;
  return { file, system: golden.system, cases: results, total: cases.length, ...(leavesOut && { leavesOut }) };
}
