// What: every shader of the project by name, with the shared files that it uses.
// A kernel names them in a header line `// Uses: common/philox, common/dispatch`. They are appended AFTER the kernel, so
// line numbers in compiler messages are those of the file, and an `enable` line stays first.
import type { KernelSource } from './compute.ts';
import { signalConstants } from './wgsl/headerSignals.ts';

const files = import.meta.glob<string>('../../shaders/**/*.wgsl', { query: '?raw', import: 'default', eager: true });

const shaders = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/shaders\//, '').replace(/\.wgsl$/, ''), text]),
);

/** Appended before each shared file; `locateLine` finds the file of a compiler message by it. */
const marker = (name: string) => `// ==== shaders/${name}.wgsl`;

/** Names of all shaders, kernels and shared files alike: '3-rollouts/sampleTokens', 'common/philox', … */
export const shaderNames = (): string[] => [...shaders.keys()].sort();

/** The text of one file, as the page's editor shows it. */
export function shaderText(name: string): string {
  const text = shaders.get(name);
  if (text === undefined) throw new Error(`There is no shader shaders/${name}.wgsl.`);
  return text;
}

/** Shared files that a text names in its line `// Uses:`. */
export function namesUsed(text: string): string[] {
  const line = /^\/\/ Uses:(.*)$/m.exec(text);
  if (!line) return [];
  return line[1]!
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[\w-]+\/[\w-]+$/.test(name));
}

/** Makes the whole source of an edited kernel: `text` replaces the file of that name. */
export function assembleKernel(name: string, text: string): KernelSource {
  const used = new Set<string>();
  const visit = (source: string) => {
    for (const other of namesUsed(source)) {
      if (used.has(other) || other === name) continue;
      used.add(other);
      visit(shaderText(other));
    }
  };
  visit(text);
  const parts = [...used].map((other) => `${marker(other)}\n${shaderText(other)}`);
  const constants = signalConstants(text);
  if (constants) parts.push(`${marker('signals of the header')}\n${constants}`);
  return { name, wgsl: [text, ...parts].join('\n') };
}

export const kernelSource = (name: string): KernelSource => assembleKernel(name, shaderText(name));

/** With u32 constants declared at its end, so that line numbers stay true. */
export function withConstants(source: KernelSource, constants: Readonly<Record<string, number>> = {}): KernelSource {
  const lines = Object.entries(constants).map(([name, value]) => `const ${name}: u32 = ${value}u;`);
  return lines.length === 0 ? source : { ...source, wgsl: [source.wgsl, ...lines].join('\n') };
}

/** File and line in that file of a line (1-based) of an assembled source. */
export function locateLine(source: KernelSource, line: number): { readonly file: string; readonly line: number } {
  const lines = source.wgsl.split('\n');
  for (let i = Math.min(line, lines.length) - 1; i >= 0; i--) {
    const found = /^\/\/ ==== shaders\/(.*)\.wgsl$/.exec(lines[i]!);
    if (found) return { file: found[1]!, line: line - i - 1 };
  }
  return { file: source.name, line };
}
