// What: whether what the learner was asked to do was done, from what the page shows. Pure.
import type { Config } from '../../config/config.ts';
import { leavesOf } from '../../config/leaves.ts';
import { getLeaf } from '../../config/setLeaf.ts';
import type { Act, OwnReward } from '../../lessons/lesson.ts';
import type { EngineState, GroupView, StageName } from '../../training/protocol.ts';

export interface PageNow {
  readonly state: EngineState;
  readonly config: Config;
  /** Finished steps of the run. */
  readonly step: number;
  readonly stages: Readonly<Partial<Record<StageName, { readonly step: number }>>>;
  readonly group: GroupView | null;
  /** The answer whose details are open. */
  readonly detail: number | null;
  readonly stage: StageName | null;
  readonly panel: string | null;
  readonly shade: string;
  readonly rewards: readonly OwnReward[];
  /** The answer that is looked at in the sandbox; null = none that is scored. */
  readonly looked?: string | null;
  /** A recorded run plays: what was written for it was written then. */
  readonly recorded?: boolean;
}

/** `from`: finished steps when the act began. */
export function isDone(act: Act, page: PageNow, from: number): boolean {
  const { config, group, detail } = page;
  switch (act.kind) {
    case 'play':
      return page.step >= from + act.steps && page.state !== 'running';
    case 'stages':
      return (page.stages[act.to]?.step ?? 0) > from && page.state !== 'running';
    case 'knob':
      return leavesOf(config).has(act.name) && act.fits(getLeaf(config, act.name), config);
    case 'rollout': {
      const rollout = detail === null ? undefined : group?.rollouts[detail];
      return !!group && !!rollout && (act.fits?.(rollout, group) ?? true);
    }
    case 'open': {
      const [kind, name] = [act.what.slice(0, act.what.indexOf(':')), act.what.slice(act.what.indexOf(':') + 1)];
      return { stage: page.stage, panel: page.panel, shade: page.shade }[kind] === name;
    }
    case 'reward':
      return page.recorded === true || act.fits(page.rewards, config);
    case 'sandbox':
      return page.recorded === true || page.looked === act.look;
  }
}
