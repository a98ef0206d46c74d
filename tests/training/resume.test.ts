// What: a run that is saved in the middle and opened again from its file goes on bit for bit as the one that was never interrupted: every
// recipe with a block that keeps something between steps (found by its blocks), side vectors, the moments of AdamW.
// Five steps, then ten, for every recipe there is and an own reward: ROLLSCOPE_RESUME=long npx vitest run tests/training/resume.test.ts
import { afterEach, expect, test } from 'vitest';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import { RECIPES } from '../../src/config/recipes.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { blocksOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { CHECKPOINT_VERSION, POLICY } from '../../src/training/checkpoint.ts';
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import { readRunFile, writeRunFile } from '../../src/store/run/runFile.ts';
import { RUN_VERSION } from '../../src/store/run/runRecord.ts';
import { spreadRecord } from '../../src/store/records/spreads.ts';
import { shaderText } from '../../src/gpu/kernels.ts';
import { newCompute } from '../gpu/nodeDevice.ts';
import { answeringBundle } from './answerBundle.ts';
import { NodeSession, policyIn, prompt, tinyConfig } from './nodeSession.ts';

const LONG = process.env['ROLLSCOPE_RESUME'] === 'long';
const [BEFORE, AFTER] = LONG ? [5, 10] : [2, 2];
const SMALL = {
  ...{ num_generations: '4', generation_batch_size: '8', max_completion_length: '6', lora_r: '2', lora_alpha: '4' },
  ...{ optim: 'adamw', learning_rate: '0.01', entropy_coef: '0.1', provider: 'wasm', num_threads: '1', seed: '3' },
};
const WIDER = { ...SMALL, num_generations: '8', generation_batch_size: '16' };
/** Some filters need more than four answers. */
function small(config: Config): Config {
  const of = (leaves: Readonly<Record<string, string>>) => validateConfig(setLeaves(config, Object.entries(leaves)));
  try {
    return of(SMALL);
  } catch {
    return of(WIDER);
  }
}

/** What a configuration keeps between steps, by the name of the use, and what that is at the start. */
function statesOf(config: Config): Map<string, unknown> {
  const states = new Map<string, unknown>();
  for (const axis of ['controller', 'data'] as const)
    for (const { block, own } of blocksOf(config, axis)) if (block.start() !== null) states.set(own.as, block.start());
  return states;
}
const vectorsOf = (config: Config) => blocksOf(config, 'vector').map(({ own }) => own.as);

const recipes = [...RECIPES.values()].map((recipe) => ({
  name: recipe.name,
  config: small(applyRecipe(defaultConfig(), recipe)),
}));
const keeping = recipes.filter(({ config }) => statesOf(config).size + vectorsOf(config).length > 0);
const plain = { name: 'AdamW, two updates a step', config: tinyConfig({ optim: 'adamw', num_iterations: '2' }) };
const shipped = shaderText('4-rewards/lengthWindow');
/** Its shader is compiled on two devices, which takes minutes without a GPU: only where there is time. */
const own = {
  name: 'a reward of the visitor’s own',
  config: tinyConfig({ optim: 'adamw' }),
  edit: shipped.replace('return clamp(1.0', 'return 0.5 * clamp(1.0'),
};
type Row = (typeof recipes)[number] & Partial<Pick<typeof own, 'edit'>>;

const open: NodeSession[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});
async function ready(config: Config, onDevice: boolean): Promise<NodeSession> {
  const session = await NodeSession.ready(config, onDevice ? newCompute : undefined, await answeringBundle());
  open.push(session);
  const prompts = ['where/1', 'count/1', 'colour/1', 'find/1'].map((id) => prompt(id));
  await session.must({ type: 'setPrompts', prompts });
  return session;
}

/** Through a `.rollscope` file, as the page saves and opens it. */
async function throughFile(checkpoint: Checkpoint): Promise<Checkpoint> {
  const file = await writeRunFile({
    ...{ version: RUN_VERSION, savedAt: 0, model: 'tiny', checkpoint, prompts: [], selectedPrompt: null, rewards: [] },
    ...{ groups: [], evaluations: {}, advantages: spreadRecord([], 0), compared: [] },
  });
  return (await readRunFile(file, 'run.rollscope')).checkpoint;
}

/** The float arrays as bytes: NaN and −0 are told apart. */
const bitsOf = ({ vectors }: Checkpoint) =>
  Object.entries(vectors).map(([name, { theta, optimizer }]) => [
    name,
    ...[theta, optimizer?.firstMoment, optimizer?.secondMoment].map(
      (array) => array && Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
    ),
    optimizer?.stepCount,
  ]);

test('recipes that keep something are found', () => {
  console.log(`Kept between steps: ${keeping.map(({ name }) => name).join(', ')}`);
  expect(keeping.some(({ config }) => vectorsOf(config).length > 0)).toBe(true);
  expect(keeping.some(({ config }) => statesOf(config).size > 0)).toBe(true);
});

test('each step that is handed over, with the history of the page, is a checkpoint', async () => {
  const { config } = keeping.find(({ config: own }) => vectorsOf(own).length > 0)!;
  const session = await ready(config, false);
  await session.must({ type: 'step' });
  await session.must({ type: 'keepSteps' });
  await session.must({ type: 'step' });
  const [unasked, asked] = session.of('stepDone');
  expect(unasked!.kept).toBeUndefined();
  const history = session.of('stepDone').map(({ point }) => point);
  const made = { version: CHECKPOINT_VERSION, step: 2, ...asked!.kept!, history };
  expect(made).toEqual(await session.checkpoint());
});

const rows: readonly Row[] = [plain, ...(LONG ? [own, ...recipes] : keeping)];
test.each(rows)('$name', { timeout: 900_000 }, async ({ config, edit }) => {
  const onDevice = edit !== undefined; // own shaders need one
  const whole = await ready(config, onDevice);
  const editReward = { type: 'editReward', name: 'lengthWindow', wgsl: edit ?? shipped } as const;
  if (edit) await whole.must(editReward);
  await whole.must({ type: 'start', steps: BEFORE });
  const middle = await whole.checkpoint();
  const file = await throughFile(middle);
  await whole.must({ type: 'start', steps: AFTER });
  const end = await whole.checkpoint();

  const other = await ready(tinyConfig({ seed: '9', learning_rate: '1' }), onDevice);
  await other.must({ type: 'start', steps: 1 }); // what it did before does not show
  await other.must({ type: 'restore', checkpoint: file });
  if (edit) await other.must(editReward); // as the page does: rewards come with the file
  await other.must({ type: 'start', steps: AFTER });
  const resumed = await other.checkpoint();

  expect(other.metrics().slice(1)).toEqual(whole.metrics().slice(BEFORE));
  expect(bitsOf(resumed)).toEqual(bitsOf(end));
  expect(resumed.blocks).toEqual(end.blocks);
  expect(resumed.history.map(({ step }) => step)).toEqual(end.history.map(({ step }) => step));

  if (edit) expect(edit).not.toBe(shipped);
  // The comparison says something: the run moves, and what is kept is there.
  expect(policyIn(end).theta).not.toEqual(policyIn(middle).theta);
  expect(policyIn(middle).secondMoment.some((value) => value > 0)).toBe(true);
  expect(Object.keys(middle.vectors)).toEqual([POLICY, ...vectorsOf(config)]);
  for (const [as, start] of statesOf(config)) expect(middle.blocks[as], as).not.toEqual(start);
});
