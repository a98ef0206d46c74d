// What: what a reward shader says about itself in its header comment; also for shaders that a visitor writes.
// Lines: `// Reward: name`, `// Range: [a, b]`, `// Knob: name = default, min, max, description`, `// Needs: signal, …` (names
// of signals; `picture` = the pixels), `// Signal: knob = signal` (a signal that a use of the reward may rename),
// `// Truth: field, field (at most 16), …` (absent = the fields whose functions the text calls), `// needsBatch`. The struct of
// `params` has one f32 field per knob, by the same name, and where it names them also seedLow, seedHigh, step, vocabSize (u32),
// coordinateWidth, coordinateHeight (f32).
import { signalsNamed } from '../gpu/wgsl/headerSignals.ts';
import type { NamedSignal } from '../gpu/wgsl/headerSignals.ts';
import {
  checkMentions,
  checkPicture,
  checkSignal,
  checkTruth,
  readNeeds,
  readTruth,
  RewardHeaderError,
} from './headerLines.ts';
import type { TruthField } from './truthFields.ts';

export { RewardHeaderError };

export interface RewardKnob {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

export interface RewardHeader {
  readonly name: string;
  readonly range: readonly [number, number];
  readonly knobs: readonly RewardKnob[];
  /** Signals that it reads, by name: view/logProb, reward/answerExact, token, … */
  readonly needs: readonly string[];
  /** The same with their constants and the knobs that rename them, in the order of the table. */
  readonly signals: readonly NamedSignal[];
  readonly needsPicture: boolean;
  /** Fields of the truth that it reads, each with the most items that it can take. */
  readonly truth: ReadonlyMap<TruthField, number>;
  /** Those of OPTIONAL_FIELDS that the params struct names. */
  readonly fields: readonly string[];
  /** One workgroup for the whole batch instead of one invocation per rollout. */
  readonly needsBatch: boolean;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const RANGE = new RegExp(String.raw`^\[\s*(${NUMBER})\s*,\s*(${NUMBER})\s*\]$`);
const KNOB = new RegExp(String.raw`^(\w+)\s*=\s*(${NUMBER})\s*,\s*(${NUMBER})\s*,\s*(${NUMBER})\s*,\s*(.+)$`);
const SHARED_FIELDS = ['rollouts', 'generations', 'maxTokens', 'bytesPerRollout'];
/** Further fields that the params struct may name, with their types. */
const OPTIONAL_FIELDS: Readonly<Record<string, string>> = {
  ...{ seedLow: 'u32', seedHigh: 'u32', step: 'u32', vocabSize: 'u32' },
  ...{ coordinateWidth: 'f32', coordinateHeight: 'f32' },
};

function readKnob(text: string, line: number): RewardKnob {
  const found = KNOB.exec(text);
  if (!found) {
    throw new RewardHeaderError(
      line,
      'write a knob as `// Knob: my_knob = 0.5, 0, 1, what it does` (default, min, max).',
    );
  }
  const [, name, ...rest] = found as unknown as [string, string, string, string, string, string];
  const [value, min, max] = rest.slice(0, 3).map(Number) as [number, number, number];
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new RewardHeaderError(line, `the knob '${name}' must be in lower case with underscores.`);
  }
  if (!(min <= value && value <= max)) {
    throw new RewardHeaderError(line, `the default ${value} of '${name}' is not between ${min} and ${max}.`);
  }
  return { name, default: value, min, max, description: rest[3]!.trim() };
}

function readRange(text: string, line: number): readonly [number, number] {
  const found = RANGE.exec(text);
  if (!found || !(Number(found[1]) < Number(found[2]))) {
    throw new RewardHeaderError(line, 'write the range as `// Range: [0, 1]`, the smaller number first.');
  }
  return [Number(found[1]), Number(found[2])];
}

export const isReward = (wgsl: string): boolean => /^\/\/ Reward:/m.test(wgsl);

/** `fileName` without folder and ending: name and entry point must be the same word. */
export function parseRewardHeader(wgsl: string, fileName: string): RewardHeader {
  let name: string | undefined;
  let range: readonly [number, number] | undefined;
  const knobs: RewardKnob[] = [];
  const fields = new Map<TruthField, number>();
  let truthLine = 0;
  let needsPicture = false;
  let needsBatch = false;
  for (const [i, text] of wgsl.split('\n').entries()) {
    if (/^\/\/ needsBatch\s*$/.test(text)) needsBatch = true;
    const found = /^\/\/ (Reward|Range|Knob|Needs|Signal|Truth):\s*(.*?)\s*$/.exec(text);
    if (!found) continue;
    const value = found[2]!;
    if (found[1] === 'Reward') {
      if (value !== fileName) {
        throw new RewardHeaderError(
          i + 1,
          `the reward is called '${value}', but its file and entry point '${fileName}'.`,
        );
      }
      name = value;
    } else if (found[1] === 'Range') range = readRange(value, i + 1);
    else if (found[1] === 'Needs') needsPicture = readNeeds(value, i + 1) || needsPicture;
    else if (found[1] === 'Signal') checkSignal(value, i + 1);
    else if (found[1] === 'Truth') {
      truthLine = i + 1;
      for (const [field, most] of readTruth(value, i + 1)) fields.set(field, most);
    } else {
      const knob = readKnob(value, i + 1);
      if (knobs.some((other) => other.name === knob.name)) {
        throw new RewardHeaderError(i + 1, `the knob '${knob.name}' is declared twice.`);
      }
      knobs.push(knob);
    }
  }
  if (!name) throw new RewardHeaderError(1, `the header needs a line \`// Reward: ${fileName}\`.`);
  if (!range) throw new RewardHeaderError(1, 'the header needs a line `// Range: [0, 1]`.');
  const extra = checkFields(wgsl, knobs);
  const signals = signalsNamed(wgsl);
  checkMentions(wgsl, signals);
  checkPicture(wgsl, needsPicture);
  const truth = checkTruth(wgsl, fields, truthLine);
  const needs = signals.map((signal) => signal.name);
  return { name, range, knobs, needs, signals, needsPicture, truth, fields: extra, needsBatch };
}

/** The params struct and the knobs must name the same fields; gives the optional fields that it names. */
function checkFields(wgsl: string, knobs: readonly RewardKnob[]): string[] {
  const struct = /struct\s+\w+Params\s*\{([^}]*)\}/.exec(wgsl);
  if (!struct) throw new RewardHeaderError(1, 'the shader needs a struct that ends in Params for its `params`.');
  const line = wgsl.slice(0, struct.index).split('\n').length;
  const fields = new Map(
    [...struct[1]!.replace(/\/\/[^\n]*/g, '').matchAll(/(\w+)\s*:\s*(\w+)/g)].map((m) => [m[1]!, m[2]!]),
  );
  const expected = [...SHARED_FIELDS.map((field) => [field, 'u32']), ...knobs.map((knob) => [knob.name, 'f32'])];
  for (const [field, type] of expected) {
    if (fields.get(field!) !== type)
      throw new RewardHeaderError(line, `the params struct needs a field \`${field}: ${type}\`.`);
    fields.delete(field!);
  }
  const optional = Object.keys(OPTIONAL_FIELDS).filter(
    (field) => fields.get(field) === OPTIONAL_FIELDS[field] && fields.delete(field),
  );
  const [extra] = fields.keys();
  if (extra)
    throw new RewardHeaderError(line, `the field '${extra}' has no \`// Knob: ${extra} = …\` line in the header.`);
  return optional;
}
