// What: the tiny bundle with a vocabulary in which the capital letters are whole answers, half of them right, or whatever else a test
// wants, so that a policy with random weights answers: rewards and signals of answers then differ from rollout to rollout.
import { zoomFiles } from '../../bench/frozen/zoomBundle.ts';
import { bundleFiles, TINY } from './nodeSession.ts';

/** The truth of the prompts is 'red'. */
const answerOf = (letter: string) => `<answer>${letter < 'N' ? 'red' : 'blue'}</answer>`;

export async function answeringBundle(contentOf = answerOf): Promise<Record<string, Blob>> {
  const files = bundleFiles(TINY);
  const changed = zoomFiles(await files['tokenizer.json']!.text(), await files['files.json']!.text(), contentOf);
  return { ...files, ...Object.fromEntries(Object.entries(changed).map(([name, text]) => [name, new Blob([text])])) };
}
