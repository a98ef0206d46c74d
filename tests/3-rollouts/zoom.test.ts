// What: the region that a rollout asks for reaches the eyes: at the full resolution of its prompt's picture, or not at all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { makeView } from '../../src/1-image/makeView.ts';
import type { Box, Picture } from '../../src/1-image/types.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { stepTurns } from '../../src/3-rollouts/stepTurns.ts';
import { placeOf } from '../../src/training/prompts/places.ts';
import { OpenStep } from '../../src/training/step/openStep.ts';
import { Lcg, openPolicy } from '../2-policy/tinyPolicy.ts';

const BOX: Box = [0.25, 0.5, 0.75, 1];

describe('zoom', () => {
  const compute = new ReferenceCompute();
  let policy: OnnxPolicy;
  beforeAll(async () => {
    policy = await openPolicy({ compute });
  });
  afterAll(() => policy.dispose());

  const picture = (id: string, seed: number): Picture => {
    const rgba = Uint8ClampedArray.from(new Lcg(seed).integers(200 * 120 * 4, 256));
    for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
    return { id, width: 200, height: 120, rgba };
  };
  const prompt = (pictures: readonly Picture[]) =>
    ({ id: 'a', pictures, question: 'what is it?', truth: {}, split: 'train' }) as const;
  const turns = (maxTurns: number, pictures: readonly Picture[], actions = ['zoom']) => {
    const config = defaultConfig();
    const uses = actions.map((block) => ({ block }));
    const sampling = { ...config.sampling, max_tool_calling_iterations: maxTurns, actions: uses };
    const parts = { compute, policy, config: { ...config, sampling }, step: 3, vectors: new Map() };
    return stepTurns(new OpenStep(parts, [prompt([]), prompt(pictures)].map(placeOf))).turns;
  };
  const ask = (pictures: readonly Picture[], place: number, text = '25 50 75 100') =>
    turns(3, pictures)!.actions[0]!.answer({ row: 7, prompt: place, text, after: 5 });

  it('looks at the region of the first picture of the prompt', async () => {
    const [first, second] = [picture('first', 1), picture('second', 2)];
    const look = (await ask([first, second], 1))!;
    const { tokenizer, info } = policy;
    expect([look.row, look.after, look.box]).toEqual([7, 5, BOX]);
    expect(look.ids).toEqual(tokenizer.pictureIds);
    const at = look.ids.indexOf(tokenizer.imageTokenId) * info.hiddenSize;
    const seen = look.embeds.slice(at, at + info.imageTokens * info.hiddenSize);
    const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
    const options = { size, mean, std, seed: 0, step: 0, row: 0 };
    const expected = async (of: Picture, box: Box) =>
      policy.encodeImage(await makeView(compute, of, { kind: 'crop', box }, options));
    expect(seen).toEqual(await expected({ ...first, id: 'again' }, BOX));
    expect(seen).not.toEqual(await expected(second, BOX));
    expect(seen).not.toEqual(await expected(first, [0, 0, 1, 1]));
  });

  it('a prompt without a picture has nothing to show, nor has what is no region', async () => {
    expect(await ask([], 0)).toBeNull();
    expect(await ask([picture('first', 1)], 1, '25 50 75')).toBeNull();
  });

  it('0 iterations are one turn, and so is a recipe without actions', () => {
    expect(turns(0, [])).toBeUndefined();
    expect(turns(3, [], [])).toBeUndefined();
    expect(turns(3, [])).toMatchObject({
      maxTurns: 3,
      actions: [{ tag: 'zoom', slots: policy.tokenizer.pictureIds.length }],
    });
  });
});
