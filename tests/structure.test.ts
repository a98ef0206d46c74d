// What: the boundaries of DESIGN §5 and STYLE §5.2, read off import lines and folder listings.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf, listFiles, readSource, ROOT } from './structureFiles.ts';
import type { SourceFile } from './structureFiles.ts';

const sources = listFiles('src')
  .filter((path) => /\.(ts|tsx|mjs|mts)$/.test(path))
  .map(readSource);
const shaders = listFiles('shaders')
  .filter((path) => path.endsWith('.wgsl'))
  .map(readSource);
const references = listFiles('shaders')
  .filter((path) => path.endsWith('.ref.ts'))
  .map(readSource);
const styles = listFiles('src')
  .filter((path) => path.endsWith('.css'))
  .map(readSource);
const tests = listFiles('tests')
  .filter((path) => /\.(ts|tsx)$/.test(path))
  .map(readSource);
const bench = listFiles('bench')
  .filter((path) => path.endsWith('.ts'))
  .map(readSource);
const code = [...sources, ...references, ...tests, ...bench];

const folderOf = (path: string) => path.split('/')[1]!;
const stageNumber = (folder: string) => Number(/^(\d)-/.exec(folder)?.[1] ?? NaN);
const isStage = (folder: string) => !Number.isNaN(stageNumber(folder));

/** Every import of a file that breaks the rule, as 'file → target'. */
function breaches(files: readonly SourceFile[], breaks: (file: string, target: string, typesOnly: boolean) => boolean) {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target, typesOnly }) => breaks(file.path, target, typesOnly))
      .map(({ target }) => `${file.path} → ${target}`),
  );
}

describe('who imports what', () => {
  test('onnxruntime-web only in src/ort', () => {
    const outside = sources.filter(({ path }) => !path.startsWith('src/ort/'));
    expect(breaches(outside, (_file, target) => target.startsWith('onnxruntime-web'))).toEqual([]);
  });

  test('React and charts only in src/ui, the store library only in src/store', () => {
    const outside = sources.filter(({ path }) => !path.startsWith('src/ui/'));
    expect(breaches(outside, (_file, target) => /^(react|react-dom|recharts)(\/|$)/.test(target))).toEqual([]);
    const notPage = outside.filter(({ path }) => !path.startsWith('src/store/'));
    expect(breaches(notPage, (_file, target) => target.startsWith('zustand'))).toEqual([]);
  });

  test('src/onnx is usable alone', () => {
    const own = sources.filter(({ path }) => path.startsWith('src/onnx/'));
    expect(breaches(own, (_file, target) => !target.startsWith('src/onnx/'))).toEqual([]);
  });

  // The random numbers of every stage: the twin of shaders/common/philox.wgsl.
  const SHARED = 'src/3-rollouts/philox.ts';
  // A stranger's value in a sentence.
  const SHOWN = 'src/config/shownValue.ts';
  // A block states its knobs as data.
  const KNOB_MAKERS = 'src/config/knob.ts';
  const BLOCK_FOLDERS =
    'data/rules 1-image/views 8-update/vectors 3-rollouts/samplers 3-rollouts/actions 3-rollouts/probes 4-rewards/compose 5-advantages/shapers 6-loss/weights 6-loss/terms 6-loss/losses control'.split(
      ' ',
    );
  test('a stage sees gpu, ort, onnx, its own files, and types of earlier stages', () => {
    const stages = sources.filter(({ path }) => isStage(folderOf(path)));
    const wrong = breaches(stages, (file, target, typesOnly) => {
      if (!target.startsWith('src/') || target === SHARED || target === SHOWN) return false;
      const [own, other] = [folderOf(file), folderOf(target)];
      if (own === other || ['gpu', 'ort', 'onnx'].includes(other)) return false;
      const earlier = isStage(other) && stageNumber(other) < stageNumber(own);
      if (target === KNOB_MAKERS && BLOCK_FOLDERS.some((folder) => file.startsWith(`src/${folder}/`))) return false;
      return !(typesOnly && (earlier || other === 'config' || other === 'blocks'));
    });
    expect(wrong).toEqual([]);
  });

  test('gpu, ort, config and atlas know no stage but by type', () => {
    const below: Readonly<Record<string, readonly string[]>> = {
      gpu: ['gpu'],
      ort: ['ort', 'gpu', 'onnx'],
      config: ['config', 'blocks'],
      atlas: ['atlas', 'config'],
    };
    const wrong = breaches(sources, (file, target, typesOnly) => {
      const allowed = below[folderOf(file)];
      return !!allowed && target.startsWith('src/') && !typesOnly && !allowed.includes(folderOf(target));
    });
    expect(wrong).toEqual([]);
  });

  test('store and ui hold no engine: only the protocol, settings, curves and types', () => {
    const allowed: Readonly<Record<string, RegExp>> = {
      store:
        /^src\/(store|config|atlas|lessons|verdicts|9-curves|export)\/|^src\/training\/(protocol|checkpoint)\.ts$|^src\/(1-image\/(checkBox|pictureSize)|gpu\/(kernels|rewardShaders)|4-rewards\/truth(Fields|Parts|Values)|data\/(files\/(archives\/)?)?\w+)\.ts$/,
      ui: /^src\/(ui|store|config|atlas|lessons|glossary|verdicts|9-curves)\/|^src\/training\/(protocol|checkpoint)\.ts$|^src\/headless\/host\.ts$|^src\/(1-image\/checkBox|gpu\/(kernels|rewardShaders)|4-rewards\/truthValues)\.ts$/,
    };
    const wrong = breaches(sources, (file, target, typesOnly) => {
      const rule = allowed[folderOf(file)];
      return !!rule && target.startsWith('src/') && !typesOnly && !rule.test(target);
    });
    expect(wrong).toEqual([]);
  });

  test('src/scenes makes pictures and truths alone: its own files, the random numbers, its tables, types', () => {
    const own = sources.filter(({ path }) => path.startsWith('src/scenes/'));
    const allowed = /^(src\/scenes\/.+|public\/scenes\/\w+\.json)$/;
    const types = /^src\/(1-image|4-rewards)\/types\.ts$/;
    const wrong = breaches(own, (_file, target, typesOnly) => {
      return !(allowed.test(target) || target === SHARED || (typesOnly && types.test(target)));
    });
    expect(wrong).toEqual([]);
    // A generator or a skill is found by glob: nobody names one.
    const outside = sources.filter(({ path }) => !/^src\/scenes\/(generators|pocket\/skills)\//.test(path));
    const named = /^src\/scenes\/(generators|pocket\/skills)\//;
    expect(breaches(outside, (_file, target, typesOnly) => named.test(target) && !typesOnly)).toEqual([]);
  });

  test('a lesson is data: it knows the files of its folder, and configuration and protocol by type; nobody names one', () => {
    const own = sources.filter(({ path }) => path.startsWith('src/lessons/'));
    const types = /^src\/(config\/\w+|training\/protocol)\.ts$/;
    const isLesson = /^src\/lessons\/\d\d-[\w-]+\.ts$/;
    const wrong = breaches(own, (_file, target, typesOnly) => {
      return isLesson.test(target) || !(target.startsWith('src/lessons/') || (typesOnly && types.test(target)));
    });
    expect(wrong).toEqual([]);
    const outside = sources.filter(({ path }) => !path.startsWith('src/lessons/'));
    expect(breaches(outside, (_file, target) => isLesson.test(target))).toEqual([]);
  });

  test('the glossary is data: it knows the places of lessons by type', () => {
    const own = sources.filter(({ path }) => path.startsWith('src/glossary/'));
    expect(own.length).toBeGreaterThan(0);
    const places = 'src/lessons/targets.ts';
    expect(breaches(own, (_file, target, typesOnly) => target !== places || !typesOnly)).toEqual([]);
  });

  test('nobody below the page imports the page', () => {
    // Run files are the page's; one command reads them.
    const below = sources.filter(({ path }) => !/^src\/(ui|store)\/|^src\/headless\/exportCommand/.test(path));
    expect(breaches(below, (_file, target) => /^src\/(ui|store)\//.test(target))).toEqual([]);
  });

  // Tarjan (1972): a file from which no file before it is reached closes a group; files of one group import each other.
  test('no import cycle, type imports included', () => {
    const files = new Map([...sources, ...references].map((file) => [file.path, file]));
    const [index, open, circles] = [new Map<string, number>(), [] as string[], [] as string[][]];
    const lowest = (path: string): number => {
      let low = index.set(path, index.size).size - 1;
      open.push(path);
      for (const { target } of importsOf(files.get(path)!).filter((one) => files.has(one.target)))
        if (!index.has(target)) low = Math.min(low, lowest(target));
        else if (open.includes(target)) low = Math.min(low, index.get(target)!);
      if (low === index.get(path)) circles.push(open.splice(open.indexOf(path)));
      return low;
    };
    for (const path of files.keys()) if (!index.has(path)) lowest(path);
    expect(circles.filter(({ length }) => length > 1)).toEqual([]);
  });

  test('references are imported by tests, by each other and by the no-WebGPU fallback only', () => {
    const outside = [...sources, ...bench].filter(({ path }) => path !== 'src/gpu/referenceCompute.ts');
    expect(breaches(outside, (_file, target) => target.endsWith('.ref.ts'))).toEqual([]);
  });

  test('relative imports name their file ending', () => {
    const ending = /\.(ts|tsx|mts|mjs|json|css|wgsl)(\?\w+)?$/;
    expect(
      breaches(code, (_file, target) => /^(src|shaders|tests|bench)\//.test(target) && !ending.test(target)),
    ).toEqual([]);
  });
});

test('only src/gpu calls a GPUDevice', () => {
  const calls =
    /\.(createBuffer|createShaderModule|createComputePipeline|createComputePipelineAsync|createBindGroup|createCommandEncoder|requestAdapter|requestDevice|pushErrorScope|queue\s*\.\s*\w+)\s*\(/;
  const outside = sources.filter(
    ({ path }) => !path.startsWith('src/gpu/') && calls.test(path.endsWith('.mjs') ? '' : readSource(path).text),
  );
  expect(outside.map(({ path }) => path)).toEqual([]);
});

describe('kernels', () => {
  const kernels = shaders.filter(({ text }) => /@compute\b/.test(text));
  const nameOf = ({ path }: SourceFile) => path.split('/').at(-1)!.replace('.wgsl', '');

  test.each(kernels.map((kernel) => [kernel.path, kernel] as const))('%s', (path, kernel) => {
    const name = nameOf(kernel);
    const header = /^(\/\/[^\n]*\n)+/.exec(kernel.text)?.[0] ?? '';
    for (const label of ['What:', 'Shapes:', 'Source:']) expect(header, `${path} header`).toContain(label);
    expect(kernel.text, 'file = entry point').toMatch(new RegExp(`fn ${name}\\b`));
    expect(kernel.text, 'binding 0 is params').toMatch(/@group\(0\)\s*@binding\(0\)\s*var<uniform>\s*params/);
    expect([...kernel.text.matchAll(/var<storage/g)].length, 'storage buffers').toBeLessThanOrEqual(8);
    expect(
      references.some((reference) => reference.path === path.replace('.wgsl', '.ref.ts')),
      'reference',
    ).toBe(true);
    const word = new RegExp(`\\b${name}\\b`);
    const tested = tests.some(
      (file) => file.path.endsWith('.test.ts') && (file.path.endsWith(`/${name}.test.ts`) || word.test(file.text)),
    );
    expect(tested, 'test').toBe(true);
  });

  test('there are some', () => expect(kernels.length).toBeGreaterThan(0));
});

describe('sizes', () => {
  const long = (files: readonly SourceFile[], limit: number) =>
    files.filter(({ lines }) => lines > limit).map(({ path, lines }) => `${path}: ${lines}`);

  test('TypeScript and CSS ≤ 300 lines, WGSL ≤ 150', () => {
    expect(long(code, 300)).toEqual([]);
    expect(long(styles, 300)).toEqual([]);
    expect(long(shaders, 150)).toEqual([]);
  });

  test('trainStep.ts is at most 80 lines and names the nine stages in order', () => {
    const step = readSource('src/training/trainStep.ts');
    expect(step.lines).toBeLessThanOrEqual(80);
    const stages = [...step.text.matchAll(/'(\d)-\w+'/g)].map((m) => Number(m[1]));
    expect([...new Set(stages)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('names and places', () => {
  test('no barrels, no utils', () => {
    const bad = code.filter(({ path }) => /\/(index|utils?|helpers?|misc)\.(ts|tsx|mjs)$/.test(path));
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  test('the nine stages are folders of src', () => {
    const folders = readdirSync(`${ROOT}/src`).filter(isStage).sort();
    expect(folders.map(stageNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('every source file opens with what it is', () => {
    const silent = sources.filter(({ path, text }) => !path.endsWith('.d.mts') && !/^\/\/ What: /.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('sentences for the visitor stand in src/ui/texts and src/store/texts, ready for translation', () => {
    const store = sources.filter(({ path }) => path.startsWith('src/store/') && !path.startsWith('src/store/texts/'));
    const spoken = /\bsay\(\s*['"`]|(['`])[A-Z“][^'`\n]* [^'`\n]*\.\1/;
    const own = store.flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => spoken.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
        .map((line) => `${path}: ${line}`),
    );
    expect(own).toEqual([]);
  });

  test('the top level holds what it should and nothing else', () => {
    const allowed =
      '.ci .git .gitignore .prettierignore BENCHMARKS.md CITATION.cff DEPENDENCIES.md SECURITY.md LICENSE README.md bench index.html package-lock.json package.json pretrain public shaders src tests vite.config.ts';
    const made = ['node_modules', 'dist', 'out', '.venv', '.cache'];
    const stray = readdirSync(ROOT).filter((name) => !allowed.split(' ').includes(name) && !made.includes(name));
    expect(stray).toEqual([]);
  });

  test('no path of one machine, no package source but the public one', () => {
    const text = ['pretrain', 'public', '.ci']
      .flatMap(listFiles)
      .filter((path) => /\.(py|md|json|txt|sh)$|run$/.test(path));
    const top = [
      'README.md',
      'BENCHMARKS.md',
      'package.json',
      'vite.config.ts',
      '.gitignore',
      '.prettierignore',
      'CITATION.cff',
    ];
    const local = new RegExp(['home', 'root', 'work', 'Users'].map((name) => `(?<![\\w.)}])/${name}/\\w`).join('|'));
    const files = [...code, ...shaders, ...[...text, ...top].map(readSource)];
    expect(files.filter((file) => local.test(file.text)).map(({ path }) => path)).toEqual([]);
    const hosts = [...readSource('package-lock.json').text.matchAll(/"resolved": "(\w+:\/\/[^/]+)/g)].map((m) => m[1]);
    expect([...new Set(hosts)].filter((host) => host !== 'https://registry.npmjs.org')).toEqual([]);
  });
});
