// What: the log of another trainer (TRL, verl, ms-swift, EasyR1): its curves beside those of the present run.
import { readTrainingLog } from '../../../9-curves/logFormat.ts';
import type { TrainingLog } from '../../../9-curves/logFormat.ts';
import { unsay } from '../../actions.ts';
import { addRuns } from '../../curves/runs.ts';
import { MAX_NAME } from '../../records/comparedRun.ts';
import { MAX_HISTORY } from '../../records/history.ts';
import { useStore } from '../../store.ts';
import { RUN_TEXTS } from '../../texts/run.ts';
import type { FileTaker, PathFile } from '../fileTaker.ts';

/** A log of numbers is smaller; what is larger holds pictures or answers. */
const MAX_LOG = 30e6;

async function logOf({ path, file }: PathFile): Promise<TrainingLog | null> {
  if (!/\.jsonl?$/i.test(path) || file.size > MAX_LOG) return null;
  return readTrainingLog(await file.text());
}

/** As many as a history holds, evenly. */
const thinned = <Item>(items: readonly Item[]): readonly Item[] =>
  items.length <= MAX_HISTORY ? items : items.filter((_, i) => i % Math.ceil(items.length / MAX_HISTORY) === 0);

export const taker: FileTaker = {
  order: 7,
  besideLog: true,
  claim: async (files) => {
    const logs = await Promise.all(files.map(logOf));
    return files.filter((_, i) => logs[i] !== null);
  },
  async take(files) {
    // What it was set to is not known; the table of differences leaves it out.
    const { config } = useStore.getState();
    const logs = await Promise.all(files.map(logOf));
    addRuns(
      logs.flatMap((log, i) => {
        if (!log) return [];
        const file = files[i]!.path.split('/').at(-1)!;
        const name = RUN_TEXTS.foreignName(log.title, file).slice(0, MAX_NAME);
        return [{ ...{ name, wanted: true, hidden: false, colour: 0, foreign: true as const }, config, points: thinned(log.points) }]; // prettier-ignore
      }),
    );
    unsay();
  },
};
