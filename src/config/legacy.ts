// What: settings of version 1 that links, recipes, run files and `--set` may still name: reward_weights and reward_knobs
// (now with the uses of rewards), and the one view with its one probe (now uses named “view”).
import { checkValue, ConfigError } from './checkValue.ts';
import type { AxisName, Config } from './config.ts';
import { boolean, choice, integer, names, number, numbers } from './knob.ts';
import type { BlockUse, Knob, KnobValue } from './knob.ts';
import { KNOBS, leafOfAxis } from './knobTable.ts';
import type { KnobEntry } from './knobTable.ts';
import { usesIn } from './leaves.ts';
import { knobsOfUse, nameOf, readUses } from './readUses.ts';

const facts = { unit: '', doc: '', source: 'version 1' };
const entry = (axis: AxisName, name: string, knob: Knob): [string, KnobEntry] => [name, { axis, name, knob }];

/** They are read, but are not leaves. */
export const LEGACY: ReadonlyMap<string, KnobEntry> = new Map([
  entry('composition', 'reward_weights', numbers([], { min: -100, max: 100, ...facts })),
  entry('reward', 'reward_knobs', names([], facts)),
  entry('probe', 'probe_view_logps', boolean(false, facts)),
  entry('view', 'probe_view', choice('patch_drop', ['patch_drop', 'noise', 'mask_truth'], facts)),
  entry('view', 'patch_drop_probability', number(0.6, { min: 0, max: 1, ...facts })),
  entry('view', 'patch_size', integer(14, { min: 1, max: 128, ...facts })),
  entry('view', 'noise_sigma', number(0.4, { min: 0, max: 2, ...facts })),
]);

/** The same configuration with other uses on an axis. */
export function withUses(config: Config, entry: KnobEntry, uses: readonly unknown[]): Config {
  const { axis, name } = entry;
  return { ...config, [axis]: { ...config[axis], [name]: readUses(entry, uses, usesIn(config, entry)) } };
}

function withWeights(config: Config, weights: readonly number[]): Config {
  const leaf = leafOfAxis('reward');
  const uses = usesIn(config, leaf);
  if (weights.length !== 0 && weights.length !== uses.length) {
    const count = `reward_weights has ${weights.length} numbers for ${uses.length} reward_funcs`;
    throw new ConfigError(`${count}; give one each, or none (all 1).`);
  }
  return withUses(
    config,
    leaf,
    uses.map((use, i) => ({ ...use, weight: weights[i] ?? 1 })),
  );
}

const SPANS = ['think', 'box', 'point', 'answer'];
const NEED = new RegExp(`^need_(${SPANS.join('|')})$`);

/** need_think, need_box, … of the format reward said what the grammar says now: the spans that are asked for. */
function withSpans(config: Config, needs: readonly (readonly [string, number])[]): Config {
  if (needs.length === 0) return config;
  const wanted = new Set(config.grammar.grammar.split('_'));
  for (const [knob, value] of needs) {
    const span = NEED.exec(knob)![1]!;
    if (value > 0.5) wanted.add(span);
    else wanted.delete(span);
  }
  const others = [...wanted].filter((span) => !SPANS.includes(span));
  const grammar = [...others, ...SPANS.filter((span) => wanted.has(span))].join('_');
  if (grammar === config.grammar.grammar) return config;
  if (!KNOBS.get('grammar')!.knob.choices!.includes(grammar)) {
    const text = needs.map(([knob, value]) => `${knob}=${value}`).join(',');
    throw new ConfigError(
      `reward_knobs sets ${text}; what the format reward asks for is the setting grammar now: choose one.`,
    );
  }
  return { ...config, grammar: { ...config.grammar, grammar } };
}

/** 'name=number'. */
function readKnob(text: string): readonly [string, number] {
  const [, knob, number] = /^(\w+)=([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)$/i.exec(text) ?? [];
  if (knob !== undefined) return [knob, Number(number)];
  throw new ConfigError(`reward_knobs has '${text}'; write name=number, for example iou_threshold=0.7.`);
}

function withRewardKnobs(config: Config, texts: readonly string[]): Config {
  const knobs = texts.map(readKnob);
  const spans = knobs.filter(([knob]) => NEED.test(knob));
  const others = knobs.filter(([knob]) => !NEED.test(knob));
  return others.reduce((made, [knob, value]) => withRewardKnob(made, knob, value), withSpans(config, spans));
}

/** A knob goes to every reward that has it; else to the unknown ones. */
function withRewardKnob(config: Config, knob: string, value: number): Config {
  const leaf = leafOfAxis('reward');
  const uses = usesIn(config, leaf);
  const has = (use: BlockUse) => Object.hasOwn(knobsOfUse('reward', use).knobs, knob);
  const takers = uses.some(has) ? has : (use: BlockUse) => !knobsOfUse('reward', use).complete;
  if (!uses.some(takers)) {
    const known = uses.flatMap((use) =>
      Object.keys(knobsOfUse('reward', use).knobs).map((name) => `${nameOf(use)}.${name}`),
    );
    throw new ConfigError(
      `reward_knobs sets '${knob}', which no reward of the run has; there are ${known.join(', ')}.`,
    );
  }
  return withUses(
    config,
    leaf,
    uses.map((use) => (takers(use) ? { ...use, [knob]: value } : use)),
  );
}

const VIEW = 'view';
const BLOCKS: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
  patch_drop: ['patchDrop', { patch_drop_probability: 'p', patch_size: 'patch' }],
  noise: ['noise', { noise_sigma: 'sigma' }],
  mask_truth: ['maskTruth', {}],
};

function withProbeView(config: Config, values: ReadonlyMap<string, KnobValue>): Config {
  const [views, probes] = [leafOfAxis('view'), leafOfAxis('probe')];
  const others = (leaf: KnobEntry) => usesIn(config, leaf).filter((use) => nameOf(use) !== VIEW);
  const on = values.get('probe_view_logps');
  if (on === false) return withUses(withUses(config, views, others(views)), probes, others(probes));
  const before = usesIn(config, views).find((use) => nameOf(use) === VIEW);
  const kept = Object.keys(BLOCKS).find((name) => BLOCKS[name]![0] === before?.block) ?? 'patch_drop';
  const kind = (values.get('probe_view') as string | undefined) ?? kept;
  const [block, knobs] = BLOCKS[kind]!;
  const given = Object.entries(knobs)
    .filter(([old]) => values.has(old))
    .map(([old, knob]) => [knob, values.get(old)]);
  const view = { ...(before?.block === block ? before : { block, as: VIEW }), ...Object.fromEntries(given) };
  const seen = withUses(config, views, [...others(views), view]);
  return on ? withUses(seen, probes, [...others(probes), { block: 'logProb', as: VIEW, view: VIEW }]) : seen;
}

/** Checks a setting of version 1 on its own. */
export const checkLegacy = (name: string, value: unknown): KnobValue => checkValue(name, LEGACY.get(name)!.knob, value);

/** Settings of version 1, all together: they depend on each other. Throws a ConfigError. */
export function applyLegacy(config: Config, values: ReadonlyMap<string, KnobValue>): Config {
  let changed = config;
  const weights = values.get('reward_weights') as readonly number[] | undefined;
  if (weights) changed = withWeights(changed, weights);
  changed = withRewardKnobs(changed, (values.get('reward_knobs') ?? []) as readonly string[]);
  const view = [...values.keys()].some((name) => ['view', 'probe'].includes(LEGACY.get(name)!.axis));
  return view ? withProbeView(changed, values) : changed;
}
