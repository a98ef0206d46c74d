// What: entry of a worker that estimates one model and ends: what a run in the engine's worker holds is not touched.
import { threadCount } from '../../ort/runtime.ts';
import type { Config } from '../../config/config.ts';
import type { BundleFiles } from '../protocol.ts';
import { estimateModel } from './estimateModel.ts';
import { inWords } from './estimateWords.ts';
import type { EstimateWords } from './estimateWords.ts';
import { likelyPaths } from './likelyPaths.ts';
import { folderAtAddress, folderOfFiles } from './modelFolder.ts';
import { productSpeed } from './productSpeed.ts';

export interface EstimateQuestion {
  readonly config: Config;
  /** Absolute; or the files of a folder. */
  readonly source: string | BundleFiles;
}

export type EstimateAnswer = { readonly estimate: EstimateWords } | { readonly problem: string };

async function answer({ config, source }: EstimateQuestion): Promise<EstimateAnswer> {
  try {
    const folder =
      typeof source === 'string' ? await folderAtAddress(source, likelyPaths('wasm')) : folderOfFiles(source);
    const threads = threadCount(config.engine.num_threads);
    return { estimate: inWords(await estimateModel(folder, config, (product) => productSpeed(product, threads))) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

addEventListener('message', ({ data }: MessageEvent<EstimateQuestion>) => void answer(data).then(postMessage));
