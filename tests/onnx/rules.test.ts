// What: every gradient rule against central differences in the float64 oracle, on fresh random inputs.
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/onnx/rules/table.ts';
import { gradientName } from '../../src/onnx/vjp.ts';
import { freshSeed, ruleCases } from './ruleCases.ts';
import { backward, centralDifferences, excess } from './ruleHarness.ts';
import { tensor } from './oracle/tensor.ts';

const seed = freshSeed();

describe(`rules against central differences (ROLLSCOPE_SEED=${seed})`, () => {
  const cases = ruleCases(seed);

  it.each(cases.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
    const { feeds, expected } = backward(rule);
    expect(rule.wrt.length).toBeGreaterThan(0);
    for (const wrt of rule.wrt) {
      const measured = centralDifferences(rule.graph, feeds, rule.outputs, wrt);
      const gradient = expected.get(gradientName(wrt))!;
      // Constants such as 1/√(2π) are float32 in the emitted graph: 1e-6 relative, not 1e-9.
      expect(excess(gradient, tensor(feeds[wrt]!.shape, measured), 1e-6, 2e-6), `gradient of ${wrt}`).toBeLessThan(1);
    }
  });

  it('every rule that can succeed has a case', () => {
    const covered = new Set(cases.flatMap((rule) => rule.graph.nodes.map((node) => node.opType)));
    // Swish is of opset 24 and RMSNormalization of 23, beyond what the cases declare; they share the code of QuickGelu
    // and SimplifiedLayerNormalization. DequantizeLinear only refuses.
    const elsewhere = new Set(['DequantizeLinear', 'Swish', 'RMSNormalization']);
    expect(Object.keys(RULES).filter((name) => !covered.has(name) && !elsewhere.has(name))).toEqual([]);
  });
});
