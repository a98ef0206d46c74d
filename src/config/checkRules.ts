// What: rules between settings, and between the uses of a configuration. Each sentence names the setting or the block and
// says what to change. `checkRules` throws a ConfigError with the first one.
import { blocksIn, BLOCK_AXES } from '../blocks/registry.ts';
import type { Surroundings } from '../blocks/block.ts';
import { advantageProblem } from './advantageProblem.ts';
import { lossProblem } from './axes/loss.ts';
import { ConfigError, nearestName } from './checkValue.ts';
import { combinationProblems } from './combinations.ts';
import type { Config } from './config.ts';
import { USE_LEAVES, leafOfAxis } from './knobTable.ts';
import { leavesOf, usesIn } from './leaves.ts';
import { ALWAYS_THERE, missingSignals, namesOf } from './missingSignals.ts';
import { knobsOfUse } from './readUses.ts';
import { getLeaf } from './setLeaf.ts';
import { ownOf, usesOf } from './uses.ts';

const ADAPTER_TARGETS = 'q_proj k_proj v_proj o_proj gate_proj up_proj down_proj lm_head'.split(' ');

function* settingProblems({ data, sampling, adapter, loss, advantage, composition }: Config): Generator<string> {
  const { num_generations: group, temperature } = sampling;
  if (group < 2) yield `num_generations is ${group}: GRPO compares the answers of a group, so it needs at least 2.`;
  if (data.generation_batch_size % group !== 0) {
    const near = Math.max(group, Math.round(data.generation_batch_size / group) * group);
    const wrong = `generation_batch_size is ${data.generation_batch_size}`;
    yield `${wrong}, which ${group} (num_generations) does not divide; use ${near}, for example.`;
  }
  if (temperature === 0) {
    yield 'temperature is 0: all answers of a group would be equal and nothing could be learned; use 1, for example.';
  }
  const targets = adapter.lora_target_modules;
  if (targets.length === 0) yield 'lora_target_modules is empty: name at least one layer, for example q_proj.';
  const target = targets.find((name) => !ADAPTER_TARGETS.includes(name));
  if (target) yield `lora_target_modules has '${target}'; choose from ${ADAPTER_TARGETS.join(', ')}.`;
  const combined = { ...advantage, ...composition, num_generations: group };
  for (const problem of [lossProblem(loss), advantageProblem(combined)]) if (problem) yield problem;
  if (loss.delta !== null && loss.delta <= 1) yield `delta is ${loss.delta}: it bounds the ratio, so use more than 1.`;
}

/** Every use of the configuration with its axis. */
const allUses = (config: Config) =>
  USE_LEAVES.flatMap(({ name: leaf, knob: { axis } }) =>
    usesOf(config, axis!).map((use) => ({ leaf, axis: axis!, as: use.as, use, own: ownOf(axis!, use) })),
  );
type Placed = ReturnType<typeof allUses>[number];

/** A probe may have the name of the view or vector that it looks at: its signals are named after it. */
function shareName(one: Placed, other: Placed): boolean {
  const probe = [one, other].find(({ axis }) => axis === 'probe');
  const seen = [one, other].find(({ axis }) => axis === 'view' || axis === 'vector');
  if (!probe || !seen || (probe.own as Record<string, unknown>)[seen.axis] !== seen.as) return false;
  const knobs = (placed: Placed) => Object.keys(knobsOfUse(placed.axis, placed.use).knobs);
  return !knobs(probe).some((name) => knobs(seen).includes(name));
}

function* nameProblems(config: Config): Generator<string> {
  const uses = allUses(config);
  for (const [i, one] of uses.entries()) {
    const taken: readonly string[] = one.axis === 'view' || one.axis === 'vector' ? ALWAYS_THERE[one.axis] : [];
    const other = `${one.use.block}:${one.as}2`;
    if (taken.includes(one.as)) {
      yield `${one.leaf} has a use '${one.as}', which is a reserved name; choose another, for example ${other}.`;
    }
    const twin = uses.slice(0, i).find((before) => before.as === one.as && !shareName(one, before));
    if (!twin) continue;
    yield `'${one.as}' names a use in ${twin.leaf} and one in ${one.leaf}; give one of them another name, for example ${other}.`;
  }
}

/** Knobs called `view` and `vector` name one. */
function* viewProblems(config: Config): Generator<string> {
  for (const kind of ['view', 'vector'] as const) {
    const there = namesOf(config)[`${kind}s`];
    for (const { as, own } of allUses(config)) {
      const named = (own as Record<string, unknown>)[kind];
      if (typeof named !== 'string' || there.includes(named)) continue;
      const { name } = leafOfAxis(kind);
      yield `${as}.${kind} is '${named}', but there is no such ${kind}; did you mean '${nearestName(named, there)}', or is it missing in ${name}?`;
    }
  }
}

function surroundings(config: Config): Surroundings {
  return {
    ...namesOf(config),
    rewards: usesOf(config, 'reward').map(({ as }) => as),
    leaf: (name) => (leavesOf(config).has(name) ? getLeaf(config, name) : undefined),
    knob: (name) => leavesOf(config).get(name)?.knob,
  };
}

function* blockProblems(config: Config): Generator<string> {
  const around = surroundings(config);
  for (const axis of BLOCK_AXES) {
    for (const use of usesIn(config, leafOfAxis(axis))) {
      const own = ownOf(axis, use);
      const problem = blocksIn(axis).get(use.block)?.problem?.(own, around);
      if (problem) yield problem.startsWith(own.as) ? problem : `${own.as}: ${problem}`;
    }
  }
}

function* signalProblems(config: Config): Generator<string> {
  for (const { signal, neededBy, remedy } of missingSignals(config)) {
    yield `${neededBy} needs the signal ${signal}, which nothing produces; ${remedy}.`;
  }
}

const CHECKS = [settingProblems, nameProblems, viewProblems, blockProblems, combinationProblems, signalProblems];

export function checkRules(config: Config): void {
  for (const check of CHECKS) for (const sentence of check(config)) throw new ConfigError(sentence);
}
