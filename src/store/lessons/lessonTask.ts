// What: the prompts of a step: pictures of the gallery or made scenes. The same wish gives the same prompts with the same ids.
import type { SampleTask, SceneTask } from '../../lessons/lesson.ts';
import { promptOfScene } from '../prompts/sceneDraft.ts';
import { loadSources, useScenes } from '../prompts/scenePrompts.ts';
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { useSamples } from '../prompts/sampleChoice.ts';
import { LESSON_TEXTS } from '../texts/lessons.ts';

const SOURCE = 'pocket';

/** Rejects with one sentence. */
export async function promptsOf(task: SampleTask | SceneTask): Promise<readonly PromptDraft[]> {
  return 'samples' in task ? task.samples.map(sampleOf) : scenesOf(task);
}

function sampleOf({ name, ...change }: SampleTask['samples'][number]): PromptDraft {
  const sample = useSamples.getState().samples.find((other) => other.name === name);
  if (!sample) throw new Error(LESSON_TEXTS.noSample(name));
  return { ...sample, ...change };
}

async function scenesOf({ skill, seed, count, difficulty = 0.3, heldOut = 0 }: SceneTask): Promise<PromptDraft[]> {
  await loadSources();
  const source = useScenes.getState().sources.find(({ name, skills }) => name === SOURCE && skills.includes(skill));
  if (!source) throw new Error(LESSON_TEXTS.noSkill(skill));
  const firstHeldOut = count - Math.round(count * heldOut);
  const made: PromptDraft[] = [];
  for await (const scene of source.scenes({ skill, difficulty, seed }, count)) {
    const split = made.length < firstHeldOut ? 'train' : 'heldOut';
    // As scenePrompts names them, with the request in place of the time: the engine takes equal ids for equal pictures.
    const number = [seed, Math.round(100 * difficulty), made.length].map((n) => String(n).padStart(3, '0')).join('');
    made.push(promptOfScene(scene, `${scene.name.replace(/\s*\d+$/, '')}/${number}`, split));
  }
  return made;
}
