// What: the sessions of one policy, made on first use and kept: rollout first, the backward graphs on the first training
//   step. Graphs depend on (targets, rank, alpha), θ is an input: changing θ never rebuilds anything.
//   On WASM the prompt pass and the decoding graph of a small model run on float32 weights (dequantize.ts).
// Why each session holds a copy of the weights: ORT has no shared initialisers in the browser; 4 copies of a 4-bit decoder
//   are below one float32 copy.
import { decoderGraphs, type DecoderGraphs } from '../onnx/decoderGraphs.ts';
import type { OnnxGraph } from '../onnx/graph.ts';
import type { LoraOptions } from '../onnx/insertLora.ts';
import { OrtSession } from '../ort/session.ts';
import type { Tensor, Tensors } from '../ort/tensor.ts';
import { DEQUANTIZED_BYTES, dequantizeSmall, floatBytes } from './dequantize.ts';
import { fuseHead } from './fuseHead.ts';
import type { ExecutionProvider } from './types.ts';

export interface SessionSettings {
  readonly provider: ExecutionProvider;
  readonly device: GPUDevice | null;
  readonly numThreads: number;
}

/** The decoder's sessions, and those of decoderGraphs.ts with the head inside (one run instead of three). */
const GRAPHS = {
  prefix: { label: 'the prompt pass', graph: (g: DecoderGraphs) => g.prefix(), onDevice: 'all' },
  decodeLogits: { label: 'the decoder', graph: (g: DecoderGraphs) => g.decodeLogits(), onDevice: 'all' },
  decode: { label: 'the decoder', graph: (g: DecoderGraphs) => g.decode(), onDevice: 'all' },
  rows: { label: 'the scoring pass', graph: (g: DecoderGraphs) => g.rows(), onDevice: [] },
  scoreHead: { label: 'the head', graph: (g: DecoderGraphs) => g.scoreHead(), onDevice: [] },
  headVjp: { label: 'the backward pass of the head', graph: (g: DecoderGraphs) => g.headVjp(), onDevice: [] },
  rowsVjp: { label: 'the backward pass of the rows', graph: (g: DecoderGraphs) => g.rowsVjp(), onDevice: 'prefix' },
  prefixVjp: { label: 'the backward pass of the prompts', graph: (g: DecoderGraphs) => g.prefixVjp(), onDevice: [] },
  rowsScore: {
    label: 'the scoring pass',
    graph: (g: DecoderGraphs) => fuseHead(g.rows(), g.scoreHead()),
    onDevice: [],
  },
  rowsHeadVjp: {
    label: 'the backward pass',
    graph: (g: DecoderGraphs) => fuseHead(g.rowsVjp(), g.headVjp()),
    onDevice: 'prefix',
  },
} as const;
export type GraphName = keyof typeof GRAPHS;

export class PolicySessions {
  readonly graphs: DecoderGraphs;
  /** Too large to lie in memory as float32: each backward product writes its own matrix out for its own length. */
  private readonly isLarge: boolean;
  private readonly sessions = new Map<GraphName, Promise<OrtSession>>();
  /** Graphs that are built and wait for their session. */
  private readonly built = new Map<GraphName, OnnxGraph>();

  constructor(
    private readonly decoder: OnnxGraph,
    private readonly lora: LoraOptions,
    readonly settings: SessionSettings,
    /** Up to so many bytes of float32 products, decoding runs on them. */
    private readonly decodeBytes = DEQUANTIZED_BYTES,
  ) {
    this.graphs = decoderGraphs(decoder, lora);
    this.isLarge = floatBytes(decoder) > DEQUANTIZED_BYTES;
  }

  /** Builds a graph without a session: a missing rule or lowering shows at once, by the name of its operator. */
  prepare(name: GraphName): void {
    if (!this.sessions.has(name)) this.built.set(name, GRAPHS[name].graph(this.graphsFor(name)));
  }

  get(name: GraphName): Promise<OrtSession> {
    let session = this.sessions.get(name);
    if (!session) {
      const { label, graph, onDevice } = GRAPHS[name];
      session = Promise.resolve().then(() => {
        const made = this.built.get(name) ?? graph(this.graphsFor(name));
        this.built.delete(name);
        const kept = made.outputs.map((output) => output.name).filter((output) => output.startsWith('grad/prefix.'));
        const places = onDevice === 'prefix' ? kept : onDevice;
        return OrtSession.create(made, { label, ...this.settings, onDevice: places, keepsQuantised: this.isLarge });
      });
      this.sessions.set(name, session);
      session.catch(() => this.sessions.delete(name));
    }
    return session;
  }

  /** Few rows per run: there float32 products are faster than 4-bit ones; with many rows the 4-bit ones are as fast. */
  private graphsFor(name: GraphName): DecoderGraphs {
    const decodes = name === 'decodeLogits' || name === 'decode';
    if ((!decodes && name !== 'prefix') || this.settings.provider !== 'wasm') return this.graphs;
    const plain = dequantizeSmall(this.decoder, decodes ? this.decodeBytes : DEQUANTIZED_BYTES);
    return plain === this.decoder ? this.graphs : decoderGraphs(plain, this.lora);
  }

  async run(name: GraphName, feeds: Tensors): Promise<Record<string, Tensor>> {
    return (await this.get(name)).run(feeds);
  }

  async release(): Promise<void> {
    const all = [...this.sessions.values()];
    this.sessions.clear();
    for (const session of all) await session.then((made) => made.release()).catch(() => undefined);
  }
}
