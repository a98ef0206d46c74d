// What: what the comparison with TRL needs beside this project: Linux, a Python with TRL (made once, below .cache), on request an NVIDIA GPU.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ROOT } from '../../src/headless/project.mjs';

export type Device = 'cpu' | 'cuda';

export const CACHE = join(ROOT, '.cache', 'vs-trl');
export const SCRIPTS = import.meta.dirname;
const REQUIREMENTS = join(SCRIPTS, 'requirements.txt');
/** PyTorch without CUDA is a fifth of the bytes; its own index alone has it. */
const CPU_INDEX = 'https://download.pytorch.org/whl/cpu';

/** Runs to its end; throws with the end of what it said where it fails. Returns its standard output. */
export function runToEnd(program: string, args: readonly string[], cwd = ROOT): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return stdout;
  const said = error ? error.message : `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${program} ${args.join(' ')}\nfailed:\n${said}`);
}

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
  const folder = join(CACHE, `venv-${device}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  say(`Making a Python environment in ${folder} (once; several minutes) …`);
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  try {
    // Moved where it is whole: its scripts name the folder in which it was made, but only its interpreter is used.
    runToEnd('python3', ['-m', 'venv', fresh]);
    const index = device === 'cpu' ? ['--extra-index-url', CPU_INDEX] : [];
    runToEnd(join(fresh, 'bin', 'python'), ['-m', 'pip', 'install', '-q', '-r', REQUIREMENTS, ...index]);
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return python;
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
