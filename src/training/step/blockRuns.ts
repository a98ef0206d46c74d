// What: which blocks ran in a stage, for how long, and what they count: what the page lists in the stage's panel.
import type { BlockAxis } from '../../blocks/block.ts';
import type { BlockRun } from '../protocol.ts';

interface Use {
  readonly block: { readonly name: string };
  readonly own: { readonly as: string };
}

export class BlockRuns {
  private runs: BlockRun[] = [];

  /** Runs the work of a use and keeps its time; `count` names what it made. */
  async time<T>(
    axis: BlockAxis,
    { block, own }: Use,
    work: () => T | Promise<T>,
    count: (made: T) => Readonly<Record<string, number>> = () => ({}),
  ): Promise<T> {
    const started = performance.now();
    const made = await work();
    const seconds = (performance.now() - started) / 1000;
    this.runs.push({ axis, block: block.name, as: own.as, seconds, numbers: count(made) });
    return made;
  }

  /** The runs since it was last asked. */
  take(): readonly BlockRun[] {
    return this.runs.splice(0);
  }
}
