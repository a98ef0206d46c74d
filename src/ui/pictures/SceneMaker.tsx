// What: the panel that makes scenes: kind, skill, how many, difficulty, seed, share that is held out.
import { useEffect } from 'react';
import {
  Button,
  Input,
  Label,
  NumberField,
  Slider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components';
import { loadSources, makeScenes, MAX_SCENES, stopScenes, useScenes, wishScenes } from '../../store/scenePrompts.ts';
import { PICTURES } from '../texts/pictures.ts';

export function SceneMaker() {
  const { sources, wish, progress } = useScenes();
  useEffect(() => void loadSources(), []);
  const source = sources.find(({ name }) => name === wish.source);
  return (
    <>
      <h3>{PICTURES.scenesTitle}</h3>
      <p className="hint">{PICTURES.scenesHelp}</p>
      <div className="scene-fields">
        <Choice
          label={PICTURES.source}
          value={wish.source}
          options={sources.map(({ name, title }) => [name, title])}
          onChange={(name) => wishScenes({ source: name })}
        />
        <Choice
          label={PICTURES.skill}
          value={wish.skill}
          options={(source?.skills ?? []).map((name) => [name, PICTURES.skills[name] ?? name])}
          onChange={(skill) => wishScenes({ skill })}
        />
        <Count
          label={PICTURES.scenesCount}
          value={wish.count}
          least={1}
          most={MAX_SCENES}
          onChange={(count) => wishScenes({ count })}
        />
        <Count
          label={PICTURES.seed}
          value={wish.seed}
          least={0}
          most={2 ** 32 - 1}
          onChange={(seed) => wishScenes({ seed })}
        />
      </div>
      <Share
        label={PICTURES.difficulty}
        value={wish.difficulty}
        onChange={(difficulty) => wishScenes({ difficulty })}
      />
      <Share label={PICTURES.heldOutShare} value={wish.heldOut} onChange={(heldOut) => wishScenes({ heldOut })} />
      <div className="row small">
        {progress ? (
          <Button onPress={stopScenes}>{PICTURES.stop}</Button>
        ) : (
          <Button className="primary" isDisabled={!source} onPress={() => void makeScenes()}>
            {PICTURES.make}
          </Button>
        )}
        <span role="status">{progress && PICTURES.made(progress.done, progress.total)}</span>
      </div>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly onChange: (value: string) => void;
}
function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}
function Count({ label, value, least, most, onChange }: CountProps) {
  const take = (next: number) => Number.isFinite(next) && onChange(next);
  return (
    <NumberField value={value} minValue={least} maxValue={most} formatOptions={{ useGrouping: false }} onChange={take}>
      <Label>{label}</Label>
      <Input />
    </NumberField>
  );
}

interface ShareProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}
function Share({ label, value, onChange }: ShareProps) {
  return (
    <Slider
      value={value}
      minValue={0}
      maxValue={1}
      step={0.05}
      formatOptions={{ style: 'percent' }}
      onChange={onChange}
    >
      <Label>{label}</Label>
      <SliderTrack>
        <SliderThumb />
      </SliderTrack>
      <SliderOutput />
    </Slider>
  );
}
