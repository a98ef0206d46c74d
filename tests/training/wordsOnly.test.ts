// What: the whole loop with a language model: questions without pictures train, prompts with pictures are put aside in words, and a model of words
// says so when it is loaded. Evaluation and the sandbox read it as they read others.
import { afterAll, describe, expect, test } from 'vitest';
import { formModel } from '../2-policy/forms/formModel.ts';
import { textFiles } from '../2-policy/forms/textFiles.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

let session: NodeSession | undefined;
afterAll(() => session?.close());

const words = (id: string) => prompt(id, { images: [], truth: { answer: 'red' }, question: `what is ${id}?` });

describe('a language model', () => {
  test('trains on questions without a picture', async () => {
    const files = textFiles(formModel({ linear: 'q4', table: 'shared', packed: true, headNorms: true }).network);
    session = new NodeSession();
    await session.must({ type: 'configure', config: tinyConfig({ beta: '0.1' }) });
    await session.must({ type: 'load', files });
    const { notes } = session.of('device')[0]!;
    expect(notes.at(-1)).toMatch(/reads words only/);
    await session.send({ type: 'setPrompts', prompts: [words('a'), words('b'), prompt('seen')] });
    await session.must({ type: 'start', steps: 2 });
    const [first, second] = session.metrics();
    for (const metrics of [first!, second!]) {
      expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
      expect(metrics['grad_norm']).toBeGreaterThan(0);
    }
    const asked = session.of('stepDone').flatMap(({ groups }) => groups.map(({ promptId }) => promptId));
    expect(new Set(asked)).toEqual(new Set(['a', 'b']));
    expect(session.errors()).toEqual([
      "Prompt 'seen': this model reads words only; add a question without a picture, or load a model that reads pictures.",
    ]);
    // The rollouts' own log-probs are those of the scoring pass.
    expect(first!['sampling/sampling_logp_difference/max'] ?? 0).toBeLessThan(1e-3);
    await session.must({ type: 'evaluate', tag: 'after' });
    expect(session.of('evaluated')[0]!.results.map(({ promptId }) => promptId)).toEqual(['a', 'b']);
  });
});
