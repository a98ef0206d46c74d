// What: a reward shader of the visitor's as links and run files carry it, and the check of one that comes from outside.
import { isFields, listOf, textOf } from './promptRecord.ts';
import { FormatError } from '../../9-curves/gzip.ts';

export interface RewardRecord {
  readonly name: string;
  readonly wgsl: string;
}

function readReward(value: unknown): RewardRecord {
  if (!isFields(value)) throw new FormatError('its list of rewards is damaged');
  const name = textOf(value['name'], 'list of rewards');
  if (!/^[a-z]\w{0,59}$/i.test(name)) throw new FormatError('one of its rewards has a name that cannot be used');
  return { name, wgsl: textOf(value['wgsl'], 'list of rewards') };
}

/** Throws a FormatError. */
export const readRewardRecords = (value: unknown) => listOf(value, 'list of rewards', readReward);
