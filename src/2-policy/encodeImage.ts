// What: pixels → vision tokens, once per distinct picture and view. Views drawn at random are never kept.
// Shapes: pixel_values [1, 1, 3, size, size] (or without the second axis), pixel_attention_mask bool [1, 1, size, size];
//   image_features [1, N, D] → [N × D].
import type { PixelTensor } from '../1-image/types.ts';
import type { OnnxGraph } from '../onnx/graph.ts';
import { OrtSession } from '../ort/session.ts';
import { bool, float32, fromDevice, type Tensor } from '../ort/tensor.ts';
import { BundleError } from './bundle/bundleError.ts';
import type { SessionSettings } from './policySessions.ts';

/** Pictures × views that are kept; what was not asked for longest goes first: crops come and go, the prompts' pictures stay. */
const KEPT = 256;

export class ImageEncoder {
  private session: Promise<OrtSession> | null = null;
  private readonly kept = new Map<string, Promise<Float32Array>>();
  private readonly rank: number;
  private readonly maskRank: number;

  constructor(
    private readonly graph: OnnxGraph,
    private readonly imageTokens: number,
    private readonly hiddenSize: number,
    private readonly settings: SessionSettings,
  ) {
    const pixels = graph.inputs.find(({ name }) => name === 'pixel_values');
    if (!pixels)
      throw new BundleError(
        `The vision encoder has no input pixel_values; its inputs: ${graph.inputs.map(({ name }) => name).join(', ')}.`,
      );
    this.rank = pixels.shape.length;
    this.maskRank = graph.inputs.find(({ name }) => name === 'pixel_attention_mask')?.shape.length ?? 0;
  }

  encode(picture: PixelTensor): Promise<Float32Array> {
    const { kind } = picture.view;
    if (kind === 'patchDrop' || kind === 'noise') return this.run(picture);
    const key = `${picture.size} ${picture.pictureId} ${JSON.stringify(picture.view)}`;
    let features = this.kept.get(key);
    if (!features) {
      features = this.run(picture);
      features.catch(() => this.kept.delete(key));
    }
    this.kept.delete(key);
    this.kept.set(key, features);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return features;
  }

  private async run({ pixels, size }: PixelTensor): Promise<Float32Array> {
    this.session ??= OrtSession.create(this.graph, { label: 'the vision encoder', ...this.settings });
    const session = await this.session;
    const dims = [...Array<number>(this.rank - 3).fill(1), 3, size, size];
    const onDevice = this.settings.provider === 'webgpu' && pixels.buffer !== undefined;
    const values: Tensor = onDevice
      ? fromDevice(pixels, dims)
      : float32((await pixels.read()) as Float32Array<ArrayBuffer>, dims);
    const maskDims = [...Array<number>(Math.max(0, this.maskRank - 2)).fill(1), size, size];
    const mask = bool(new Uint8Array(size * size).fill(1), maskDims);
    const outputs = await session.run({ pixel_values: values, pixel_attention_mask: mask });
    const features = await Object.values(outputs)[0]!.floats();
    const wanted = this.imageTokens * this.hiddenSize;
    if (features.length !== wanted)
      throw new BundleError(
        `The vision encoder outputs ${features.length} numbers per picture, but config.json says ${this.imageTokens} tokens of ${this.hiddenSize}.`,
      );
    return features;
  }

  async release(): Promise<void> {
    this.kept.clear();
    await (await this.session)?.release();
  }
}
