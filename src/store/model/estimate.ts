// What: “Will it train?” in the page: a model is asked about by its address or its folder, answered by a worker of its own, and loaded if the visitor likes.
import { create } from 'zustand';
import type { BundleFiles } from '../../training/protocol.ts';
import type { EstimateWords } from '../../training/estimate/estimateWords.ts';
import type { EstimateAnswer, EstimateQuestion } from '../../training/estimate/estimateWorker.ts';
import { loadModelFiles } from '../actions.ts';
import { changeKnob } from '../engine/configActions.ts';
import { useStore } from '../store.ts';
import { ESTIMATE_TEXTS } from '../texts/estimate.ts';

interface EstimateState {
  /** What was asked about: an address as it is loaded, or a folder's files. */
  readonly source: string | BundleFiles | null;
  readonly busy: boolean;
  readonly estimate: EstimateWords | null;
  /** Why there is none. */
  readonly problem: string | null;
}

const NOTHING: EstimateState = { source: null, busy: false, estimate: null, problem: null };
export const useEstimate = create<EstimateState>()(() => NOTHING);

let worker: Worker | null = null;

/** What was asked before is not waited for any longer. */
export function dropEstimate(): void {
  worker?.terminate();
  worker = null;
  useEstimate.setState(NOTHING);
}

/** owner/name, or the address of any page of a repository on the hub, as it is copied from the browser. */
const ON_HUB =
  /^(?!models\/)(?:(?:https?:\/\/)?(?:www\.)?huggingface\.co\/)?([\w-]+\/[\w.-]+?)(?:\/(?:tree|blob|resolve)\/.*)?\/?(?:[?#].*)?$/;

/** As it is loaded; what is not of the hub is an address, relative to the page. */
export const modelAddress = (text: string): string => {
  const typed = text.trim();
  const name = ON_HUB.exec(typed)?.[1];
  return name === undefined ? typed : `https://huggingface.co/${name}`;
};

export async function askEstimate(source: string | BundleFiles): Promise<void> {
  dropEstimate();
  useEstimate.setState({ source, busy: true });
  const own = new Worker(new URL('../../training/estimate/estimateWorker.ts', import.meta.url), { type: 'module' });
  worker = own;
  const { config } = useStore.getState();
  const absolute = typeof source === 'string' ? new URL(source, document.baseURI).href : source;
  const answer = await new Promise<EstimateAnswer>((resolve) => {
    own.onmessage = ({ data }: MessageEvent<EstimateAnswer>) => resolve(data);
    own.onerror = () => resolve({ problem: ESTIMATE_TEXTS.failed });
    own.postMessage({ config, source: absolute } satisfies EstimateQuestion);
  });
  own.terminate();
  if (worker !== own) return; // another question came in between
  worker = null;
  useEstimate.setState({ busy: false, ...('estimate' in answer ? answer : { problem: answer.problem }) });
}

/** Loads a model in the place of the one that is there; its run begins anew. */
export async function loadModelAt(source: string | BundleFiles): Promise<void> {
  if (typeof source === 'string') {
    await changeKnob('model', source);
    await loadModelFiles(null);
  } else await loadModelFiles(source);
}
