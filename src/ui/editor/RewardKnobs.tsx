// What: the knobs that the header names, as sliders for the trial; their values can be set in the run.
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { headerKnobs } from '../../config/rewardUses.ts';
import { useLocked } from '../../store/access.ts';
import { setRewardKnob, useRewardEditor } from '../../store/editor/rewardEditor.ts';
import { isInRun, keepKnobs } from '../../store/editor/rewardsInRun.ts';
import { useStore } from '../../store/store.ts';
import { EDITOR } from '../texts/editor.ts';

export function RewardKnobs() {
  const { name, text, knobs } = useRewardEditor();
  const inRun = useStore((state) => isInRun(name, state.config));
  const locked = useLocked('editor');
  const found = headerKnobs(text);
  if (found.length === 0) return null;
  const values = Object.fromEntries(found.map((knob) => [knob.name, knobs[knob.name] ?? knob.value]));
  return (
    <fieldset className="reward-knobs">
      <legend>{EDITOR.knobs}</legend>
      {found.map(({ name: knob, min, max, doc }) => (
        <Slider
          key={knob}
          value={values[knob]!}
          minValue={min}
          maxValue={max}
          step={(max - min) / 100}
          isDisabled={locked}
          onChange={(value) => setRewardKnob(knob, Number((value as number).toPrecision(6)))}
        >
          <Label>
            <code>{knob}</code> <small>{doc}</small>
          </Label>
          <SliderTrack>
            <SliderThumb aria-label={`${knob}: ${doc}`} />
          </SliderTrack>
          <SliderOutput />
        </Slider>
      ))}
      {inRun && (
        <Button isDisabled={locked} onPress={() => void keepKnobs(name, values)}>
          {EDITOR.keepKnobs}
        </Button>
      )}
    </fieldset>
  );
}
