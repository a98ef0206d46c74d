// What: the run as it was after some of its earlier steps, so that it can go back: every few steps, at most so many, the first and the best
//   always among them. A run between two steps is never changed (runState.ts), so it is kept as it is and nothing is copied; arrays that hold the
//   same numbers as those kept before (the moments that SGD leaves alone) are kept once.
// Thinning: beyond the most that may be kept, the one goes whose neighbours lie closest together for its age (gap ÷ age is least): recent
//   steps stay close together, older ones further apart, whatever the length of the run.
// Units: bytes of all arrays that are kept, each counted once.
import type { Metrics } from '../../9-curves/stepMetrics.ts';
import type { CurvePoint } from '../../9-curves/types.ts';
import type { KeptVector } from '../../8-update/types.ts';
import type { KeptAdapter } from '../checkpoint.ts';
import type { RunState } from './runState.ts';

export interface Snapshot {
  readonly run: RunState;
  readonly history: readonly CurvePoint[];
}

export interface RingSettings {
  /** 0 = nothing is kept. */
  readonly every: number;
  readonly most: number;
}

/** Steps whose mean reward says how good a step is, where nothing is held out: single steps ask other questions. */
const WINDOW = 8;

interface Best {
  readonly step: number;
  readonly score: number;
  readonly heldOut: boolean;
}

export class AdapterRing {
  private snapshots: readonly Snapshot[] = [];
  private best: Best | null = null;

  /** A run starts here, or is put in the place of another. */
  begin(snapshot: Snapshot | null): void {
    this.snapshots = snapshot ? [snapshot] : [];
    this.best = null;
  }

  /** After a step. Whether another set is kept than before. */
  offer(snapshot: Snapshot, metrics: Readonly<Metrics>, { every, most }: RingSettings): boolean {
    const before = this.snapshots;
    if (every === 0) {
      this.begin(null);
      return before.length > 0;
    }
    const { step } = snapshot.run;
    const isBest = this.judge(snapshot, metrics);
    const due = step % every === 0;
    const others = isBest ? before.filter((one, i) => i === 0 || one.run.step % every === 0) : before;
    const added = isBest || due || others.length === 0 ? [...others, sharing(snapshot, others.at(-1))] : others;
    this.snapshots = thinned(added, most, this.best?.step, every);
    return this.snapshots.length !== before.length || this.snapshots.some((one, i) => one !== before[i]);
  }

  /** That of a step; those of later steps are forgotten. null where it is not kept. */
  goBack(step: number): Snapshot | null {
    const found = this.snapshots.find(({ run }) => run.step === step);
    if (!found) return null;
    this.snapshots = this.snapshots.filter(({ run }) => run.step <= step);
    if (this.best && this.best.step > step) this.best = null;
    return found;
  }

  get kept(): readonly KeptAdapter[] {
    return this.snapshots.map(({ run: { step } }, i) => {
      const why = step === this.best?.step ? 'best' : i === 0 ? 'first' : 'every';
      return { step, why };
    });
  }

  get bytes(): number {
    const buffers = new Set<ArrayBufferLike>();
    for (const { run } of this.snapshots) {
      for (const { theta, optimizer } of run.vectors.values()) collect([theta, optimizer], buffers);
      collect(run.blocks, buffers);
    }
    return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Held-out reward where there is one, else the mean training reward of the last steps. */
  private judge({ run: { step }, history }: Snapshot, metrics: Readonly<Metrics>): boolean {
    const held = metrics['eval_reward'];
    const last = history.slice(-WINDOW);
    const mean = last.reduce((sum, point) => sum + (point.metrics['reward'] ?? 0), 0) / WINDOW;
    const own = last.length < WINDOW ? null : { step, score: mean, heldOut: false };
    const made = held === undefined ? (this.best?.heldOut ? null : own) : { step, score: held, heldOut: true };
    const better = made && (!this.best || (made.heldOut && !this.best.heldOut) || made.score > this.best.score);
    if (better) this.best = made;
    return better ?? false;
  }
}

function collect(value: unknown, buffers: Set<ArrayBufferLike>): void {
  if (ArrayBuffer.isView(value)) buffers.add(value.buffer);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, buffers);
}

const equal = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, i) => value === b[i]);

/** Arrays with the numbers of the snapshot before are its arrays. */
function sharing(snapshot: Snapshot, before: Snapshot | undefined): Snapshot {
  if (!before) return snapshot;
  const vectors = [...snapshot.run.vectors].map(([name, vector]): [string, KeptVector] => {
    const other = before.run.vectors.get(name);
    if (!other) return [name, vector];
    const same = (a: Float32Array, b: Float32Array) => (equal(a, b) ? b : a);
    const { optimizer } = vector;
    const moments = optimizer && other.optimizer;
    return [
      name,
      {
        theta: same(vector.theta, other.theta),
        optimizer: moments
          ? {
              firstMoment: same(optimizer.firstMoment, moments.firstMoment),
              secondMoment: same(optimizer.secondMoment, moments.secondMoment),
              stepCount: optimizer.stepCount,
            }
          : optimizer,
      },
    ];
  });
  return { ...snapshot, run: { ...snapshot.run, vectors: new Map(vectors) } };
}

function thinned(
  snapshots: readonly Snapshot[],
  most: number,
  best: number | undefined,
  every: number,
): readonly Snapshot[] {
  let left = snapshots;
  while (left.length > most) {
    const steps = left.map(({ run }) => run.step);
    const newest = steps.at(-1)!;
    const cost = (i: number) => (steps[i + 1]! - steps[i - 1]!) / (newest - steps[i]! + every);
    const middle = [...steps.keys()].slice(1, -1).filter((i) => steps[i] !== best);
    // Only the first, the best and the newest are left of it.
    if (middle.length === 0) break;
    const least = middle.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    left = left.filter((_, i) => i !== least);
  }
  return left;
}
