// What: what a session is made of in a browser's worker: WebGPU (or the references), the bundle, the browser's decoders.
import { decodePicture } from '../../1-image/decodePicture.ts';
import { createCompute } from '../../gpu/requestDevice.ts';
import { loadPolicyOf } from './enginePolicy.ts';
import type { SessionParts } from './session.ts';
import { wasmCanary } from './wasmCanary.ts';

export const browserParts = (): SessionParts => ({
  createCompute: () => createCompute(),
  loadPolicy: loadPolicyOf,
  wasmCanary,
  decodePicture: (image, id) => decodePicture(image, id),
});
