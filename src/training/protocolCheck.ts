// What: decodes what arrives at the worker. What does not fit is refused with one sentence that says what was expected.
import { truthProblem } from '../4-rewards/truthValues.ts';
import { validateConfig } from '../config/validateConfig.ts';
import { readKept } from './checkpoint.ts';
import type { Command, CommandEnvelope } from './protocol.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

type Fields = Record<string, unknown>;
/** `expected` may look at the value to say what is wrong with it. */
type FieldCheck = readonly [test: (value: unknown) => boolean, expected: string | ((value: unknown) => string)];

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isBlob = (value: unknown) => value instanceof Blob;
const text: FieldCheck = [(value) => typeof value === 'string', 'a text'];
const textOrAbsent: FieldCheck = [(value) => value === undefined || typeof value === 'string', 'a text'];
const textOrNull: FieldCheck = [(value) => value === null || typeof value === 'string', 'a string or null'];
const numbersByName: FieldCheck = [
  (value) => value === undefined || (isObject(value) && Object.values(value).every(Number.isFinite)),
  'numbers by name',
];
/** What can be typed as an answer. */
const MOST_CHARACTERS = 20_000;
const isShort = (value: unknown) => typeof value === 'string' && value.length <= MOST_CHARACTERS;
const texts: FieldCheck = [
  (value) => Array.isArray(value) && value.length <= 64 && value.every(isShort),
  `at most 64 texts of at most ${MOST_CHARACTERS} characters`,
];
const shortText: FieldCheck = [isShort, `a text of at most ${MOST_CHARACTERS} characters`];
const stepCount: FieldCheck = [
  (value) => value === null || (Number.isSafeInteger(value) && (value as number) >= 1),
  'a whole number ≥ 1 or null',
];
const sampleCount: FieldCheck = [
  (value) => value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 64),
  'a whole number, 0 … 64',
];
const index: FieldCheck = [
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  'a whole number, 0 or more',
];
const flag: FieldCheck = [(value) => typeof value === 'boolean', 'true or false'];
const config: FieldCheck = [isObject, 'a configuration'];
const files: FieldCheck = [
  (value) => value === undefined || (isObject(value) && Object.values(value).every(isBlob)),
  'files by path',
];

function isPrompt(value: unknown): boolean {
  if (!isObject(value) || typeof value['id'] !== 'string' || typeof value['question'] !== 'string') return false;
  const { name = '', images, imageIds, truth, split } = value;
  if (typeof name !== 'string') return false;
  if (imageIds !== undefined && !(Array.isArray(imageIds) && imageIds.every((id) => typeof id === 'string')))
    return false;
  return Array.isArray(images) && images.every(isBlob) && isTruth(truth) && (split === 'train' || split === 'heldOut');
}

/** Form only: numbers that cannot be meant refuse one prompt, not all of them (prompts/loadPrompts.ts). */
const isTruth = (value: unknown) => isObject(value) && !Array.isArray(value) && truthProblem(value) === null;

function promptsExpected(value: unknown): string {
  const list = 'a list of prompts {id, images, question, truth, split}';
  for (const prompt of Array.isArray(value) ? (value as unknown[]) : []) {
    const problem = isObject(prompt) && isObject(prompt['truth']) ? truthProblem(prompt['truth']) : null;
    if (problem !== null) return `${list}; in the truth of '${String((prompt as Fields)['id'])}', ${problem}`;
  }
  return list;
}

const prompts: FieldCheck = [(value) => Array.isArray(value) && value.every(isPrompt), promptsExpected];

function isCheckpoint(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { step, history, version } = value;
  return [step, version].every(Number.isSafeInteger) && Array.isArray(history) && readKept(value) !== null;
}

const FIELDS: { readonly [Type in Command['type']]: Readonly<Record<string, FieldCheck>> } = {
  configure: { config },
  load: { files },
  setPrompts: { prompts },
  editReward: { name: text, wgsl: textOrNull },
  testReward: { name: text, wgsl: text, knobs: numbersByName, promptId: textOrAbsent },
  start: { steps: stepCount },
  pause: {},
  resume: {},
  step: {},
  stage: {},
  pace: { stageMs: [(value) => typeof value === 'number' && value >= 0 && value <= 60_000, 'milliseconds, 0 … 60000'] },
  reset: {},
  checkpoint: {},
  restore: { checkpoint: [isCheckpoint, 'a checkpoint'] },
  goBack: { step: index },
  evaluate: { tag: text, generations: sampleCount },
  inspect: { step: index, group: index, rollout: index },
  inspectGroup: { step: index, group: index, views: flag },
  tryAnswers: { promptId: text, texts, presets: flag, greedy: flag },
  editAnswer: { step: index, group: index, rollout: index, text: shortText },
  probeReach: {
    promptId: textOrNull,
    samples: [(value) => value !== undefined && value !== 0 && sampleCount[0](value), 'a whole number, 1 … 64'],
  },
  stopReach: {},
  watch: { views: flag },
  keepSteps: {},
  loseDevice: {},
};

/** Returns the command, its configuration validated; throws a ProtocolError or ConfigError with one sentence. */
export function checkCommand(message: unknown): CommandEnvelope {
  if (!isObject(message)) throw new ProtocolError('A command must be an object.');
  const { version, id, type } = message;
  if (version !== PROTOCOL_VERSION) {
    throw new ProtocolError(
      `The page uses protocol version ${String(version)}, but the engine uses ${PROTOCOL_VERSION}; reload the page.`,
    );
  }
  if (!Number.isSafeInteger(id)) throw new ProtocolError(`A command needs a whole number as id, not ${String(id)}.`);
  if (typeof type !== 'string' || !Object.hasOwn(FIELDS, type)) {
    throw new ProtocolError(
      `There is no command '${String(type)}'; the commands are ${Object.keys(FIELDS).join(', ')}.`,
    );
  }
  const fields = FIELDS[type as Command['type']];
  for (const [name, [test, expected]] of Object.entries(fields)) {
    if (test(message[name])) continue;
    const what = typeof expected === 'string' ? expected : expected(message[name]);
    throw new ProtocolError(`Command '${type}': ${name} must be ${what}.`);
  }
  const stray = Object.keys(message).find((key) => !['version', 'id', 'type'].includes(key) && !(key in fields));
  if (stray) throw new ProtocolError(`Command '${type}' has no field '${stray}'.`);
  if (type === 'configure') return { ...message, config: validateConfig(message['config']) } as CommandEnvelope;
  return message as CommandEnvelope;
}

/** The id of a message that may be broken, for its `done` event. */
export const idOf = (message: unknown): number =>
  isObject(message) && Number.isSafeInteger(message['id']) ? (message['id'] as number) : -1;
