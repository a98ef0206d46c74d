// What: the trained adapter as a zip of PEFT's two files, and such files back as the run's θ. A file that does not fit costs
// a sentence, and the run goes on as it was.
import { zipSync } from 'fflate';
import { setLeaf, withLeaf } from '../../config/setLeaf.ts';
import { validateConfig } from '../../config/validateConfig.ts';
import { CHECKPOINT_VERSION, POLICY } from '../../training/checkpoint.ts';
import type { Checkpoint } from '../../training/checkpoint.ts';
import { say, unsay } from '../actions.ts';
import { send } from '../engine/engine.ts';
import { modelFacts } from '../engine/modelFacts.ts';
import { takeCheckpoint } from '../run/takeCheckpoint.ts';
import { saveFile } from '../files/saveFile.ts';
import { emptyRun, useStore } from '../store.ts';
import { AdapterError, CONFIG_FILE, peftConfig, thetaOf, thetaTensors, WEIGHTS_FILE } from './peftAdapter.ts';
import type { LoraSettings } from './peftAdapter.ts';
import { adapterProblem, readAdapter } from './readAdapter.ts';
import type { ReadAdapter } from './readAdapter.ts';
import { writeSafetensors } from './safetensors.ts';
import { isSameModel } from './sameModel.ts';
import { ADAPTER_TEXTS } from '../texts/adapter.ts';

export async function saveAdapter(): Promise<void> {
  const facts = modelFacts();
  const checkpoint = facts && (await takeCheckpoint());
  if (!facts || !checkpoint) return say(ADAPTER_TEXTS.nothingToSave);
  const { lora_r: rank, lora_alpha: alpha, lora_target_modules: targets } = checkpoint.config.adapter;
  const config = JSON.stringify(peftConfig({ rank, alpha, targets }, facts.name), null, 2);
  const weights = writeSafetensors(thetaTensors(checkpoint.vectors[POLICY]!.theta, facts.layout));
  const files = { [WEIGHTS_FILE]: weights, [CONFIG_FILE]: new TextEncoder().encode(config) };
  const archive = zipSync(files, { level: 0 });
  saveFile(new Blob([archive], { type: 'application/zip' }), `adapter-step-${checkpoint.step}.zip`);
}

/** What the visitor was told about: opened once more, it is used. */
let asked = '';

/**
 * Shapes alone do not tell two models of one size apart. But the same model has many names (a hub id, a folder with any name), so that
 * a refusal could not be got round: the visitor decides, by opening the adapter again.
 */
function checkModel({ base, bytes }: Pick<ReadAdapter, 'base' | 'bytes'>, model: string): void {
  const question = JSON.stringify([base, model, bytes]);
  if (base === null || model === '' || isSameModel(base, model) || question === asked) return;
  asked = question;
  throw new AdapterError(ADAPTER_TEXTS.otherBase(base, model));
}

/** The settings of this page with the adapter's rank, alpha and layers. */
function configFor({ rank, alpha, targets }: LoraSettings) {
  const { config } = useStore.getState();
  const numbers = setLeaf(setLeaf(config, 'lora_r', String(rank)), 'lora_alpha', String(alpha));
  const same = [...targets].sort().join() === [...config.adapter.lora_target_modules].sort().join();
  return validateConfig(same ? numbers : withLeaf(numbers, 'lora_target_modules', targets));
}

/** A run that starts with this θ; the optimiser knows nothing yet. */
function startingWith(theta: Float32Array, config: Checkpoint['config']): Checkpoint {
  const zeros = () => new Float32Array(theta.length);
  const optimizer = { firstMoment: zeros(), secondMoment: zeros(), stepCount: 0 };
  const vectors = { [POLICY]: { theta, optimizer } };
  return { version: CHECKPOINT_VERSION, config, step: 0, vectors, blocks: {}, history: [] };
}

export async function openAdapter(files: Readonly<Record<string, Blob>>): Promise<void> {
  const kept = await takeCheckpoint();
  if (!kept) return say(ADAPTER_TEXTS.loadFirst);
  try {
    const adapter = await readAdapter(files);
    checkModel(adapter, modelFacts()?.name ?? '');
    const { tensors, lora, leavesOut } = adapter;
    const config = configFor(lora);
    if (!(await send({ type: 'configure', config }))) throw new AdapterError(ADAPTER_TEXTS.refused);
    const theta = thetaOf(tensors, modelFacts()?.layout ?? [], leavesOut);
    unsay();
    await send({ type: 'restore', checkpoint: startingWith(theta, config) });
    useStore.setState({ config, ...emptyRun() });
    say(ADAPTER_TEXTS.inPlace(lora.rank, lora.targets.length));
  } catch (error) {
    await send({ type: 'restore', checkpoint: kept });
    say(adapterProblem(error));
  }
}
