// What: the policy of a bundle: its sessions, tokenizer and numbers behind the interface `Policy`.
// Formula: with B = 0 in θ every branch adds exactly 0, so the logits are those of the frozen network.
// Shapes: see types.ts.
import type { PixelTensor } from '../1-image/types.ts';
import type { Compute } from '../gpu/compute.ts';
import type { LoraOptions } from '../onnx/insertLora.ts';
import { chatTemplate } from './bundle/chatTemplate.ts';
import { imageFacts, maxPositions, NO_PICTURES } from './bundle/imageFacts.ts';
import { BundleError } from './bundle/bundleError.ts';
import { DECODE_BYTES, DEQUANTIZED_BYTES } from './dequantize.ts';
import { decode, extend, OnnxRows } from './rows/decodeRows.ts';
import { makeEmbedder } from './embedTokens.ts';
import { ImageEncoder } from './encodeImage.ts';
import { gradientRows } from './rows/gradientRows.ts';
import type { Bundle } from './bundle/loadBundle.ts';
import { PolicySessions } from './policySessions.ts';
import { prefill, type OnnxPrefix, type PolicyParts } from './prefix.ts';
import { LOGITS_BYTES } from './rows/rowFeeds.ts';
import { partTokensFor } from './rows/partSize.ts';
import { scoreRows } from './rows/scoreRows.ts';
import { makeTokenizer } from './bundle/tokenizer.ts';
import type {
  ExecutionProvider,
  Logits,
  Policy,
  PolicyInfo,
  PolicyTokenizer,
  Prefix,
  PreparedPrompt,
  RowBatch,
  Rows,
  RowScores,
} from './types.ts';

export interface PolicyOptions {
  readonly provider: ExecutionProvider;
  readonly compute: Compute;
  /** 0 = all cores but one. */
  readonly numThreads: number;
  readonly lora: LoraOptions;
  readonly logitsBytes?: number;
  readonly partTokens?: number;
  /** Up to so many bytes of float32 weights, decoding runs on them. */
  readonly decodeBytes?: number;
}

export class OnnxPolicy implements Policy {
  private constructor(
    readonly info: PolicyInfo,
    readonly tokenizer: PolicyTokenizer,
    private readonly parts: PolicyParts,
    private readonly images: ImageEncoder | null,
    private readonly compute: Compute,
  ) {}

  /** Makes the sessions of the rollout and the backward graph: what cannot run or be trained is known at loading. */
  static async create(bundle: Bundle, options: PolicyOptions): Promise<OnnxPolicy> {
    const { provider, compute, numThreads, lora, logitsBytes = LOGITS_BYTES } = options;
    const settings = { provider, numThreads, device: provider === 'webgpu' ? compute.device : null };
    const { vision } = bundle;
    const { decodeBytes = vision ? DEQUANTIZED_BYTES : DECODE_BYTES } = options;
    const sessions = new PolicySessions(bundle.decoder, lora, settings, decodeBytes);
    const { hiddenSize, vocabSize, numLayers, layout, thetaLength } = sessions.graphs;
    const image = vision ? imageFacts(bundle) : NO_PICTURES;
    const positions = maxPositions(bundle.config);
    const ask = vision ? null : await chatTemplate(bundle.chatTemplate, bundle.tokenizerConfig);
    const tokenizer = makeTokenizer(bundle, image.imageTokens, vocabSize, ask);
    const { name, bytes, canary } = bundle;
    const info = {
      name,
      provider,
      vocabSize,
      hiddenSize,
      numLayers,
      ...image,
      maxPositions: positions,
      layout,
      thetaLength,
      bytes,
      canary,
    };
    const embedder = makeEmbedder(bundle.embed, hiddenSize, settings);
    const { imageTokenId } = tokenizer;
    const parts = {
      sessions,
      embedder,
      imageTokens: image.imageTokens,
      imageTokenId,
      maxPositions: positions,
      logitsBytes,
      partTokens: options.partTokens ?? partTokensFor(bundle.decoder),
    };
    const images = vision && new ImageEncoder(vision, image.imageTokens, hiddenSize, settings);
    const policy = new OnnxPolicy(info, tokenizer, parts, images, compute);
    try {
      await sessions.get('prefix');
      await sessions.get('decodeLogits');
      sessions.prepare('rowsHeadVjp');
    } catch (error) {
      await policy.dispose();
      throw error;
    }
    return policy;
  }

  encodeImage(pixels: PixelTensor): Promise<Float32Array> {
    if (!this.images) throw new BundleError('This model reads no pictures.');
    return this.images.encode(pixels);
  }

  prefill(theta: Float32Array, prompts: readonly PreparedPrompt[]): Promise<Prefix> {
    return prefill(this.parts, theta, prompts);
  }

  startRows(prefix: Prefix, generations: number, capacity: number): Rows {
    return new OnnxRows(this.parts, this.compute, prefix as OnnxPrefix, generations, capacity);
  }

  decode(theta: Float32Array, rows: Rows, tokens: Int32Array): Promise<Logits> {
    return decode(this.parts, this.compute, theta, rows as OnnxRows, tokens);
  }

  extend(theta: Float32Array, rows: Rows, embeds: Float32Array, lengths: Int32Array): Promise<void> {
    return extend(this.parts, theta, rows as OnnxRows, embeds, lengths);
  }

  embed(tokens: Int32Array): Promise<Float32Array> {
    return this.parts.embedder.embed(tokens);
  }

  score(theta: Float32Array, prefix: Prefix, batch: RowBatch, temperature: number): Promise<RowScores> {
    return scoreRows(this.parts, { theta, prefix: prefix as OnnxPrefix, batch, temperature });
  }

  gradient(
    theta: Float32Array,
    prefix: Prefix,
    batch: RowBatch,
    coefficients: { readonly coef: Float32Array; readonly coefEntropy: Float32Array },
    temperature: number,
    onProgress?: (donePasses: number, totalPasses: number) => void,
  ): Promise<RowScores & { readonly gradient: Float32Array }> {
    const pass = { theta, prefix: prefix as OnnxPrefix, batch, coefficients, temperature };
    return gradientRows(this.parts, { ...pass, ...(onProgress && { onProgress }) });
  }

  async dispose(): Promise<void> {
    await this.parts.sessions.release();
    await this.parts.embedder.release();
    await this.images?.release();
  }
}
