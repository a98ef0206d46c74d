// What: the default configuration, and the check of an unknown object: unknown keys, ranges, rules between settings.
// Settings that are absent (a file of an older version) get their default; settings that are unknown are errors.
import { lossProblem } from './axes/loss.ts';
import { AXES, CONFIG_VERSION } from './config.ts';
import type { AxisName, Config } from './config.ts';
import { checkLeaf, ConfigError, KNOBS, nearestName } from './knobTable.ts';
import type { Knob, KnobValue } from './knob.ts';

const AXIS_NAMES = Object.keys(AXES) as AxisName[];
const ADAPTER_TARGETS = 'q_proj k_proj v_proj o_proj gate_proj up_proj down_proj lm_head'.split(' ');

/** Builds a configuration by asking for every leaf. */
export function configFrom(recipe: string, leaf: (axis: AxisName, name: string, knob: Knob) => KnobValue): Config {
  const axes = AXIS_NAMES.map((axis) => {
    const table = Object.entries(AXES[axis] as Record<string, Knob>);
    return [axis, Object.fromEntries(table.map(([name, knob]) => [name, leaf(axis, name, knob)]))];
  });
  return { version: CONFIG_VERSION, recipe, ...Object.fromEntries(axes) } as Config;
}

/** Plain GRPO: TRL's defaults, with our measured learning rate and rank (DESIGN §3). */
export const defaultConfig = (): Config => configFrom('grpo', (_axis, _name, knob) => structuredClone(knob.default));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unknownKey(key: string, where: string, known: readonly string[]): ConfigError {
  return new ConfigError(`There is no setting '${key}' in ${where}; did you mean '${nearestName(key, known)}'?`);
}

/** Checks keys and values of the axes that are there; returns the leaves by name. */
export function checkAxes(value: Record<string, unknown>, alsoAllowed: readonly string[]): Map<string, KnobValue> {
  const leaves = new Map<string, KnobValue>();
  for (const [axis, settings] of Object.entries(value)) {
    if (alsoAllowed.includes(axis)) continue;
    if (!(axis in AXES)) throw unknownKey(axis, 'the configuration', [...AXIS_NAMES, ...KNOBS.keys()]);
    if (!isObject(settings)) throw new ConfigError(`${axis} must be an object of settings.`);
    const table = AXES[axis as AxisName];
    for (const [name, leaf] of Object.entries(settings)) {
      if (!(name in table)) throw unknownKey(name, axis, Object.keys(table));
      leaves.set(name, checkLeaf(name, leaf));
    }
  }
  return leaves;
}

/** Rules between settings. Each sentence says what to change. */
function checkRules({ data, sampling, reward, composition, controller, loss }: Config): void {
  const { num_generations: group, temperature } = sampling;
  const refuse = (sentence: string) => {
    throw new ConfigError(sentence);
  };
  if (group < 2) refuse(`num_generations is ${group}: GRPO compares the answers of a group, so it needs at least 2.`);
  if (data.generation_batch_size % group !== 0) {
    const near = Math.max(group, Math.round(data.generation_batch_size / group) * group);
    const wrong = `generation_batch_size is ${data.generation_batch_size}`;
    refuse(`${wrong}, which ${group} (num_generations) does not divide; use ${near}, for example.`);
  }
  if (temperature === 0) {
    refuse('temperature is 0: all answers of a group would be equal and nothing could be learned; use 1, for example.');
  }
  const columns = reward.reward_funcs;
  if (columns.length === 0) refuse('reward_funcs is empty: name at least one reward, for example format.');
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice) refuse(`reward_funcs names '${twice}' twice.`);
  const weights = composition.reward_weights.length;
  if (weights !== 0 && weights !== columns.length) {
    refuse(`reward_weights has ${weights} numbers for ${columns.length} reward_funcs; give one each, or none (all 1).`);
  }
  for (const knob of reward.reward_knobs) {
    if (!/^\w+=[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(knob)) {
      refuse(`reward_knobs has '${knob}'; write name=number, for example iou_threshold=0.7.`);
    }
  }
  const targets = controller.lora_target_modules;
  if (targets.length === 0) refuse('lora_target_modules is empty: name at least one layer, for example q_proj.');
  const target = targets.find((name) => !ADAPTER_TARGETS.includes(name));
  if (target) refuse(`lora_target_modules has '${target}'; known are ${ADAPTER_TARGETS.join(', ')}.`);
  if (loss.delta !== null && loss.delta <= 1)
    refuse(`delta is ${loss.delta}: it bounds the ratio, so use more than 1.`);
  const problem = lossProblem(loss);
  if (problem) refuse(problem);
}

/** Returns a whole configuration, or throws a ConfigError with one sentence. */
export function validateConfig(value: unknown): Config {
  if (!isObject(value)) throw new ConfigError('The configuration must be an object.');
  const { version = CONFIG_VERSION, recipe = 'grpo' } = value;
  if (version !== CONFIG_VERSION) {
    throw new ConfigError(
      `The configuration has version ${String(version)}; this page reads version ${CONFIG_VERSION}.`,
    );
  }
  if (typeof recipe !== 'string') throw new ConfigError('recipe must be the name of a recipe.');
  const leaves = checkAxes(value, ['version', 'recipe']);
  const config = configFrom(recipe, (_axis, name, knob) =>
    leaves.has(name) ? leaves.get(name)! : structuredClone(knob.default),
  );
  checkRules(config);
  return config;
}
