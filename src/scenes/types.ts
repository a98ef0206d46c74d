// What: a scene that a generator makes: a picture with a question and everything that is true about it.
import type { Truth } from '../4-rewards/types.ts';

export interface SceneRequest {
  readonly skill: string;
  /** 0 = a single large thing … 1 = many small ones that look alike. */
  readonly difficulty: number;
  readonly seed: number;
  /** Which scene of the endless row that the seed names. */
  readonly index: number;
}

export interface Scene {
  readonly name: string;
  readonly images: readonly Blob[];
  readonly question: string;
  readonly truth: Truth;
}

/** One file of generators/. The same request gives the same scene, whatever was made before. */
export interface SceneGenerator {
  readonly name: string;
  readonly title: string;
  readonly skills: readonly string[];
  make(request: SceneRequest): Promise<Scene>;
}
