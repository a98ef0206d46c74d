// What: what config.json and preprocessor_config.json say about the pictures and the length of a prompt, checked: they may be anyone's.
// Formula: one unsplit square picture: (size / patch / scale)² tokens, as Idefics3 shuffles scale² patches into one token.
// Units: pixels, tokens.
import type { PolicyInfo } from '../types.ts';
import { BundleError } from './bundleError.ts';
import type { Json } from './json.ts';
import type { Bundle } from './loadBundle.ts';
import { textConfig } from './tokenizer.ts';

/** Larger than any encoder that a browser can hold. */
const MAX_SIZE = 4096;
const MAX_TOKENS = 16_384;
/** Where config.json does not say how many positions the network has (Llama's default). */
const POSITIONS = 2048;

export type ImageFacts = Pick<PolicyInfo, 'imageSize' | 'imageMean' | 'imageStd' | 'imageTokens'>;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const fieldsOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

function triple(preprocessor: Json, name: string, least: number): readonly number[] {
  const value = preprocessor[name] ?? [0.5, 0.5, 0.5];
  if (Array.isArray(value) && value.length === 3 && value.every((one) => isNumber(one) && one >= least)) return value;
  const words = least > 0 ? 'three numbers above 0' : 'three numbers';
  throw new BundleError(`preprocessor_config.json: ${name} must be ${words}. Download the model again.`);
}

export function imageFacts({ config, preprocessor }: Pick<Bundle, 'config' | 'preprocessor'>): ImageFacts {
  const { image_size: imageSize, patch_size: patch } = fieldsOf(config['vision_config']);
  if (!isNumber(imageSize) || !isNumber(patch) || imageSize <= 0 || patch <= 0)
    throw new BundleError('config.json has no vision_config with image_size and patch_size; is this a picture model?');
  const scale = config['scale_factor'] ?? 1;
  const side = isNumber(scale) && scale > 0 ? Math.floor(imageSize / patch / scale) : NaN;
  if (!Number.isInteger(imageSize) || imageSize > MAX_SIZE || !(side >= 1 && side * side <= MAX_TOKENS)) {
    const factor = isNumber(scale) ? scale : 'of another kind than a number';
    const words = `image_size ${imageSize}, patch_size ${patch} and scale_factor ${factor}`;
    throw new BundleError(`config.json: ${words} do not make a picture that can be read. Download the model again.`);
  }
  return {
    imageSize,
    imageTokens: side * side,
    imageMean: triple(preprocessor, 'image_mean', -Infinity),
    imageStd: triple(preprocessor, 'image_std', Number.MIN_VALUE),
  };
}

/** Of a model that reads words only. Its side of 1 makes boxes, where a reward has any, fractions. */
export const NO_PICTURES: ImageFacts = {
  imageSize: 1,
  imageTokens: 0,
  imageMean: [0.5, 0.5, 0.5],
  imageStd: [0.5, 0.5, 0.5],
};

/** Positions of the network: the longest prompt with its answer. */
export function maxPositions(config: Json): number {
  const value = textConfig(config)['max_position_embeddings'];
  if (value === undefined || value === null) return POSITIONS;
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw new BundleError(
    'config.json: max_position_embeddings must be a whole number above 0. Download the model again.',
  );
}
