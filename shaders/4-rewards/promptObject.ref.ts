// What: twin of promptObject.wgsl, by the authors' expression and the order of the keys of an object.
import { isRecord, readJson } from './jsonText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import type { Rollout } from './prelude.ref.ts';

export interface PromptObject {
  readonly box: unknown;
  /** undefined where a key is missing. */
  readonly form: readonly unknown[];
  readonly measured: readonly unknown[];
}

/** null where the completion has no such object. */
export function readPromptObject(rollout: Rollout): PromptObject | null {
  const data = readJson(/\{[^}]+\}/.exec(completionOf(rollout))?.[0] ?? '');
  if (!isRecord(data)) return null;
  if (rollout.knob('any_key') < 0.5) {
    const points = [data['points_1'], data['points_2']];
    return { box: data['bbox'], form: points, measured: points };
  }
  const keys = Object.keys(data);
  const holding = (letters: string) => keys.filter((key) => key.toLowerCase().includes(letters));
  const [box] = holding('bbox');
  const two = (found: readonly string[]) => [0, 1].map((i) => data[found[i] ?? '']);
  return {
    box: data[box ?? ''],
    form: two(holding('point').filter((key) => key !== box)),
    measured: two(holding('points')),
  };
}
