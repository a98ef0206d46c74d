// What: where the program stands in a text.
import { expect, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';

const LANGUAGES = ['', 'python', 'svg'];

/** language: code, with + where </svg> is missing behind it. */
async function codesOf(texts: readonly string[]): Promise<string[]> {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytesPerRollout = 4 * Math.ceil((1 + Math.max(...encoded.map(({ length }) => length))) / 4);
  const bytes = new Uint8Array(bytesPerRollout * texts.length);
  encoded.forEach((own, r) => bytes.set(own, r * bytesPerRollout));
  const { outputs } = await checkKernel({
    kernel: '4-rewards/foundCode',
    params: { rollouts: texts.length, bytesPerRollout },
    inputs: {
      completionBytes: new Uint32Array(bytes.buffer),
      truth: new Uint32Array(1),
      lengths: Uint32Array.from(encoded, ({ length }) => length),
    },
    outputs: { ranges: 4 * texts.length },
    dispatch: { invocations: texts.length },
  });
  return texts.map((_, r) => {
    const [first, length, language, unclosed] = [...outputs['ranges']!.subarray(4 * r, 4 * r + 4)] as [number, number, number, number]; // prettier-ignore
    const code = new TextDecoder().decode(encoded[r]!.subarray(first, first + length));
    return language === 0 ? '' : `${LANGUAGES[language]}: ${code}${unclosed ? '+' : ''}`;
  });
}

it('takes the last block of a language that can be drawn', async () => {
  const texts: Readonly<Record<string, string>> = {
    '```python\nplt.plot([1,2])\n```': 'python: plt.plot([1,2])',
    'é ```Python x ``` y': 'python: x',
    '```python\na\n```\n```python\nb\n```': 'python: b',
    '```python\na\n``` ```svg <svg></svg> ``` ```json {} ```': 'svg: <svg></svg>',
    '```python\na\n``` ```python \u00a0```': 'python: a',
    '```python```svg\nb```': '',
    '```\nx\n```python\na\n```': 'python: a',
    '````python\na\n````': 'python: a',
    '```python3\na\n```': '',
    '```python\na': '',
    '```sh\na\n``` <svg>b</svg>': 'svg: <svg>b</svg>',
  };
  expect(await codesOf(Object.keys(texts))).toEqual(Object.values(texts));
});

it('takes the rest of a text from a bare svg tag on', async () => {
  const texts: Readonly<Record<string, string>> = {
    "<svg width='1'><rect/>": "svg: <svg width='1'><rect/>+",
    'x <SVG>\n<rect/></svg> \n': 'svg: <SVG>\n<rect/></svg> \n',
    '<svg><rect/></svg': 'svg: <svg><rect/>+',
    '<svg><rect <g': 'svg: <svg>+',
    '<svg></svg> and more': 'svg: <svg></svg> and more+',
    '<svg></SVG>': 'svg: <svg></SVG>+',
    '<svg ': '',
    '<svgs>x': 'svg: <svgs>x+',
    '<rect/>': '',
    '': '',
  };
  expect(await codesOf(Object.keys(texts))).toEqual(Object.values(texts));
});
