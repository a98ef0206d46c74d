// What: `npm run bench -- --products`: what ORT's MatMul reaches on WASM with float32 weights, in the shapes of a training step of Pocket,
// as the package has it and with our kernel (src/ort/products), without and with relaxed SIMD. One thread, in Node: a process of its own for
// each, in turn, A B C A B C, since a process has one runtime. The best time of many counts: what the processor can do, not how busy it is.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { PRODUCT_SHAPES, VARIANTS } from './products/shapes.ts';
import type { ProductVariant } from './products/shapes.ts';

const ROUNDS = 2;

/** GFLOP/s by shape. */
function measure(variant: ProductVariant): readonly number[] {
  const file = join(import.meta.dirname, 'products', 'process.ts');
  // Node 20 has relaxed SIMD behind this flag, browsers have it as it is.
  const flags = variant === 'relaxed' ? ['--experimental-wasm-relaxed-simd'] : [];
  const printed = execFileSync(process.execPath, [...flags, '--import', 'tsx', file, variant], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(printed.trim().split('\n').at(-1)!) as number[];
}

export function benchProducts(): Promise<void> {
  const best = new Map<ProductVariant, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const { variant } of VARIANTS) {
      const found = measure(variant);
      best.set(
        variant,
        found.map((value, i) => Math.max(value, best.get(variant)?.[i] ?? 0)),
      );
    }
  }
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, one thread, GFLOP/s\n`);
  console.log(`| rows × K × N | ${VARIANTS.map(({ title }) => title).join(' | ')} |`);
  console.log(`|---|${'---:|'.repeat(VARIANTS.length)}`);
  PRODUCT_SHAPES.forEach((shape, i) => {
    const values = VARIANTS.map(({ variant }) => best.get(variant)![i]!.toFixed(1));
    console.log(`| ${shape.join(' × ')} | ${values.join(' | ')} |`);
  });
  return Promise.resolve();
}
