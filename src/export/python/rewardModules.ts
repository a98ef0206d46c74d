// What: the rewards of a run as a Python package: one module per reward, translated from its shader, the parser of completions, the layout
// that they share, and the runtime. A reward that needs more than completions and truth (a probe, the pixels, chance) becomes a stub that
// raises an error with the reason: it must not be left out in silence.
import type { Grammar } from '../../4-rewards/grammar.ts';
import { LAYOUT_SIZES } from './layoutSizes.ts';
import { TRUTH, TRUTH_COUNT } from '../../4-rewards/layout.ts';
import { TRUTH_COLUMNS } from '../../4-rewards/truthFields.ts';
import type { ReadyReward } from '../../4-rewards/rewardUses.ts';
import { spanConstants, spanNames, spanSlot, tagTable } from '../../4-rewards/tagTable.ts';
import { assembleKernel, kernelSource, withConstants } from '../../gpu/kernels.ts';
import { WgslSyntaxError } from '../wgsl/syntax.ts';
import { pythonModule } from './module.ts';
import { Untranslatable } from './types.ts';

const RUNTIME = import.meta.glob<string>('./runtime/*.py', { query: '?raw', import: 'default', eager: true });
export const PACKAGE = 'rollscope_rewards';

export interface ExportedRewards {
  /** Path within the package → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Rewards that are stubs, each with the reason. */
  readonly stubs: ReadonlyMap<string, string>;
}

/** JSON is Python but for three words. */
export const pythonLiteral = (value: unknown): string =>
  JSON.stringify(value, null, 1).replaceAll(/(?<=[[:,\s])(true|false|null)(?=[\],}\s])/g, (word) => ({ true: 'True', false: 'False', null: 'None' })[word]!); // prettier-ignore

const COLUMN = /^reward\/(.+)$/;
const CHANCE = ['seedLow', 'seedHigh', 'step', 'vocabSize'];

/** Why it cannot be computed from completions and truth alone; null = it can. */
export function reasonForStub({ reward, signals }: ReadyReward): string | null {
  const probe = signals.find(({ name }) => !COLUMN.test(name));
  if (probe) return `it reads “${probe.name}”, which Rollscope takes from the model itself`;
  if (reward.needsPicture) return 'it reads the pixels of the picture';
  if (reward.needsBatch) return 'it is computed over a whole batch at once';
  const chance = reward.fields.find((field) => CHANCE.includes(field));
  return chance ? `it draws by chance (${chance})` : null;
}

const stub = (name: string, reason: string): string =>
  [
    `"""The reward ${name} was not translated: ${reason}."""`,
    '',
    '',
    'def bind(**given):',
    `    raise NotImplementedError("The reward ${name} has no counterpart in Python: ${reason}. Write it here, or leave it out of REWARDS.")`,
    '',
  ].join('\n');

function moduleOf({ reward }: ReadyReward, grammar: Grammar): string {
  const { kernel, name, wgsl } = reward;
  const source = typeof kernel === 'string' ? kernelSource(kernel) : assembleKernel(`4-rewards/${name}`, wgsl);
  return pythonModule(withConstants(source, spanConstants(source.wgsl, spanNames(grammar))).wgsl, name).code;
}

/** `coordinateSize`: what the policy writes for the far edges of the picture. */
export function exportRewards(
  uses: readonly ReadyReward[],
  grammar: Grammar,
  coordinateSize: readonly [number, number],
): ExportedRewards {
  const files = new Map<string, string>();
  const stubs = new Map<string, string>();
  for (const [path, text] of Object.entries(RUNTIME)) files.set(path.replace(/^.*\//, ''), text);
  const names = spanNames(grammar);
  files.set('parseSpans.py', pythonModule(kernelSource('4-rewards/parseSpans').wgsl, 'parseSpans').code);
  for (const use of uses) {
    const { name } = use.reward;
    let reason = reasonForStub(use);
    try {
      if (reason === null) files.set(`reward_${name}.py`, moduleOf(use, grammar));
    } catch (error) {
      if (!(error instanceof Untranslatable || error instanceof WgslSyntaxError)) throw error;
      reason = error.message;
    }
    if (reason === null) continue;
    stubs.set(use.as, reason);
    files.set(`reward_${name}.py`, stub(name, reason));
  }
  const places = Object.fromEntries(TRUTH_COLUMNS.map(({ name }) => [name, TRUTH[name]!]));
  const layout = { ...LAYOUT_SIZES, truth: places };
  if (Object.keys(places).length !== TRUTH_COUNT) throw new Error('A field of the truth has no column.');
  const tags = {
    ...{ tagCount: grammar.tags.length, answerSlot: spanSlot(names, 'answer'), exactCase: grammar.exactCase ? 1 : 0 },
    ...{ coordinateSize, tags: [...tagTable(grammar)] },
  };
  files.set(
    'layout.py',
    `"""Where things lie in the lists that the rewards read, and the tags of the answers."""\n\nLAYOUT = ${pythonLiteral(layout)}\nGRAMMAR = ${pythonLiteral(tags)}\n`,
  );
  files.set('__init__.py', `"""Rewards of a Rollscope run. See REWARDS and score in scoring.py."""\n`);
  files.set('uses.py', `"""The rewards of the run, in their order: their weights, settings and what they read."""\n\nREWARDS = ${pythonLiteral(uses.map(useRecord))}\n`); // prettier-ignore
  return { files, stubs };
}

function useRecord({ reward, as, weight, knobs, signals }: ReadyReward) {
  const columns = signals.flatMap(({ name }) => COLUMN.exec(name)?.[1] ?? []);
  const fields = new Set(reward.truth.keys());
  const truth = TRUTH_COLUMNS.filter(({ field }) => fields.has(field)).map(({ name }) => name);
  const reads = /\btokenCount\s*\(|params\.maxTokens/.test(reward.wgsl) ? 'tokens' : 'text';
  const group = /\b(?:params\.generations|promptSignal)\b/.test(reward.wgsl);
  return { name: as, module: `reward_${reward.name}`, weight, knobs, columns, truth, reads, group };
}
