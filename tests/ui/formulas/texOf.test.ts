// What: formulas as they are written become TeX that the renderer takes; what is a fraction, an index or a sum is one.
import temml from 'temml';
import { describe, expect, test } from 'vitest';
import { estimatorFormula } from '../../../src/config/axes/advantage.ts';
import { lossFacts } from '../../../src/config/axes/loss.ts';
import { BLOCK_FOLDERS } from '../../../src/blocks/registry.ts';
import { blockFacts, blockNames } from '../../../src/config/blockFacts.ts';
import type { BlockAxis } from '../../../src/config/knob.ts';
import { KNOBS } from '../../../src/config/knobTable.ts';
import { linesOf, piecesOf } from '../../../src/ui/formulas/formulaLines.ts';
import { texOf } from '../../../src/ui/formulas/texOf.ts';
import { STAGE_TEXTS } from '../../../src/ui/texts/stages.ts';

const choices = (name: string) => KNOBS.get(name)!.knob.choices!.map(String);
const axes = (Object.keys(BLOCK_FOLDERS) as BlockAxis[]).filter((axis) => axis !== 'reward');
const FORMULAS = [
  ...Object.values(STAGE_TEXTS).map(({ formula }) => formula),
  ...choices('loss_type').map((name) => lossFacts(name).formula),
  ...choices('advantage_estimator').map(estimatorFormula),
  ...axes.flatMap((axis) => blockNames(axis).map((name) => blockFacts(axis, name)!.formula)),
];

const mathML = (tex: string) => temml.renderToString(tex, { throwOnError: true, trust: true });

describe('formulas as TeX', () => {
  test.each([
    ['A = (r − mean) / (std + 1e-4)', 'A=\\frac{r-\\text{mean}}{\\operatorname{std}+10^{-4}}'],
    ['L = 1/Σ_i T_i Σ_t −ρ A', 'L=\\frac{1}{\\sum_{i} T_{i}}\\sum_{t} -ρA'],
    [
      'p = P(yes)/(P(yes) + P(no))',
      'p=\\frac{P\\left(\\text{yes}\\right)}{P\\left(\\text{yes}\\right)+P\\left(\\text{no}\\right)}',
    ],
    ['a·b / c + d', '\\frac{a\\cdot b}{c}+d'],
    ['a·b/c', 'a\\cdot \\frac{b}{c}'],
    ['dL/dθ', '\\frac{\\mathrm{d}L}{\\mathrm{d}θ}'],
    ['clip(ρ, 1 − ε, 1 + ε_high)', '\\operatorname{clip}\\left(ρ,1-ε,1+ε_{\\mathrm{high}}\\right)'],
    ['gamma^(j−k)·r_j', '\\gamma ^{j-k}\\cdot r_{j}'],
    ['(var + 1e-8)^−½', '\\left(\\operatorname{var}+10^{-8}\\right)^{-\\tfrac{1}{2}}'],
    ['max_grad_norm/(‖g‖ + 1e-6)', '\\frac{\\text{max\\_grad\\_norm}}{\\Vert g\\Vert +10^{-6}}'],
    ['e^x − x − 1', 'e^{x}-x-1'],
    ['x/std', '\\frac{x}{\\operatorname{std}}'],
    ['k3 = μ~/μ', 'k_{3}=\\frac{\\tilde{μ}}{μ}'],
  ])('%s', (text, tex) => {
    expect(texOf(text)).toBe(tex);
  });

  test('symbols are marked where they stand, with their index', () => {
    const keys: Readonly<Record<string, string>> = { ε: 'low', ε_high: 'high', A: 'a' };
    const tex = texOf('1 − ε, 1 + ε_high, A_i, B', (name) => keys[name] ?? null);
    expect(tex).toContain('\\class{symbol symbol-low}{ε}');
    expect(tex).toContain('\\class{symbol symbol-high}{ε_{\\mathrm{high}}}');
    expect(tex).toContain('\\class{symbol symbol-a}{A_{i}}');
    expect(tex).not.toContain('{B}');
    expect(mathML(tex).match(/class="symbol symbol-\w+"/g)).toHaveLength(3);
  });

  test('the renderer takes the formula of every stage, loss, estimator and block', () => {
    expect(FORMULAS.length).toBeGreaterThan(85);
    const refused = FORMULAS.flatMap(linesOf).filter((line) =>
      piecesOf(line).some((piece) => {
        if ('words' in piece) return false;
        try {
          return !mathML(piece.tex).startsWith('<math');
        } catch {
          return true;
        }
      }),
    );
    expect(refused).toEqual([]);
  });

  test('nothing is lost: the letters and digits of a formula are those of its pieces', () => {
    // Written otherwise: signs by name, powers of ten, ½, Greek names.
    const signs =
      /\\(?:operatorname|mathrm|text|frac|tfrac|left|right|sum|prod|cdot|times|class|sqrt|hat|tilde|[a-zA-Z]+)/g;
    const bare = (text: string) => [...text.normalize('NFD').replace(/[^\p{L}]/gu, '')].sort().join('');
    for (const line of FORMULAS.flatMap(linesOf).filter(
      (one) => !/[½ΣΠe^√<]|\d|gamma|beta|alpha|Phi|xi|sigma|theta|delta|lambda|epsilon/u.test(one),
    )) {
      const set = piecesOf(line).map((piece) => ('words' in piece ? piece.words : piece.tex.replace(signs, ' '))); // prettier-ignore
      expect(bare(set.join(' ')), line).toBe(bare(line));
    }
  });

  test('brackets hold lines together, tags and quotes are no mathematics', () => {
    expect(linesOf('a = b; c (d; e);   f')).toEqual(['a = b', 'c (d; e)', 'f']);
    expect(piecesOf('<zoom>x0</zoom> → y')).toEqual([{ words: '<zoom>x0</zoom> → y' }]);
    expect(piecesOf('A = mean of the group, x')).toEqual([
      { tex: 'A=' },
      { words: 'mean of the group,' },
      { tex: 'x' },
    ]);
  });
});
