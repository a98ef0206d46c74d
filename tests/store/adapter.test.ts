// What: adapters in PEFT's files: round trip, other number formats, every misfit in a sentence, and PEFT itself where it is.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ThetaSegment } from '../../src/onnx/insertLora.ts';
import {
  AdapterError,
  CONFIG_FILE,
  peftConfig,
  thetaOf,
  thetaTensors,
  WEIGHTS_FILE,
} from '../../src/store/adapter/peftAdapter.ts';
import { readPeftConfig } from '../../src/store/adapter/readPeft.ts';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../src/store/adapter/safetensors.ts';

const ROOT = join(import.meta.dirname, '..', '..');

interface Golden {
  readonly theta: { readonly data: string };
  readonly segments: readonly { readonly name: string; readonly offset: number; readonly shape: number[] }[];
  readonly rank: number;
  readonly alpha: number;
}
const golden = JSON.parse(readFileSync(join(ROOT, 'tests/golden/tiny/gradient.json'), 'utf8')) as Golden;
const theta = new Float32Array(Uint8Array.from(Buffer.from(golden.theta.data, 'base64')).buffer);
const layout = golden.segments.map((segment): ThetaSegment => ({
  ...segment,
  module: segment.name.replace(/\.lora_[AB]\.weight$/, ''),
  kind: segment.name.includes('lora_A') ? 'lora_A' : 'lora_B',
}));
const targets = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'];
const lora = { rank: golden.rank, alpha: golden.alpha, targets };
const bytes = () => writeSafetensors(thetaTensors(theta, layout));

describe('safetensors', () => {
  test('what is written is read, and the header is the format’s', () => {
    const file = bytes();
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(Buffer.from(file.slice(8, 8 + length)).toString()) as Record<string, { dtype: string }>;
    expect(Object.keys(header)).toContain(`base_model.model.${layout[0]!.name}`);
    expect(header[`base_model.model.${layout[0]!.name}`]!.dtype).toBe('F32');
    expect(readSafetensors(file)).toEqual(thetaTensors(theta, layout));
  });

  test('half and bfloat16 become float32', () => {
    const file = (dtype: string, words: number[]) => {
      const text = JSON.stringify({ x: { dtype, shape: [words.length], data_offsets: [0, 2 * words.length] } });
      const head = new Uint8Array(8);
      new DataView(head.buffer).setBigUint64(0, BigInt(text.length), true);
      const data = new Uint8Array(Uint16Array.from(words).buffer);
      return Uint8Array.from([...head, ...new TextEncoder().encode(text), ...data]);
    };
    const values = (dtype: string, words: number[]) => [...readSafetensors(file(dtype, words)).get('x')!.values];
    expect(values('F16', [0x3c00, 0xc000, 0x3555, 0x0001, 0x0000])).toEqual([1, -2, 1365 / 4096, 2 ** -24, 0]);
    expect(values('BF16', [0x3f80, 0xc000, 0x3e80])).toEqual([1, -2, 0.25]);
    expect(() => values('I64', [1, 2, 3, 4])).toThrow(/F32, F16 and BF16/);
  });

  test('foreign and cut off files are refused', () => {
    for (const wrong of [new Uint8Array(3), new Uint8Array(50).fill(255), bytes().slice(0, 900), bytes().slice(0, -4)])
      expect(() => readSafetensors(wrong)).toThrow(SafetensorsError);
  });
});

describe('PEFT adapter', () => {
  test('θ out and in, bit for bit; the settings come back', () => {
    const tensors = readSafetensors(bytes());
    const config = JSON.parse(JSON.stringify(peftConfig(lora, 'tiny'))) as unknown;
    expect(readPeftConfig(config, tensors)).toEqual({ ...lora, targets: expect.arrayContaining(targets) as unknown });
    expect(thetaOf(tensors, layout)).toEqual(theta);
  });

  test('another rank, another model, a missing or an extra layer, a variant, NaN: one sentence each', () => {
    const tensors = readSafetensors(bytes());
    const config = peftConfig(lora, 'tiny');
    const names = [...tensors.keys()];
    expect(() => readPeftConfig({ ...config, r: lora.rank + 1 }, tensors)).toThrow(/two files of the same adapter/);
    expect(() => readPeftConfig({ ...config, use_dora: true }, tensors)).toThrow(/DoRA/);
    expect(() => readPeftConfig({ ...config, peft_type: 'IA3' }, tensors)).toThrow(/IA3/);
    expect(() => readPeftConfig({ ...config, rank_pattern: { q_proj: 2 } }, tensors)).toThrow(/rank_pattern/);
    expect(() => readPeftConfig('text', tensors)).toThrow(AdapterError);
    const wider = layout.map((segment, i) => (i === 0 ? { ...segment, shape: [2, 999] } : segment));
    expect(() => thetaOf(tensors, wider)).toThrow(/belongs to another model/);
    expect(() => thetaOf(new Map([...tensors].slice(1)), layout)).toThrow(/has no model\.layers\.0/);
    expect(() => thetaOf(tensors, layout.slice(2))).toThrow(/no layer for/);
    const broken = new Map(tensors).set(names[0]!, {
      ...tensors.get(names[0]!)!,
      values: tensors.get(names[0]!)!.values.with(0, NaN),
    });
    expect(() => thetaOf(broken, layout)).toThrow(/NaN/);
  });

  const python = process.env['ROLLSCOPE_PYTHON'] ?? 'python3';
  const hasPeft = spawnSync(python, ['-c', 'import torch, peft, transformers']).status === 0;
  test.skipIf(!hasPeft)('PEFT loads the files and computes the golden log-probs', { timeout: 300_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'adapter-'));
    writeFileSync(join(folder, WEIGHTS_FILE), bytes());
    writeFileSync(join(folder, CONFIG_FILE), JSON.stringify(peftConfig(lora, '')));
    const said = execFileSync(python, ['-m', 'twin.check_peft', folder], { cwd: join(ROOT, 'pretrain') }).toString();
    expect(said).toMatch(/largest difference of a log-prob: \d/);
    rmSync(folder, { recursive: true });
  });
});
