// What: from slow motion, in which every stage can be followed, to full speed.
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useLocked, useShown } from '../../store/access.ts';
import { choosePace, FULL_SPEED, PACES, usePace } from '../../store/engine/pace.ts';
import { SHELL } from '../texts/shell.ts';

export function Speed() {
  const shown = useShown('speed');
  const locked = useLocked('speed');
  const level = usePace((pace) => pace.level);
  const text = level === FULL_SPEED ? SHELL.fullSpeed : SHELL.stageSeconds((PACES[level] ?? 0) / 1000);
  if (!shown) return null;
  return (
    <Slider
      isDisabled={locked}
      className="react-aria-Slider speed"
      value={level}
      maxValue={FULL_SPEED}
      onChange={choosePace}
    >
      <Label>{SHELL.speed}</Label>
      <SliderTrack>
        <SliderThumb aria-valuetext={text} />
      </SliderTrack>
      <SliderOutput>{text}</SliderOutput>
    </Slider>
  );
}
