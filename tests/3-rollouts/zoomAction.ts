// What: the zoom as the only action of a run, with features of the test's own in place of crops.
import type { Box } from '../../src/1-image/types.ts';
import type { Policy } from '../../src/2-policy/types.ts';
import { block } from '../../src/3-rollouts/actions/zoom.ts';
import type { TurnSettings } from '../../src/3-rollouts/turns.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Step } from '../../src/blocks/step.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';

type Look = (prompt: number, box: Box) => Promise<Float32Array | null>;

/** coordinate_scale is its default, 100. */
export function zooms(policy: Policy, maxTurns: number, look: Look): TurnSettings {
  const encodeView: Step['encodeView'] = (prompt, view) => {
    if (view.kind !== 'crop') throw new Error(`A zoom asked for the view ${view.kind}.`);
    return look(prompt, view.box);
  };
  const step = { policy, config: defaultConfig(), encodeView, drawn: [] as Step['drawn'] } as Step;
  const own = defaultsOf(block, 'zoom');
  const answer: TurnSettings['actions'][number]['answer'] = (asked) => block.answer(step, asked, own);
  return { maxTurns, actions: [{ tag: block.tag, slots: block.slots(policy, own), answer }] };
}
