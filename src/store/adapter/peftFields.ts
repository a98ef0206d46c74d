// What: the fields of a LoraConfig: which of them make an adapter another function than B·A·scale on the plain network, and what they
// say about single layers (rank, scale, whether the layer has an adapter at all).
// Formula: scale = lora_alpha/r, or lora_alpha/√r with use_rslora; rank_pattern and alpha_pattern replace r and lora_alpha where a
// pattern matches the end of a layer's name.
// Source: PEFT 0.21, tuners/lora/config.py (fields), tuners/lora/layer.py (update_layer), utils/other.py (get_pattern_key),
// tuners/tuners_utils.py (check_target_module_exists).
import { ADAPTER_TEXTS } from '../texts/adapter.ts';
import { AdapterError } from './peftAdapter.ts';
import { isSlow } from './slowPattern.ts';

export type PeftFields = Readonly<Record<string, unknown>>;

const isSet = (value: unknown): boolean =>
  value === true || (typeof value === 'object' && value !== null && Object.keys(value).length > 0);

/** Said by what they do; every other field that is set and not named below is refused by its name. */
const { fields: REFUSED, variant } = ADAPTER_TEXTS;

/** Of no effect on what the adapter computes, or read elsewhere in this file. The *_config of a start counts with init_lora_weights. */
const HARMLESS = new Set(
  `peft_type task_type base_model_name_or_path revision peft_version auto_mapping inference_mode r lora_alpha lora_dropout
   target_modules exclude_modules bias fan_in_fan_out use_rslora init_lora_weights layers_to_transform layers_pattern rank_pattern
   alpha_pattern megatron_config megatron_core runtime_config ensure_weight_tying qalora_group_size eva_config corda_config
   lora_ga_config`.split(/\s+/),
);

/** Starts that leave the network as it is; false and null = no special start. */
const PLAIN_STARTS = ['gaussian', 'orthogonal', 'eva', 'mica'];

function startProblem(start: unknown): string | null {
  if (start === undefined || start === null || typeof start === 'boolean') return null;
  const name = String(start).toLowerCase();
  if (PLAIN_STARTS.includes(name)) return null;
  if (/^(pissa|olora|corda|lora_ga)/.test(name)) return variant.changedWeights(String(start));
  return name === 'loftq' ? variant.loftq('init_lora_weights') : variant.start(String(start));
}

/** What this page cannot compute, as the end of a sentence that names the field; null = plain LoRA. */
export function refusedVariant(config: PeftFields): string | null {
  const { peft_type: kind } = config;
  if (kind !== 'LORA') return typeof kind === 'string' ? variant.kind(kind) : variant.noKind;
  const start = startProblem(config['init_lora_weights']);
  if (start) return start;
  if ((config['bias'] ?? 'none') !== 'none') return variant.bias;
  // PEFT tells an empty list from none.
  if (Array.isArray(config['alora_invocation_tokens'])) return REFUSED.alora_invocation_tokens;
  const field = Object.keys(config).find((name) => !HARMLESS.has(name) && isSet(config[name]));
  if (field === undefined) return null;
  return Object.hasOwn(REFUSED, field) ? REFUSED[field as keyof typeof REFUSED] : variant.unknown(field);
}

/** Python's (?P<name>…) is (?<name>…) here. Null where a pattern means nothing here. Throws an AdapterError where it is slow. */
function regExp(pattern: string): RegExp | null {
  if (isSlow(pattern)) throw new AdapterError(ADAPTER_TEXTS.unusable(ADAPTER_TEXTS.variant.slow(pattern)));
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<'));
  } catch {
    return null;
  }
}

function patternValue(config: PeftFields, field: string, module: string): number | null {
  const patterns = config[field];
  if (typeof patterns !== 'object' || patterns === null) return null;
  for (const [pattern, value] of Object.entries(patterns)) {
    const whole = regExp(`^(?:.*\\.)?(?:${pattern})$`);
    const fits = whole ? whole.test(module) : module.endsWith(pattern);
    if (fits) return typeof value === 'number' && value > 0 ? value : NaN;
  }
  return null;
}

export interface LayerLora {
  readonly rank: number;
  readonly alpha: number;
  readonly scale: number;
}

/** Rank and scale of one layer; NaN where the configuration does not say them. */
export function layerLora(config: PeftFields, module: string): LayerLora {
  const number = (field: string) => (typeof config[field] === 'number' ? config[field] : NaN);
  const rank = patternValue(config, 'rank_pattern', module) ?? number('r');
  const alpha = patternValue(config, 'alpha_pattern', module) ?? number('lora_alpha');
  return { rank, alpha, scale: alpha / (config['use_rslora'] === true ? Math.sqrt(rank) : rank) };
}

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
const numbersOf = (value: unknown): readonly number[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is number => typeof item === 'number');

/** A text is a pattern of the whole name; a list has names, or their ends. */
function names(value: unknown, module: string): boolean {
  if (typeof value === 'string') return value === 'all-linear' || (regExp(`^(?:${value})$`)?.test(module) ?? true);
  return textsOf(value).some((name) => module === name || module.endsWith(`.${name}`));
}

/** Did PEFT give this layer an adapter? Where the configuration does not say, it did. */
export function hasAdapter(config: PeftFields, module: string): boolean {
  const { target_modules: targets, exclude_modules: excluded, layers_to_transform: layers, layers_pattern } = config;
  if (isSet(excluded) || (typeof excluded === 'string' && excluded !== '')) if (names(excluded, module)) return false;
  if (targets === undefined || targets === null) return true;
  if (!names(targets, module)) return false;
  const wanted = numbersOf(layers);
  if (wanted.length === 0 || typeof targets === 'string') return true;
  const lists = textsOf(layers_pattern).filter((name) => name !== '');
  const found = (lists.length > 0 ? lists : ['[^.]*'])
    .map((list) => regExp(`^(?:.*?\\.)?${list}\\.(\\d+)\\.`)?.exec(module)?.[1])
    .find((index) => index !== undefined);
  return found !== undefined && wanted.includes(Number(found));
}
