// What: CPU seconds of a process and all that it started, by kind, and of the whole machine, from Linux's /proc.
// Formula: a process counts utime + stime + cutime + cstime: its own time and that of children that have ended, so none is lost or counted twice.
// Units: seconds. /proc counts in ticks of 1/100 s (USER_HZ, which Linux holds fixed for programs).
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const TICKS_PER_SECOND = 100;

/** node, python, and Chromium's processes: browser, renderer (page, worker and WASM threads), gpu-process (shaders), … */
export type Kind = string;

export interface MachineTimes {
  /** Seconds in which some core of the machine worked, since it started; of all processes. */
  readonly busy: number;
  /** Seconds that the host gave to other machines. */
  readonly stolen: number;
  /** Of the process asked for and its descendants. */
  readonly byKind: Readonly<Record<Kind, number>>;
  /** Of this process alone. */
  readonly self: number;
}

interface ProcessTimes {
  readonly parent: number;
  readonly kind: Kind;
  readonly own: number;
  readonly ended: number;
}

export function kindOf(commandLine: string): Kind {
  const [program = ''] = commandLine.split('\0');
  const name = basename(program.split(' ')[0]!);
  if (/chrom/i.test(program)) return /--type=([\w-]+)/.exec(commandLine)?.[1] ?? 'browser';
  return /^python/.test(name) ? 'python' : name || 'unnamed';
}

/** The name of a program stands in brackets and may hold spaces and brackets: what counts begins behind the last one. */
export function statFields(stat: string): Omit<ProcessTimes, 'kind'> {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const seconds = (a: number, b: number) => (fields[a]! + fields[b]!) / TICKS_PER_SECOND;
  return { parent: fields[1]!, own: seconds(11, 12), ended: seconds(13, 14) };
}

/** First line of /proc/stat: user nice system idle iowait irq softirq steal. */
export function machineFields(stat: string): { readonly busy: number; readonly stolen: number } {
  const [user, nice, system, , , irq, softirq, stolen = 0] = stat.split('\n')[0]!.trim().split(/\s+/).slice(1).map(Number); // prettier-ignore
  return { busy: (user! + nice! + system! + irq! + softirq!) / TICKS_PER_SECOND, stolen: stolen / TICKS_PER_SECOND };
}

function readProcesses(proc: string): Map<number, ProcessTimes> {
  const found = new Map<number, ProcessTimes>();
  for (const name of readdirSync(proc)) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [stat, line] = ['stat', 'cmdline'].map((file) => readFileSync(join(proc, name, file), 'utf8'));
      found.set(Number(name), { ...statFields(stat!), kind: kindOf(line!) });
    } catch {
      continue; // it has ended since
    }
  }
  return found;
}

function isBelow(processes: ReadonlyMap<number, ProcessTimes>, pid: number, root: number): boolean {
  for (let at: number | undefined = pid; at; at = processes.get(at)?.parent) if (at === root) return true;
  return false;
}

export function machineTimes(root: number, self: number, proc = '/proc'): MachineTimes {
  const processes = readProcesses(proc);
  const byKind: Record<Kind, number> = {};
  for (const [pid, { kind, own, ended }] of processes)
    if (isBelow(processes, pid, root)) byKind[kind] = (byKind[kind] ?? 0) + own + ended;
  const machine = machineFields(readFileSync(join(proc, 'stat'), 'utf8'));
  return { ...machine, byKind, self: processes.get(self)?.own ?? 0 };
}

/** What was used between two looks. Others: cores of the machine that neither the run nor this process kept busy. */
export interface Used {
  readonly byKind: Readonly<Record<Kind, number>>;
  readonly total: number;
  readonly others: number;
}

export function usedBetween(before: MachineTimes, after: MachineTimes, wall: number): Used {
  const kinds = Object.keys({ ...before.byKind, ...after.byKind });
  // A process that ends passes its time on to its parent, maybe one of another kind.
  const byKind = Object.fromEntries(
    kinds.map((kind) => [kind, (after.byKind[kind] ?? 0) - (before.byKind[kind] ?? 0)]),
  );
  const total = Object.values(byKind).reduce((sum, value) => sum + value, 0);
  const machine = after.busy + after.stolen - before.busy - before.stolen;
  return { byKind, total, others: Math.max(0, (machine - total - (after.self - before.self)) / wall) };
}
