// What: θ ↔ a PEFT adapter: tensors with PEFT's names, and adapter_config.json.
// Formula: y = x·W + (lora_alpha/r)·(x·Aᵀ)·Bᵀ in both.
// Shapes: lora_A [r,in], lora_B [out,r], row-major, as the segments of θ.
// Source: PEFT, save_pretrained: keys `base_model.model.<module>.lora_A.weight`; LoraConfig.
import type { ThetaSegment } from '../../onnx/insertLora.ts';
import type { NamedTensor, Tensors } from './safetensors.ts';
import { ADAPTER_TEXTS } from '../texts/adapter.ts';

const PREFIX = 'base_model.model.';
export const WEIGHTS_FILE = 'adapter_model.safetensors';
export const CONFIG_FILE = 'adapter_config.json';

export interface LoraSettings {
  readonly rank: number;
  readonly alpha: number;
  readonly targets: readonly string[];
}

/** One sentence that says what does not fit. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
}

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

export const thetaTensors = (theta: Float32Array, layout: readonly ThetaSegment[]): Tensors =>
  new Map(
    layout.map(({ name, offset, shape }) => [
      PREFIX + name,
      { shape, values: theta.slice(offset, offset + sizeOf(shape)) },
    ]),
  );

export const peftConfig = ({ rank, alpha, targets }: LoraSettings, model: string) => ({
  peft_type: 'LORA',
  task_type: 'CAUSAL_LM',
  base_model_name_or_path: model || null,
  r: rank,
  lora_alpha: alpha,
  target_modules: [...targets].sort(),
  lora_dropout: 0,
  bias: 'none',
  fan_in_fan_out: false,
  inference_mode: true,
  init_lora_weights: true,
  use_rslora: false,
  use_dora: false,
});

/** Where a model for pictures keeps its decoder: `model.text_model.layers.0` (Idefics3, SmolVLM), `language_model.model.layers.0` … */
const DECODER = /^(?:model\.)?(?:text_model|language_model)\.(?:model\.)?(?=layers\.)/;

/** PEFT's name without the wrappers; it may name the adapter ('.default'). */
export const peftName = (name: string) =>
  name.replace(/^base_model\.model\./, '').replace(/\.(lora_[AB])\.default\.weight$/, '.$1.weight');

/** The name that the layer has in θ. */
export const plainName = (name: string) => peftName(name).replace(DECODER, 'model.');

/** What PEFT calls a layer of θ, where the tensors of the adapter show it. */
export function peftModule(names: Iterable<string>): (module: string) => string {
  for (const name of names) {
    const [place] = DECODER.exec(peftName(name)) ?? [];
    if (place !== undefined) return (module) => module.replace(/^model\.(?=layers\.)/, place);
  }
  return (module) => module;
}

function fits({ shape }: NamedTensor, segment: ThetaSegment): void {
  if (JSON.stringify(shape) === JSON.stringify(segment.shape)) return;
  throw new AdapterError(ADAPTER_TEXTS.otherModel(segment.name, shape.join(' × '), segment.shape.join(' × ')));
}

/**
 * θ in the layout of this model; every matrix must be there and fit, and none may be left over. A layer that the adapter leaves
 * alone gets zeros in A and B, so that it stays as it is in training, too.
 */
export function thetaOf(
  tensors: Tensors,
  layout: readonly ThetaSegment[],
  leavesOut: (module: string) => boolean = () => false,
): Float32Array {
  const byName = new Map([...tensors].map(([name, tensor]) => [plainName(name), tensor]));
  const adapted = new Set([...byName.keys()].map((name) => name.replace(/\.lora_[AB]\.weight$/, '')));
  const theta = new Float32Array(layout.reduce((end, { offset, shape }) => Math.max(end, offset + sizeOf(shape)), 0));
  for (const segment of layout) {
    const tensor = byName.get(segment.name);
    if (!tensor && leavesOut(segment.module) && !adapted.has(segment.module)) continue;
    if (!tensor) throw new AdapterError(ADAPTER_TEXTS.missing(segment.name));
    fits(tensor, segment);
    if (!tensor.values.every(Number.isFinite)) {
      throw new AdapterError(ADAPTER_TEXTS.notFinite(segment.name));
    }
    theta.set(tensor.values, segment.offset);
    byName.delete(segment.name);
  }
  const [left] = byName.keys();
  if (left) throw new AdapterError(ADAPTER_TEXTS.leftOver(left));
  return theta;
}
