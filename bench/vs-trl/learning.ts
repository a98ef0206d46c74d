// What: `npm run bench -- --vs-trl --learning`: does Rollscope learn what TRL learns? The same start (Pocket, and its twin), the same
// scenes in the same order, the rewards in Python that our export translates, the settings that it writes; held-out scenes are sampled
// after step 1 and then three times (at the end alone where the steps do not divide by three). Other random numbers, 4-bit against float32 arithmetic, and adapters initialised apart remain.
//   --seeds 0,1,2,3,4   --steps 60   --held 48   --skills find   --difficulty 0.3   --json FILE
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { truthParts } from '../../src/4-rewards/truthParts.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import type { Config } from '../../src/config/config.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { truthText } from '../../src/export/exportedRun.ts';
import { runToExport } from '../../src/export/runToExport.ts';
import { targetByName } from '../../src/export/target.ts';
import { writeExport } from '../../src/export/writeExport.ts';
import { BrowserEngine } from '../../src/headless/browserEngine.ts';
import type { HostEvent, HostPrompt } from '../../src/headless/hostMessages.ts';
import { ROOT } from '../../src/headless/project.mjs';
import type { BenchOptions } from '../benchOptions.ts';
import { CACHE, SCRIPTS } from './environment.ts';
import { writeInputs } from './inputs.ts';
import { learningRun, learningTable } from './learningTable.ts';
import type { LearningRun } from './learningTable.ts';
import { measuredRun } from './measuredRun.ts';
import { PROMPTS } from './rows.ts';
import { trainCommand } from './sides.ts';

const SAMPLES = 16;
const THREADS = 2;
const STEPS = 60;
/** Held-out scenes lie behind those of training. */
const SCENE_SEED = 1;

/** One algorithm on both sides: AdamW at a constant rate, the norm clipped as TRL does, no filter on samples, no tools. */
const SETTINGS = {
  ...{ optim: 'adamw', learning_rate: '5e-4', max_grad_norm: '1', weight_decay: '0', lr_scheduler_type: 'constant' },
  ...{ num_generations: '8', generation_batch_size: String(PROMPTS * 8), max_completion_length: '48', beta: '0.04' },
  ...{ loss_type: 'grpo', shuffle_dataset: 'false', max_tool_calling_iterations: '0' },
};

async function drawnScenes({ skills, difficulty, held }: BenchOptions, count: number): Promise<readonly HostPrompt[]> {
  let drawn: readonly HostPrompt[] = [];
  const onEvent = (event: HostEvent) => {
    if (event.type === 'scenes') drawn = event.prompts;
  };
  const engine = await BrowserEngine.open({ onEvent });
  const order = { source: 'pocket', skill: skills[0]!, difficulty, seed: SCENE_SEED, count, held };
  try {
    await engine.carryOut({ type: 'drawScenes', order });
  } finally {
    await engine.close();
  }
  return drawn;
}

/** Pictures and rows for both sides below `folder`. */
function writeScenes(python: string, folder: string, scenes: readonly HostPrompt[]): string {
  const rows = scenes.map(({ images, truth, ...prompt }, n) => {
    const paths = images.map(({ base64 }, k) => {
      const path = `scene-${n}-${k}.png`;
      writeFileSync(join(folder, path), Buffer.from(base64, 'base64'));
      return path;
    });
    return { ...truth, ...prompt, images: paths, truth: truthText({ ...prompt, images: paths, truth }) };
  });
  return writeInputs(python, folder, rows);
}

/** The exported folder of a run with these settings: its rewards in Python and grpo_config.yaml. */
async function writeTrainer(folder: string, config: Config, scenes: readonly HostPrompt[]): Promise<void> {
  const prompts = scenes.map(({ images, truth, ...prompt }) => ({
    ...{ ...truthParts(truth), ...prompt },
    images: images.map(({ type, base64 }) => ({ name: prompt.id, type, bytes: new Uint8Array(Buffer.from(base64, 'base64')) })), // prettier-ignore
  }));
  const files = await writeExport(targetByName('trl'), runToExport({ config, prompts, rewards: [] }, 'percent'));
  for (const [path, content] of files) {
    if (path.startsWith('data/')) continue; // learn.py takes the scenes of prompts.py
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export async function benchLearning(options: BenchOptions, python: string, twin: string): Promise<void> {
  const { seeds, device, set, held, json } = options;
  const steps = options.steps || STEPS;
  const every = steps % 3 === 0 ? steps / 3 : steps;
  const folder = join(CACHE, 'learning');
  const trainer = join(folder, 'export');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(trainer, { recursive: true });
  const scenes = await drawnScenes(options, steps * PROMPTS);
  process.stderr.write(`${scenes.length} scenes, ${held} held out: ${writeScenes(python, folder, scenes)}\n`);
  await writeTrainer(trainer, setLeaves(defaultConfig(), Object.entries(SETTINGS)), scenes);
  const own = { num_threads: String(THREADS), eval_steps: String(every), num_generations_eval: String(SAMPLES) };
  const [ours, trl]: [LearningRun[], LearningRun[]] = [[], []];
  for (const seed of seeds) {
    const command = trainCommand(folder, { device, steps, seed, set }, { ...SETTINGS, ...own });
    ours.push(learningRun(seed, (await measuredRun(command, false)).lines));
    const given = { twin, prompts: folder, export: trainer, steps, every, seed, samples: SAMPLES, threads: THREADS, device }; // prettier-ignore
    const words = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const args = [join(SCRIPTS, 'learn.py'), ...words];
    trl.push(learningRun(seed, (await measuredRun({ program: python, args, cwd: ROOT }, false)).lines));
    const ends = [ours, trl].map((runs) => [...runs.at(-1)!.held.values()].at(-1)!.toFixed(3));
    process.stderr.write(`seed ${seed}: held-out reward ${ends.join(', TRL ')}\n`);
    if (json) writeFileSync(json, JSON.stringify({ ours: ours.map(plain), trl: trl.map(plain) }));
  }
  console.log(learningTable(ours, trl));
}

const plain = ({ held, ...run }: LearningRun) => ({ ...run, held: [...held] });
