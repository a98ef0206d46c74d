// What: the trained adapter as a zip of PEFT's two files, and such files back as the run's θ. A file that does not fit costs
// a sentence, and the run goes on as it was.
import { unzipSync, zipSync } from 'fflate';
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
import {
  AdapterError,
  CONFIG_FILE,
  peftConfig,
  readPeftConfig,
  thetaOf,
  thetaTensors,
  WEIGHTS_FILE,
} from './peftAdapter.ts';
import type { LoraSettings } from './peftAdapter.ts';
import { readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts';
import type { Tensors } from './safetensors.ts';
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

/** The two files, wherever in the archive or folder they lie. */
export async function adapterParts(files: Readonly<Record<string, Blob>>) {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [path, file] of Object.entries(files)) {
    const name = path.split('/').at(-1)!;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!/\.zip$/i.test(name)) found.set(name, bytes);
    else
      for (const [inner, content] of Object.entries(unzipSync(bytes, { filter: (entry) => isPart(entry.name) })))
        found.set(inner.split('/').at(-1)!, content as Uint8Array<ArrayBuffer>);
  }
  return { weights: found.get(WEIGHTS_FILE), config: found.get(CONFIG_FILE) };
}

export const isPart = (path: string) => [WEIGHTS_FILE, CONFIG_FILE].includes(path.split('/').at(-1)!);

async function readAdapter(files: Readonly<Record<string, Blob>>): Promise<{ tensors: Tensors; lora: LoraSettings }> {
  const { weights, config } = await adapterParts(files);
  if (!weights || !config) {
    throw new AdapterError(ADAPTER_TEXTS.twoFiles(WEIGHTS_FILE, CONFIG_FILE));
  }
  const tensors = readSafetensors(weights);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(config));
  } catch {
    throw new AdapterError(ADAPTER_TEXTS.notJson(CONFIG_FILE));
  }
  return { tensors, lora: readPeftConfig(value, tensors) };
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
    const { tensors, lora } = await readAdapter(files);
    const config = configFor(lora);
    if (!(await send({ type: 'configure', config }))) throw new AdapterError(ADAPTER_TEXTS.refused);
    const theta = thetaOf(tensors, modelFacts()?.layout ?? []);
    unsay();
    await send({ type: 'restore', checkpoint: startingWith(theta, config) });
    useStore.setState({ config, ...emptyRun() });
    say(ADAPTER_TEXTS.inPlace(lora.rank, lora.targets.length));
  } catch (error) {
    await send({ type: 'restore', checkpoint: kept });
    const message = (error as Error).message.replace(/\.$/, '');
    say(error instanceof SafetensorsError ? `${WEIGHTS_FILE} ${message}.` : `${message}.`);
  }
}
