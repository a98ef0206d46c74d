// What: a panel is three new files of one name that nobody names: its facts, its component and its test (words in texts/watch where it has
// any). Found by glob, loaded when a recipe shows it.
import { expect, test } from 'vitest';
import { WATCH_PANELS } from '../../../src/config/watchPanels.ts';
import { PANEL_FILES } from '../../../src/ui/watch/panelFiles.ts';
import { importsOf, listFiles, readSource } from '../../structureFiles.ts';

const stem = (path: string) =>
  path
    .split('/')
    .at(-1)!
    .replace(/(\.test)?\.\w+$/, '');
const FACTS = 'src/config/watch';
const PANELS = 'src/ui/watch/panels';
const components = listFiles(PANELS).filter((path) => path.endsWith('.tsx'));

test('facts and component of every panel, by the name of the file', () => {
  const names = components.map(stem).sort();
  expect(names.length).toBeGreaterThan(9);
  expect(listFiles(FACTS).map(stem).sort()).toEqual(names);
  expect([...WATCH_PANELS.keys()].sort()).toEqual(names);
  expect([...PANEL_FILES.keys()].sort()).toEqual(names);
});

test('every component has a test of its name', () => {
  const tests = listFiles('tests/ui/watch').filter((path) => path.endsWith('.test.ts'));
  expect(components.filter((path) => !tests.some((own) => stem(own) === stem(path)))).toEqual([]);
});

test('words and styles are those of a panel', () => {
  const names = components.map(stem);
  const own = [...listFiles('src/ui/texts/watch'), ...listFiles(PANELS)];
  expect(own.filter((path) => !names.includes(stem(path)))).toEqual([]);
});

test('nobody imports a panel or its facts by name, and no panel another one', () => {
  const sources = listFiles('src')
    .filter((path) => /\.tsx?$/.test(path))
    .map(readSource);
  const named = sources.flatMap((file) =>
    importsOf(file)
      .filter(
        ({ target }) => (target.startsWith(`${PANELS}/`) && !target.endsWith('.css')) || target.startsWith(`${FACTS}/`),
      )
      .map(({ target }) => `${file.path} → ${target}`),
  );
  expect(named).toEqual([]);
});
