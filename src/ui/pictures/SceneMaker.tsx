// What: the panel that makes scenes: kind, skill, how many, difficulty, seed, share that is held out.
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import {
  chooseSource,
  loadSources,
  makeScenes,
  MAX_SCENES,
  stopScenes,
  useScenes,
  wishScenes,
} from '../../store/prompts/scenePrompts.ts';
import { PICTURES } from '../texts/pictures.ts';
import { Choice, Count, Share } from './SceneFields.tsx';
import './scenes.css';

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
          onChange={chooseSource}
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
