// What: a block is one file that nobody names: it is found by glob, is called as its file, has a test, and draws its chance from
// Philox alone. The same holds for the losses and the advantage estimators; rewards have a float64 reference and a test, grammars
// can be read.
import { describe, expect, test } from 'vitest';
import { parseGrammar } from '../src/4-rewards/grammar.ts';
import { grammarByName } from '../src/4-rewards/grammars.ts';
import { rewardNames } from '../src/4-rewards/registry.ts';
import { ESTIMATORS } from '../src/5-advantages/estimatorRegistry.ts';
import { LOSSES } from '../src/6-loss/lossRegistry.ts';
import { BLOCK_AXES, BLOCK_FOLDERS, blocksIn } from '../src/blocks/registry.ts';
import { GRAMMARS } from '../src/config/grammars.ts';
import { importsOf, listFiles, readSource, withoutComments } from './structureFiles.ts';
import type { SourceFile } from './structureFiles.ts';

const isCode = (path: string) => /\.(ts|tsx|mts|mjs)$/.test(path);
const sources = listFiles('src').filter(isCode).map(readSource);
const tests = listFiles('tests')
  .filter((path) => path.endsWith('.test.ts'))
  .map(readSource);

interface Kind {
  readonly folder: string;
  /** What each file exports; its `name` alone is for settings that list the names. */
  readonly member: string;
  /** As the registry has them. */
  readonly names: Iterable<string>;
}
const kinds: readonly Kind[] = [
  ...BLOCK_AXES.map((axis) => ({ folder: BLOCK_FOLDERS[axis], member: 'block', names: blocksIn(axis).keys() })),
  { folder: '5-advantages/estimators', member: 'estimator', names: ESTIMATORS.keys() },
  { folder: '6-loss/losses', member: 'loss', names: LOSSES.keys() },
];
const filesOf = ({ folder }: Kind): SourceFile[] =>
  sources.filter(({ path }) => path.startsWith(`src/${folder}/`) && !path.slice(`src/${folder}/`.length).includes('/'));
const nameOf = ({ path }: SourceFile) => path.split('/').at(-1)!.replace(/\.ts$/, '');
const exportsOf = ({ text }: SourceFile) =>
  [
    ...withoutComments(text).matchAll(
      /^export\s+(?:async\s+)?(?:const|let|function\*?|class|interface|type)\s+(\w+)/gm,
    ),
  ].map((m) => m[1]!);
/** A file of its name; losses and estimators share an oracle, so a test that names one of them in quotes is its test. */
const testOf = (file: SourceFile, { folder, member }: Kind) =>
  tests.find(({ path }) => path.endsWith(`/${nameOf(file)}.test.ts`)) ??
  (member === 'block'
    ? undefined
    : tests.find(
        ({ path, text }) =>
          path.startsWith(folder.replace(/^([^/]*).*/, 'tests/$1/')) && new RegExp(`\\b${nameOf(file)}\\b`).test(text),
      ));

describe.each(kinds.map((kind) => [kind.folder, kind] as const))('src/%s', (folder, kind) => {
  const files = filesOf(kind);

  test('the registry has every file by its name, and nothing else', () => {
    expect([...kind.names].sort()).toEqual(files.map(nameOf).sort());
  });

  test('nobody imports a file of it by name', () => {
    const named = sources.flatMap((file) =>
      importsOf(file)
        // Files in folders below are no blocks: what several blocks share.
        .filter(({ target }) => target.startsWith(`src/${folder}/`) && !target.slice(folder.length + 5).includes('/'))
        .map(({ target }) => `${file.path} → ${target}`),
    );
    expect(named).toEqual([]);
  });

  test('every file has a test, and exports itself and at most what that test takes apart', () => {
    const untested = files.filter((file) => !testOf(file, kind)).map(({ path }) => path);
    expect(untested).toEqual([]);
    const further = files.flatMap((file) =>
      exportsOf(file)
        .filter(
          (name) =>
            ![kind.member, 'name', 'formula'].includes(name) &&
            !new RegExp(`\\b${name}\\b`).test(testOf(file, kind)!.text),
        )
        .map((name) => `${file.path}: ${name}`),
    );
    expect(further).toEqual([]);
    expect(files.filter((file) => !exportsOf(file).includes(kind.member)).map(({ path }) => path)).toEqual([]);
  });
});

const stem = (path: string) =>
  path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '');
const grammarFiles = listFiles('src/4-rewards/grammars');
const rewardFiles = listFiles('shaders/4-rewards')
  .filter((path) => path.endsWith('.wgsl'))
  .map(readSource)
  .filter(({ text }) => /^\/\/ Reward:/m.test(text));

describe.each(rewardFiles.map((file) => [file.path, file] as const))('%s', (path, { text }) => {
  const name = stem(path);

  test('calls itself by the name of its file', () => {
    expect(/^\/\/ Reward:\s*(\w+)$/m.exec(text)?.[1]).toBe(name);
  });

  test('has a float64 reference, and a test of its name that runs it', () => {
    expect(listFiles('shaders/4-rewards')).toContain(`shaders/4-rewards/${name}.ref.ts`);
    const own = tests.find((file) => file.path === `tests/4-rewards/${name}.test.ts`);
    expect(own?.text).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

test('the registry has every reward, and nobody imports a reference by name', () => {
  expect(rewardNames().sort()).toEqual(rewardFiles.map(({ path }) => stem(path)).sort());
  const references = new Set(rewardFiles.map(({ path }) => path.replace(/\.wgsl$/, '.ref.ts')));
  const named = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => references.has(target))
      .map(({ target }) => `${file.path} → ${target}`),
  );
  expect(named).toEqual([]);
});

describe.each(grammarFiles)('%s', (path) => {
  test('is JSON that the parser reads, by the name of its file, for the engine and for the page', () => {
    expect(path).toMatch(/\.json$/);
    const { name, tags } = parseGrammar(JSON.parse(readSource(path).text));
    expect(name).toBe(stem(path));
    expect(grammarByName(name).tags).toEqual(tags);
    expect(GRAMMARS.get(name)?.tags.map((tag) => tag.name)).toEqual(tags.map((tag) => tag.name));
  });
});

test('there are grammars and rewards', () => {
  expect(grammarFiles.length).toBeGreaterThan(10);
  expect(rewardFiles.length).toBeGreaterThan(20);
});

test('there are blocks', () => expect(kinds.flatMap(filesOf).length).toBeGreaterThan(20));

test('stages, blocks, controllers and data rules read no clock and no chance but Philox: a run can be made again', () => {
  const replayed = sources.filter(({ path }) => /^src\/(\d-[\w]+|blocks|control|data)\//.test(path));
  const reads = /\bDate\b|\bperformance\b|\bgetRandomValues\b|\brandomUUID\b|\bMath\s*\.\s*random\b/;
  expect(replayed.filter(({ text }) => reads.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
});

test('nothing is invented: what computes a run, and every lesson, knows no date and no chance but Philox', () => {
  const computing = /^src\/(\d-[\w]+|blocks|config|control|data|gpu|lessons|onnx|ort|scenes|training)\//;
  const invented = /\bDate\b|\bgetRandomValues\b|\brandomUUID\b|\bMath\s*\.\s*random\b/;
  const files = sources.filter(({ path }) => computing.test(path));
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter(({ text }) => invented.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
});
