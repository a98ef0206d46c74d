// What: θ ↔ a PEFT adapter: tensors with PEFT's names, and adapter_config.json.
// Formula: y = x·W + (lora_alpha/r)·(x·Aᵀ)·Bᵀ in both.
// Shapes: lora_A [r,in], lora_B [out,r], row-major, as the segments of θ.
// Source: PEFT, save_pretrained: keys `base_model.model.<module>.lora_A.weight`; LoraConfig.
import type { ThetaSegment } from '../../onnx/insertLora.ts';
import type { NamedTensor, Tensors } from './safetensors.ts';

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

type Fields = Readonly<Record<string, unknown>>;
const filled = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** Variants of LoRA that this page does not compute. */
function refusedVariant(config: Fields): string | null {
  if (config['peft_type'] !== 'LORA') return `it is of the kind ${String(config['peft_type'])}, not LORA`;
  if (config['use_dora'] === true) return 'it uses DoRA (use_dora)';
  if (config['use_rslora'] === true) return 'it uses rank-stabilised scaling (use_rslora)';
  if (config['fan_in_fan_out'] === true) return 'its matrices are transposed (fan_in_fan_out)';
  if ((config['bias'] ?? 'none') !== 'none') return 'it trains biases (bias)';
  for (const name of ['rank_pattern', 'alpha_pattern', 'modules_to_save', 'layers_to_transform'])
    if (filled(config[name])) return `it sets ${name}`;
  return null;
}

const ranksOf = (tensors: Tensors) =>
  [...tensors].filter(([name]) => name.includes('.lora_A.')).map(([, t]) => t.shape[0]);
const projectionOf = (name: string) => /([^.]+)\.lora_[AB]\./.exec(name)?.[1] ?? '';

/** What the settings must be for this adapter. target_modules may be a pattern: then the tensors say what is there. */
export function readPeftConfig(value: unknown, tensors: Tensors): LoraSettings {
  const config = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const refused = refusedVariant(config);
  if (refused) throw new AdapterError(`The adapter cannot be used here: ${refused}.`);
  const { r, lora_alpha: alpha } = config;
  if (!Number.isSafeInteger(r) || typeof alpha !== 'number' || !(alpha > 0)) {
    throw new AdapterError(`${CONFIG_FILE} is damaged: r or lora_alpha is missing.`);
  }
  const other = ranksOf(tensors).find((rank) => rank !== r);
  if (other !== undefined) {
    throw new AdapterError(
      `${CONFIG_FILE} says r = ${String(r)}, but ${WEIGHTS_FILE} holds rank ${other}; take both files of one adapter.`,
    );
  }
  const targets = [...new Set([...tensors.keys()].map(projectionOf))].filter((name) => name !== '');
  if (targets.length === 0) throw new AdapterError(`${WEIGHTS_FILE} holds no LoRA matrices.`);
  return { rank: r as number, alpha, targets };
}

/** PEFT may wrap the name once more, or name the adapter ('.default'). */
const plainName = (name: string) =>
  name.replace(/^base_model\.model\./, '').replace(/\.(lora_[AB])\.default\.weight$/, '.$1.weight');

function fits({ shape }: NamedTensor, segment: ThetaSegment): void {
  if (JSON.stringify(shape) === JSON.stringify(segment.shape)) return;
  throw new AdapterError(
    `The adapter is of another model: ${segment.name} is ${shape.join(' × ')}, this model needs ${segment.shape.join(' × ')}. Load the model it was trained on.`,
  );
}

/** θ in the layout of this model; every matrix must be there and fit, and none may be left over. */
export function thetaOf(tensors: Tensors, layout: readonly ThetaSegment[]): Float32Array {
  const byName = new Map([...tensors].map(([name, tensor]) => [plainName(name), tensor]));
  const theta = new Float32Array(layout.reduce((end, { offset, shape }) => Math.max(end, offset + sizeOf(shape)), 0));
  for (const segment of layout) {
    const tensor = byName.get(segment.name);
    if (!tensor) throw new AdapterError(`The adapter does not fit this model: it has no ${segment.name}.`);
    fits(tensor, segment);
    if (!tensor.values.every(Number.isFinite)) {
      throw new AdapterError(`The adapter is damaged: ${segment.name} holds numbers that are none (NaN or ∞).`);
    }
    theta.set(tensor.values, segment.offset);
    byName.delete(segment.name);
  }
  const [left] = byName.keys();
  if (left) throw new AdapterError(`The adapter does not fit this model: there is no layer for ${left}.`);
  return theta;
}
