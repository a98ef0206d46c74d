// What: a reward shader of the visitor's as links and run files carry it, and the check of one that comes from outside.
import { isFields, listOf, textOf } from './promptRecord.ts';
import { FormatError } from '../../9-curves/gzip.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

const { parts: PARTS } = RECORD_TEXTS;

export interface RewardRecord {
  readonly name: string;
  readonly wgsl: string;
}

function readReward(value: unknown): RewardRecord {
  if (!isFields(value)) throw new FormatError(RECORD_TEXTS.partDamaged(PARTS.rewards));
  const name = textOf(value['name'], PARTS.rewards);
  if (!/^[a-z]\w{0,59}$/i.test(name)) throw new FormatError(RECORD_TEXTS.rewardName);
  return { name, wgsl: textOf(value['wgsl'], PARTS.rewards) };
}

/** Throws a FormatError. */
export const readRewardRecords = (value: unknown) => listOf(value, PARTS.rewards, readReward);
