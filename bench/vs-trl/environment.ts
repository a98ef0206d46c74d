// What: what the comparison with TRL needs beside this project: Linux, a Python with TRL (made once, below .cache), on request an NVIDIA GPU.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ROOT } from '../../src/headless/project.mjs';
import { CPU_INDEX, madeEnvironment, runToEnd } from '../pythonEnvironment.ts';

export type Device = 'cpu' | 'cuda';

export const CACHE = join(ROOT, '.cache', 'vs-trl');
export const SCRIPTS = import.meta.dirname;
const REQUIREMENTS = join(SCRIPTS, 'requirements.txt');

export function checkSystem(device: Device): void {
  if (!existsSync('/proc/stat'))
    throw new Error('--vs-trl reads CPU seconds from /proc, which only Linux has; run it on a Linux machine.');
  if (device === 'cpu') return;
  const { status, stdout } = spawnSync('nvidia-smi', ['-L'], { encoding: 'utf8' });
  if (status !== 0 || !stdout.includes('GPU'))
    throw new Error('--device cuda needs an NVIDIA GPU, and nvidia-smi finds none on this machine.');
}

/** An interpreter with the packages of requirements.txt: ROLLSCOPE_TRL_PYTHON, or an environment of this project's own. */
export function pythonFor(device: Device, say: (line: string) => void): string {
  const python = process.env['ROLLSCOPE_TRL_PYTHON'] ?? madePython(device, say);
  const wanted = 'torch, transformers, trl, peft, datasets, onnx, onnxruntime, PIL, tokenizers, safetensors';
  try {
    runToEnd(python, [
      '-c',
      `import importlib.util as u; [u.find_spec(n) or exit(n) for n in '${wanted}'.split(', ')]`,
    ]);
  } catch (error) {
    throw new Error(
      `${python} lacks a package of bench/vs-trl/requirements.txt: ${(error as Error).message.split('\n').at(-1)}`,
    );
  }
  if (device === 'cuda' && runToEnd(python, ['-c', 'import torch; print(torch.cuda.is_available())']).trim() !== 'True')
    throw new Error(`--device cuda: the PyTorch of ${python} cannot use the GPU; it needs a build with CUDA.`);
  return python;
}

function madePython(device: Device, say: (line: string) => void): string {
  const index = device === 'cpu' ? ['--extra-index-url', CPU_INDEX] : [];
  return madeEnvironment(join(CACHE, `venv-${device}`), [['-r', REQUIREMENTS, ...index]], say);
}

/** WebGPU on the GPU itself, over Vulkan: headless Chromium takes the software adapter unless it is told otherwise. */
const GPU_FLAGS = '--enable-features=Vulkan --use-angle=vulkan --use-vulkan=native --ignore-gpu-blocklist --disable-vulkan-surface'; // prettier-ignore

/** Environment variables for `npm run train`: for the GPU, a browser that is started with its flags. */
export function browserFor(device: Device): Readonly<Record<string, string>> {
  if (device === 'cpu') return {};
  const script = join(CACHE, 'chromium-on-the-gpu.sh');
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(script, `#!/bin/sh\nexec '${findChromium()}' ${GPU_FLAGS} "$@"\n`);
  chmodSync(script, 0o755);
  return { ROLLSCOPE_CHROMIUM: script };
}
