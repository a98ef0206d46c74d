// What: what a reward shader says about itself in its header comment; also for shaders that a visitor writes.
// Lines: `// Reward: name`, `// Range: [a, b]`, `// Knob: name = default, min, max, description`, `// Needs: signal, …`,
// `// needsBatch`. The struct of `params` has one f32 field a knob, by the same name.

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
  /** Signals without which the reward means nothing: viewLogProb, refLogProb, … */
  readonly needs: readonly string[];
  /** One workgroup for the whole batch instead of one invocation a rollout. */
  readonly needsBatch: boolean;
}

/** The header cannot be read; `line` (1-based) is where. */
export class RewardHeaderError extends Error {
  override readonly name = 'RewardHeaderError';
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`Line ${line}: ${message}`);
  }
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const RANGE = new RegExp(String.raw`^\[\s*(${NUMBER})\s*,\s*(${NUMBER})\s*\]$`);
const KNOB = new RegExp(String.raw`^(\w+)\s*=\s*(${NUMBER})\s*,\s*(${NUMBER})\s*,\s*(${NUMBER})\s*,\s*(.+)$`);
const SHARED_FIELDS = ['rollouts', 'generations', 'maxTokens', 'bytesPerRollout'];

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
  const needs: string[] = [];
  let needsBatch = false;
  for (const [i, text] of wgsl.split('\n').entries()) {
    if (/^\/\/ needsBatch\s*$/.test(text)) needsBatch = true;
    const found = /^\/\/ (Reward|Range|Knob|Needs):\s*(.*?)\s*$/.exec(text);
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
    else if (found[1] === 'Needs') needs.push(...value.split(',').map((signal) => signal.trim()));
    else {
      const knob = readKnob(value, i + 1);
      if (knobs.some((other) => other.name === knob.name)) {
        throw new RewardHeaderError(i + 1, `the knob '${knob.name}' stands there twice.`);
      }
      knobs.push(knob);
    }
  }
  if (!name) throw new RewardHeaderError(1, `the header needs a line \`// Reward: ${fileName}\`.`);
  if (!range) throw new RewardHeaderError(1, 'the header needs a line `// Range: [0, 1]`.');
  checkFields(wgsl, knobs);
  return { name, range, knobs, needs, needsBatch };
}

/** The params struct and the knobs must name the same fields. */
function checkFields(wgsl: string, knobs: readonly RewardKnob[]): void {
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
  const [extra] = fields.keys();
  if (extra)
    throw new RewardHeaderError(line, `the field '${extra}' has no \`// Knob: ${extra} = …\` line in the header.`);
}
