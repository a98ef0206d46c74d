// What: what the engine said about the model that is loaded, beyond what the page shows: layout of θ, side of its input.
import type { ThetaSegment } from '../../onnx/insertLora.ts';
import { listenToEngine } from './engine.ts';

export interface ModelFacts {
  readonly name: string;
  readonly layout: readonly ThetaSegment[];
  readonly imageSize: number;
}

let facts: ModelFacts | null = null;
export const modelFacts = (): ModelFacts | null => facts;

listenToEngine((event) => {
  if (event.type !== 'modelLoaded' || !event.layout) return;
  facts = { name: event.name, layout: event.layout, imageSize: event.imageSize ?? 192 };
});
