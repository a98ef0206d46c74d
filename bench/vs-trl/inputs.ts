// What: what both sides start from: Pocket's decoder as a transformers model (the twin, checked against the ONNX file), and prompts.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/headless/project.mjs';
import { runToEnd } from '../pythonEnvironment.ts';
import { CACHE, SCRIPTS } from './environment.ts';
import type { Row } from './rows.ts';

const BUNDLE = join(ROOT, 'public', 'models', 'pocket');
const SAMPLES = join(ROOT, 'public', 'samples');

/** A line of source.jsonl (prompts.py): `truth` is for the rewards in Python, everything else for `npm run train`. */
export interface SourceRow {
  readonly id: string;
  readonly question: string;
  /** Paths below the folder. */
  readonly images: readonly string[];
  readonly split: 'train' | 'heldOut';
  readonly truth: string;
  readonly [field: string]: unknown;
}

/** Made anew where the bundle is newer. Throws where the twin and the ONNX file say different things. */
export function twinFolder(python: string, say: (line: string) => void): string {
  const folder = join(CACHE, 'twin');
  const model = join(folder, 'model.safetensors');
  const decoder = statSync(join(BUNDLE, 'onnx', 'decoder_model_merged_q4.onnx')).mtimeMs;
  if (existsSync(model) && statSync(model).mtimeMs > decoder) return folder;
  const pretrain = join(ROOT, 'pretrain');
  rmSync(folder, { recursive: true, force: true });
  say(runToEnd(python, ['-m', 'pocket.check_twin'], pretrain).trim());
  say(runToEnd(python, ['-m', 'pocket.make_twin', folder], pretrain).trim());
  return folder;
}

/** Writes the rows and lets prompts.py make of them what either side reads. Returns what it says. */
export function writeInputs(python: string, folder: string, rows: readonly SourceRow[]): string {
  writeFileSync(join(folder, 'source.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return runToEnd(python, [join(SCRIPTS, 'prompts.py'), folder, BUNDLE]).trim();
}

interface Sample {
  readonly name: string;
  readonly picture: string;
  readonly boxes: readonly (readonly number[])[];
}

/** Four photographs; where there are three pictures to a prompt, the question is about the first of them. */
const ASKED = [
  ['owl', 'bird'],
  ['dog', 'dog'],
  ['cat', 'cat'],
  ['pig', 'pig'],
] as const;

export function photoPrompts(python: string, pictures: Row['pictures']): string {
  const folder = join(CACHE, `photos-${pictures}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { samples } = JSON.parse(readFileSync(join(SAMPLES, 'samples.json'), 'utf8')) as { samples: Sample[] };
  const shown = ASKED.map(([name]) => samples.find((sample) => sample.name === name)!);
  for (const { picture } of shown) copyFileSync(join(SAMPLES, picture), join(folder, picture));
  const rows = ASKED.map(([id, answer], i): SourceRow => {
    const images = Array.from({ length: pictures }, (_, k) => shown[(i + k) % shown.length]!.picture);
    const question = `where is the ${answer}?`;
    return { id, question, images, split: 'train', truth: '{}', answer, boxes: shown[i]!.boxes };
  });
  writeInputs(python, folder, rows);
  return folder;
}
