// What: a whole run as plain data (what a run file and the kept run hold), and the check of one that comes from outside.
// Shapes: vectors and moments [n] float32; history = one row per step, TRL's names.
import { withOwnRewards } from '../../config/rewardUses.ts';
import { validateConfig } from '../../config/validateConfig.ts';
import { CHECKPOINT_VERSION, readKept } from '../../training/checkpoint.ts';
import type { Checkpoint } from '../../training/checkpoint.ts';
import type { Evaluation, GroupView, RolloutView } from '../../training/protocol.ts';
import { FormatError } from '../../9-curves/gzip.ts';
import { readComparedRuns } from '../records/comparedRun.ts';
import type { ComparedRun } from '../records/comparedRun.ts';
import { readHistory } from '../records/history.ts';
import { isFields, readPromptRecords, textOf } from '../records/promptRecord.ts';
import type { PromptRecord } from '../records/promptRecord.ts';
import { readRewardRecords } from '../records/rewardRecord.ts';
import type { RewardRecord } from '../records/rewardRecord.ts';
import { readSpreadRecord } from '../records/spreads.ts';
import type { SpreadRecord } from '../records/spreads.ts';
import type { PageState } from '../store.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

export const RUN_VERSION = 1;

export interface RunRecord {
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly model: string;
  readonly checkpoint: Checkpoint;
  readonly prompts: readonly PromptRecord[];
  readonly selectedPrompt: string | null;
  readonly rewards: readonly RewardRecord[];
  readonly groups: readonly GroupView[];
  readonly evaluations: PageState['evaluations'];
  /** How the advantages of its steps were spread. */
  readonly advantages: SpreadRecord;
  /** Kept beside it, to be compared. */
  readonly compared: readonly ComparedRun[];
}

const { parts: PARTS } = RECORD_TEXTS;
/** More than a page shows at once. */
const MAX_COMPARED = 20;

function refuse(what: string): never {
  throw new FormatError(RECORD_TEXTS.partDamaged(what));
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isNumbers = (value: unknown): boolean => isFields(value) && Object.values(value).every(isNumber);
const isBox = (value: unknown) =>
  Array.isArray(value) && value.length === 4 && value.every(isNumber) && value.every(Number.isFinite);

function readCheckpoint(value: unknown): Checkpoint {
  if (!isFields(value)) refuse(PARTS.checkpoint);
  const { version, step } = value;
  if (Number.isSafeInteger(version) && (version as number) > CHECKPOINT_VERSION)
    throw new FormatError(RECORD_TEXTS.newer);
  const kept = readKept(value);
  if (!kept || !Number.isSafeInteger(step) || (step as number) < 0) refuse(PARTS.vectors);
  return {
    version: CHECKPOINT_VERSION,
    step: step as number,
    ...kept,
    config: validateConfig(value['config']),
    history: readHistory(value['history']),
  };
}

function isRollout(value: unknown): value is RolloutView {
  if (!isFields(value)) return false;
  const { text, tokens, boxes, answer, rewards, reward, advantage, truncated } = value;
  return (
    typeof text === 'string' &&
    Array.isArray(tokens) &&
    tokens.every(
      (t) => isFields(t) && typeof t['text'] === 'string' && isNumber(t['logProb']) && isNumber(t['entropy']),
    ) &&
    Array.isArray(boxes) &&
    boxes.every(isBox) &&
    (answer === null || typeof answer === 'string') &&
    isNumbers(rewards) &&
    isNumber(reward) &&
    isNumber(advantage) &&
    typeof truncated === 'boolean'
  );
}

const isGroup = (value: unknown): value is GroupView =>
  isFields(value) &&
  typeof value['promptId'] === 'string' &&
  Array.isArray(value['rollouts']) &&
  value['rollouts'].every(isRollout);

/** Pictures of the run, not the run itself: what is damaged is left out. */
export const readGroups = (value: unknown): readonly GroupView[] =>
  Array.isArray(value) && value.every(isGroup) ? value : [];

function isEvaluation(value: unknown): value is Evaluation {
  if (!isFields(value)) return false;
  const { promptId, text, boxes, answer, rewards, passed } = value;
  const texts = typeof promptId === 'string' && typeof text === 'string';
  const passes = passed === null || typeof passed === 'boolean';
  const words = answer === null || typeof answer === 'string';
  return texts && words && passes && Array.isArray(boxes) && boxes.every(isBox) && isNumbers(rewards);
}

export function readEvaluations(value: unknown): PageState['evaluations'] {
  if (!isFields(value)) return {};
  const sound = Object.entries(value).filter(
    ([, one]) =>
      isFields(one) && isNumber(one['step']) && Array.isArray(one['results']) && one['results'].every(isEvaluation),
  );
  return Object.fromEntries(sound) as PageState['evaluations'];
}

/** Throws a FormatError or ConfigError whose message continues "… cannot be opened: ". */
export function readRunRecord(value: unknown): RunRecord {
  if (!isFields(value)) refuse(PARTS.header);
  const { version, savedAt, model, selectedPrompt } = value;
  if (!Number.isSafeInteger(version)) refuse(PARTS.header);
  if ((version as number) > RUN_VERSION) {
    throw new FormatError(RECORD_TEXTS.newer);
  }
  const rewards = readRewardRecords(value['rewards']);
  const texts = Object.fromEntries(rewards.map(({ name, wgsl }) => [name, wgsl]));
  const checkpoint = withOwnRewards(texts, () => readCheckpoint(value['checkpoint']));
  return {
    version: version as number,
    savedAt: isNumber(savedAt) ? savedAt : 0,
    model: textOf(model, PARTS.header),
    checkpoint,
    prompts: readPromptRecords(value['prompts']),
    selectedPrompt: typeof selectedPrompt === 'string' ? selectedPrompt : null,
    rewards,
    groups: readGroups(value['groups']),
    evaluations: readEvaluations(value['evaluations']),
    advantages: readSpreadRecord(value['advantages'], checkpoint.step),
    compared: readComparedRuns(value['compared'], MAX_COMPARED),
  };
}
