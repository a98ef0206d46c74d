// What: adapter_config.json and tensors → one rank and one scale for all layers, as the page's settings have them: the same function,
// whatever ranks and scales PEFT gave to single layers. What is no plain LoRA is refused by the name of its field.
// Formula: B·A·s = (B·s/s₀)·A·s₀; rows of zeros in A with columns of zeros in B add nothing, and no gradient reaches them.
import { KNOBS } from '../../config/knobTable.ts';
import { AdapterError, CONFIG_FILE, peftModule, plainName, WEIGHTS_FILE } from './peftAdapter.ts';
import type { LoraSettings } from './peftAdapter.ts';
import { hasAdapter, layerLora, refusedVariant } from './peftFields.ts';
import type { LayerLora, PeftFields } from './peftFields.ts';
import type { NamedTensor, Tensors } from './safetensors.ts';
import { ADAPTER_TEXTS } from '../texts/adapter.ts';

const MOST_RANK = KNOBS.get('lora_r')!.knob.max!;
const LIMITS = KNOBS.get('lora_alpha')!.knob;
/** The page's alpha must lie within its limits; what it cannot say goes into B. */
const withinLimits = (alpha: number) => Math.min(LIMITS.max!, Math.max(LIMITS.min!, alpha));

const MATRIX = /^(.+)\.(lora_[AB])\.weight$/;

interface Layers {
  readonly config: PeftFields;
  /** By the names of θ. */
  readonly layers: ReadonlyMap<string, LayerLora>;
  /** What PEFT's patterns see. */
  readonly nameOf: (module: string) => string;
}

function layersOf(value: unknown, tensors: Tensors): Layers {
  const config = (typeof value === 'object' && value !== null ? value : {}) as PeftFields;
  const refused = refusedVariant(config);
  if (refused) throw new AdapterError(ADAPTER_TEXTS.unusable(refused));
  const { r, lora_alpha: alpha } = config;
  if (!Number.isSafeInteger(r) || typeof alpha !== 'number' || !(alpha > 0)) {
    throw new AdapterError(ADAPTER_TEXTS.noRank(CONFIG_FILE));
  }
  const nameOf = peftModule(tensors.keys());
  const layers = new Map<string, LayerLora>();
  for (const [name, { shape }] of tensors) {
    const [, module, matrix] = MATRIX.exec(plainName(name)) ?? [];
    if (!module) continue;
    const layer = layerLora(config, nameOf(module));
    const held = shape[matrix === 'lora_A' ? 0 : 1];
    if (held !== layer.rank) {
      const said = Number.isNaN(layer.rank)
        ? `no rank for ${module} (rank_pattern)`
        : layer.rank === r
          ? `r = ${r}`
          : `${layer.rank} for ${module} (rank_pattern)`;
      throw new AdapterError(ADAPTER_TEXTS.otherRank(CONFIG_FILE, said, WEIGHTS_FILE, held ?? 0));
    }
    if (!(layer.scale > 0)) throw new AdapterError(ADAPTER_TEXTS.unusable(ADAPTER_TEXTS.variant.noScale(module)));
    layers.set(module, layer);
  }
  if (layers.size === 0) throw new AdapterError(ADAPTER_TEXTS.noMatrices(WEIGHTS_FILE));
  return { config, layers, nameOf };
}

/** The largest rank, and the scale that the first layer has. */
function settingsOf({ layers }: Layers): LoraSettings {
  const all = [...layers.values()];
  const first = all[0]!;
  const rank = all.reduce((most, layer) => Math.max(most, layer.rank), 0);
  if (rank > MOST_RANK) throw new AdapterError(ADAPTER_TEXTS.unusable(ADAPTER_TEXTS.variant.tooWide(rank, MOST_RANK)));
  const targets = [...new Set([...layers.keys()].map((module) => module.split('.').at(-1)!))];
  const alpha = first.scale === first.alpha / rank ? first.alpha : first.scale * rank;
  return { rank, alpha: withinLimits(alpha), targets };
}

/** What the settings must be for this adapter. target_modules may be a pattern: then the tensors say what is there. */
export const readPeftConfig = (value: unknown, tensors: Tensors): LoraSettings => settingsOf(layersOf(value, tensors));

/** [r,in] → [R,in], or [out,r] → [out,R] times a factor. */
function widened({ shape, values }: NamedTensor, isA: boolean, rank: number, factor: number): NamedTensor {
  if (shape.length !== 2) return { shape, values }; // does not fit any layer
  const [rows, columns] = shape as [number, number];
  if (factor !== 1) values = values.map((value) => value * factor);
  if ((isA ? rows : columns) === rank) return { shape, values };
  const wide = new Float32Array(isA ? rank * columns : rows * rank);
  if (isA) wide.set(values);
  else for (let row = 0; row < rows; row++) wide.set(values.subarray(row * columns, (row + 1) * columns), row * rank);
  return { shape: isA ? [rank, columns] : [rows, rank], values: wide };
}

export interface PlainAdapter {
  readonly lora: LoraSettings;
  /** As if one rank and one scale had been used for all layers: the same function. */
  readonly tensors: Tensors;
  /** Layers of its kinds that it leaves alone, by their names in the network. */
  readonly leavesOut: (module: string) => boolean;
}

export function readPeft(value: unknown, tensors: Tensors): PlainAdapter {
  const read = layersOf(value, tensors);
  const lora = settingsOf(read);
  const plain = new Map(
    [...tensors].map(([full, tensor]): [string, NamedTensor] => {
      const name = plainName(full);
      const [, module, matrix] = MATRIX.exec(name) ?? [];
      const layer = module ? read.layers.get(module) : undefined;
      if (!layer) return [name, tensor];
      const factor = matrix === 'lora_B' ? layer.scale / (lora.alpha / lora.rank) : 1;
      return [name, widened(tensor, matrix === 'lora_A', lora.rank, Math.abs(factor - 1) < 1e-12 ? 1 : factor)];
    }),
  );
  return { lora, tensors: plain, leavesOut: (module) => !hasAdapter(read.config, read.nameOf(module)) };
}
