// What: which of the files are an adapter's. PEFT and its trainers leave a folder with weights, configuration, tokenizer, states of
// the optimiser, and checkpoints with weights and configurations of their own.
import { AdapterError, CONFIG_FILE, WEIGHTS_FILE } from './peftAdapter.ts';
import { originalPath } from '../files/copies.ts';
import { ADAPTER_TEXTS } from '../texts/adapter.ts';

const nameOf = (path: string) => path.split('/').at(-1)!;
const folderOf = (path: string) => path.slice(0, path.length - nameOf(path).length);
const depthOf = (folder: string) => folder.split('/').length;

const original = (path: string) => nameOf(originalPath(path));
const isWeights = (path: string) => original(path) === WEIGHTS_FILE;
const isConfig = (path: string) => original(path) === CONFIG_FILE;
/** Weights as PEFT saved them before safetensors: Python objects. */
const isPickle = (path: string) => original(path) === 'adapter_model.bin';

export const isPart = (path: string) => isWeights(path) || isConfig(path) || isPickle(path);

const COMPANIONS = [
  /^(readme|license|\.gitattributes)(\.\w+)?$/i,
  /\.(bin|pt|pth|ckpt|safetensors|model|h5|msgpack|md|ya?ml|log|py|sh|jinja)$/i,
  /^events\.out\.tfevents/,
  /^(vocab|merges|requirements)\.(json|txt)$/,
  /^(tokenizer|special_tokens_map|added_tokens|chat_template|trainer_state|preprocessor|processor)\w*\.json$/,
  /(^|_)(config|results|log|args)\.json$/,
  /\.index\.json$/,
];

/** Files that come with an adapter, in its folder or below: no data, no picture, nothing to complain about. */
export function companionsOf(paths: readonly string[]): readonly string[] {
  const folders = [...new Set(paths.filter(isPart).map(folderOf))];
  const near = (path: string) => folders.some((folder) => path.startsWith(folder));
  return paths.filter((path) => near(path) && COMPANIONS.some((kind) => kind.test(nameOf(path))));
}

export interface AdapterPaths {
  readonly weights: string;
  readonly config: string;
}

/** The one in a folder; a copy counts where the original is not there, and no other copy is. */
function only(paths: readonly string[], is: (path: string) => boolean): string | undefined {
  const found = paths.filter(is);
  return found.find((path) => original(path) === nameOf(path)) ?? (found.length === 1 ? found[0] : undefined);
}

/**
 * Weights and configuration of one folder, nearest to the top: checkpoints lie below what was saved last. Paths inside an archive
 * begin with its name and two slashes, so that every archive has a top of its own. Throws an AdapterError.
 */
export function findAdapter(paths: readonly string[]): AdapterPaths {
  const pairs = [...new Set(paths.map(folderOf))].flatMap((folder) => {
    const own = paths.filter((path) => folderOf(path) === folder);
    const [weights, config] = [only(own, isWeights), only(own, isConfig)];
    const depth = depthOf(folder.replace(/^.*\/\//, ''));
    return weights === undefined || config === undefined ? [] : [{ weights, config, folder, depth }];
  });
  const highest = pairs.filter(({ depth }) => depth === Math.min(...pairs.map((pair) => pair.depth)));
  if (highest.length > 1)
    throw new AdapterError(ADAPTER_TEXTS.several(highest.map(({ folder }) => folder.replace(/\/+$/, '') || '.')));
  const [pair] = highest;
  if (pair) return pair;
  const [weights, config] = [only(paths, isWeights), only(paths, isConfig)];
  if (weights !== undefined && config !== undefined) return { weights, config };
  if (weights === undefined && paths.some(isPickle))
    throw new AdapterError(ADAPTER_TEXTS.pickle(nameOf(paths.find(isPickle)!), WEIGHTS_FILE));
  throw new AdapterError(ADAPTER_TEXTS.twoFiles(WEIGHTS_FILE, CONFIG_FILE));
}
