// What: which prompts a policy can read, and the sentence about those that it cannot.
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import { readingProblem } from '../../src/2-policy/readingProblem.ts';
import type { Policy, PolicyInfo, PolicyTokenizer } from '../../src/2-policy/types.ts';
import { caseFile } from '../cases/casesOf.ts';
import { openBundle, TINY } from './bundleFiles.ts';

let tokenizer: PolicyTokenizer;
beforeAll(async () => {
  tokenizer = makeTokenizer(await openBundle(TINY), 4, 96);
});
const problem = (question: string, pictures = 1, answer = 6, maxPositions = 128) => {
  const policy: Pick<Policy, 'info' | 'tokenizer'> = {
    info: { maxPositions, imageTokens: 4 } as PolicyInfo,
    tokenizer,
  };
  return readingProblem(policy, { question, pictures }, answer);
};
const questionOf = (archive: string) => {
  const lines = strFromU8(unzipSync(caseFile(archive))['prompts.jsonl']!);
  return (JSON.parse(lines) as { question: string }).question;
};

describe('control tokens in the question', () => {
  it('the token of a picture, as other tools write it', () => {
    expect(problem(questionOf('j16-image-token.zip'))).toBe(
      'its question contains <image>, but pictures are placed in front of it anyway; delete <image> there.',
    );
  });

  it('the end of a turn', () => {
    expect(problem(questionOf('j34-special-tokens.zip'))).toBe(
      'its question contains <end_of_utterance>, which is a control token of the model; delete it there.',
    );
  });

  it.each(['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<fake_token_around_image>', '<global-img>', '<image>'])(
    '%s anywhere',
    (token) => {
      expect(problem(`where${token}is it?`)).toContain(`contains ${token}`);
      expect(problem(token, 0)).toContain(token);
    },
  );

  it.each([
    'put it into <answer></answer>, the box into <box>, and <think> first',
    'what is an <img> for? a < b, b > c, < image >, <images>, image',
    '',
  ])('tags that are answered with, and other signs, are read: %s', (question) => {
    expect(problem(question)).toBeNull();
  });
});

describe('length', () => {
  const words = (pictures: number) => tokenizer.encodePrompt('where?', pictures).length;

  it('is the whole prompt with room for the answer, to the token', () => {
    for (const pictures of [0, 1, 3]) {
      const exact = words(pictures) + 6;
      expect(problem('where?', pictures, 6, exact)).toBeNull();
      expect(problem('where?', pictures, 6, exact - 1)).toContain(`it takes ${words(pictures)} tokens`);
    }
  });

  it('names what there is too much of', () => {
    expect(problem('a '.repeat(200))).toMatch(
      /^it takes \d+ tokens, but the model reads 128 tokens in all and 6 of them are kept for the answer; shorten its question or lower max_completion_length\.$/,
    );
    const most = [...Array(40).keys()].filter((n) => words(n) + 6 <= 128).at(-1)!;
    expect(problem('where?', 30)).toMatch(new RegExp(`; use at most ${most} of its 30 pictures\\.$`));
    expect(problem('where?', most)).toBeNull();
    expect(problem('where?', most + 1)).toContain('pictures');
    expect(problem('where?', 1, 200)).toBe(
      'max_completion_length (200) leaves no room for it, as the model reads 128 tokens in all; lower it.',
    );
    expect(problem('a '.repeat(200), 30)).toContain('shorten its question');
  });
});
