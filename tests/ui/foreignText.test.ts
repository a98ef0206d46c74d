// What: text from outside (names of runs and files, recipes, messages, tokens) never becomes markup, code, a style or an address: no part of the
// page uses what could do that, the addresses it opens are checked ones, and the policy of the built page has no inline scripts.
import { describe, expect, test } from 'vitest';
import { POLICY } from '../../src/offline/servicePlugin.mjs';
import { selectorOf } from '../../src/lessons/targets.ts';
import type { Target } from '../../src/lessons/targets.ts';
import { litRules } from '../../src/ui/formulas/litSheet.ts';
import { listFiles, readSource } from '../structureFiles.ts';

const sources = listFiles('src')
  .filter((path) => /\.(tsx?|mjs)$/.test(path))
  .map(readSource);
const pages = sources.filter(({ path }) => path.endsWith('.tsx'));
const index = readSource('index.html').text;

describe('no part of the page', () => {
  // React shows every text as text; these are the ways around it.
  test.each([
    ['makes markup of a text', /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment|parseFromString/i], // prettier-ignore
    ['makes code of a text', /(?<![\w|(/])eval\(|new Function\(|set(?:Timeout|Interval)\(\s*['"`]|\bimportScripts\(/],
    // The two whose selectors are checked names: see below.
    [
      'makes a style of a text',
      /\.cssText\b|insertRule\(|replaceSync\((?!litRules|`\$\{selectors\})|createElement\(['"]style/,
    ],
    [
      'opens a page by script',
      /javascript:|\bopen\(['"`]https?|\blocation\.(?:assign|replace)\(|(?:window|document|self|globalThis)\.location\s*=[^=]|\blocation\.href\s*=[^=]/, // prettier-ignore
    ],
  ])('%s', (_what, pattern) => {
    const found = sources.filter(({ text }) => pattern.test(text.replace(/\/\/.*$/gm, '')));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('sends anything: no beacon, no form, no socket; fetch only in the readers of models, recordings and samples', () => {
    const sends = sources.filter(({ text }) =>
      /sendBeacon|XMLHttpRequest|new WebSocket|EventSource|RTCPeer/.test(text),
    );
    expect(sends.map(({ path }) => path)).toEqual([]);
    // A form that asks for a number on the page: it goes nowhere, and the policy would not let it.
    const forms = sources.filter(({ text }) => /<form\b/.test(text));
    expect(forms.filter(({ text }) => /\baction=/.test(text) || !text.includes('event.preventDefault()'))).toEqual([]);
    expect(POLICY['form-action']).toEqual(["'none'"]);
    const methods = sources.filter(({ text }) => /fetch\([^)]*\{[^}]*\b(?:method|body)\b/s.test(text));
    expect(methods.map(({ path }) => path)).toEqual([]);
  });
});

test('a style is made of checked names alone', () => {
  const evil = "x'] { background: url(//evil) } [a='";
  expect(litRules({ pointed: evil, pinned: evil, changed: [evil, 'leaf-beta'] })).not.toContain('evil');
  expect(() => selectorOf(evil as Target)).toThrow('cannot be the name of a target');
});

/** Expressions whose values come from this page's own files or are made by URL.createObjectURL. */
const OWN = /^(?:url|thumb|image!?\.url|picture\.url|images\[0\]!?\.thumb|image\.thumb|(?:prompt\.|sample\.)images\[0\]\??!?\.thumb|paper(?:\.address)?|code|`#atlas=\$\{id\}`|source|address)$/; // prettier-ignore

test('every address in the page is one of its own', () => {
  const found = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:href|src|xlinkHref|action|formAction|poster)=\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, value]) => ({ path, value: value! })),
  ); // prettier-ignore
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter(({ value }) => !OWN.test(value.trim()))).toEqual([]);
});

test('other pages are opened without a way back', () => {
  const outside = pages.filter(({ text }) => /target="_blank"|target: '_blank'/.test(text));
  for (const { path, text } of outside) expect(text, path).toMatch(/noopener|noreferrer/);
});

describe('the policy', () => {
  test('lets in no inline script, no code from a text, no other host but the hub', () => {
    expect(POLICY['default-src']).toEqual(["'none'"]);
    expect(POLICY['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(POLICY['base-uri']).toEqual(["'none'"]);
    expect(POLICY['form-action']).toEqual(["'none'"]);
    const all = Object.values(POLICY).flat();
    expect(all.filter((source) => /unsafe-(?!.*wasm)(?:inline|eval|hashes)|\*$|^https?:$/.test(source) && source !== "'wasm-unsafe-eval'")).toEqual([]); // prettier-ignore
    expect(all.filter((source) => source.startsWith('https://')).every((host) => /huggingface\.co|hf\.co$/.test(host))).toBe(true); // prettier-ignore
  });

  test('is one that the page as it is written can live with: no script inside it, no handlers', () => {
    for (const [, attributes, body] of index.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
      expect(attributes).toMatch(/\bsrc=/);
      expect(body!.trim()).toBe('');
    }
    expect(index).not.toMatch(/\son\w+=|\sstyle=|<style/);
  });
});
