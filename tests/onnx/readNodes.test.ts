// What: the nodes of a file from its first bytes: the same as those of the whole file, and which operators would have no gradient.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decoderGraphs } from '../../src/onnx/decoderGraphs.ts';
import { OnnxError } from '../../src/onnx/graph.ts';
import { missingRules } from '../../src/onnx/missingRules.ts';
import { readModel } from '../../src/onnx/readModel.ts';
import { readNodes } from '../../src/onnx/readNodes.ts';
import type { NodeHead } from '../../src/onnx/readNodes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const file = (path: string) => new Uint8Array(readFileSync(join(ROOT, path)));
const POCKET = file('public/models/pocket/onnx/decoder_model_merged_q4.onnx');

describe('nodes from the first bytes', () => {
  test('a tenth of the file has them all, with names, places and whole numbers', () => {
    const { nodes, isWhole } = readNodes(POCKET.subarray(0, POCKET.length / 10));
    const whole = readModel(POCKET);
    expect(isWhole).toBe(true);
    // readModel takes constants out of the list.
    const own = nodes.filter(({ opType }) => opType !== 'Constant');
    expect(own.map(({ name, opType, inputs, outputs }) => ({ name, opType, inputs, outputs }))).toEqual(
      whole.nodes.map(({ name, opType, inputs, outputs }) => ({ name, opType, inputs, outputs })),
    );
    const product = own.find(({ opType }) => opType === 'MatMulNBits')!;
    expect(product.integers).toMatchObject({ K: 256, bits: 4, block_size: 32 });
  });

  test('bytes that end among the nodes give those before, and say so', () => {
    const all = readNodes(POCKET).nodes.length;
    const { nodes, isWhole } = readNodes(POCKET.subarray(0, 5000));
    expect(isWhole).toBe(false);
    expect(nodes.length).toBeGreaterThan(3);
    expect(nodes.length).toBeLessThan(all);
  });

  test('no beginning of a graph is an error in a sentence', () => {
    expect(() => readNodes(new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'))).toThrow(OnnxError);
    expect(() => readNodes(new Uint8Array(0))).toThrow('This is not an ONNX file');
  });
});

describe('operators without a gradient', () => {
  const node = (opType: string, inputs: string[], outputs: string[]): NodeHead => ({
    ...{ name: opType, opType, inputs, outputs, integers: {} },
  });

  test('decoders that train have none', () => {
    for (const path of [
      'public/models/pocket/onnx/decoder_model_merged_q4.onnx',
      'public/models/shapes/onnx/decoder_model_merged_q4.onnx',
      'tests/golden/tiny/bundle/onnx/decoder_model_merged.onnx',
    ]) {
      const bytes = file(path);
      expect(missingRules(readNodes(bytes).nodes), path).toEqual([]);
      const lora = { targets: ['q_proj'], rank: 2, alpha: 4 };
      expect(() => decoderGraphs(readModel(bytes), lora).rowsVjp(), path).not.toThrow();
    }
  });

  test('one behind a product is named once; in front of it, or behind whole numbers, none is needed', () => {
    const before = [node('Einsum', ['ids'], ['e']), node('MatMul', ['e', 'w'], ['x'])];
    expect(missingRules(before)).toEqual([]);
    const behind = [...before, node('Einsum', ['x'], ['y']), node('Einsum', ['y'], ['z'])];
    expect(missingRules(behind)).toEqual(['Einsum']);
    const shape = [...before, node('Shape', ['x'], ['s']), node('Range', ['s'], ['r'])];
    expect(missingRules(shape)).toEqual([]);
    expect(missingRules([...before, node('If', ['x'], ['y'])])).toEqual(['If']);
  });
});
