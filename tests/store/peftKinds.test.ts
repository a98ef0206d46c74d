// What: the kinds of LoRA that PEFT makes. What computes B·A·scale on the plain network is read as the same function (oracle: PEFT's
// formula, layer by layer, in float64); every other kind is refused in one sentence that names its field.
import { describe, expect, test } from 'vitest';
import type { ThetaSegment } from '../../src/onnx/insertLora.ts';
import { AdapterError, peftConfig, thetaOf } from '../../src/store/adapter/peftAdapter.ts';
import { hasAdapter } from '../../src/store/adapter/peftFields.ts';
import { readPeft } from '../../src/store/adapter/readPeft.ts';
import type { NamedTensor, Tensors } from '../../src/store/adapter/safetensors.ts';
import { caseFile } from '../cases/casesOf.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Two layers of two projections, 3 → 4. */
const MODULES = [0, 1].flatMap((layer) =>
  ['q_proj', 'v_proj'].map((name) => `model.layers.${layer}.self_attn.${name}`),
);
const [IN, OUT] = [3, 4];
const plain: Fields = peftConfig({ rank: 2, alpha: 6, targets: ['q_proj', 'v_proj'] }, 'pocket');

/** Numbers of a module of some rank, all different. */
function matrices(module: string, rank: number): readonly [string, NamedTensor][] {
  const start = MODULES.indexOf(module) + 1;
  const tensor = (shape: [number, number], step: number): NamedTensor => ({
    shape,
    values: Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => ((start * 7 + i * step) % 11) - 5),
  });
  const name = (matrix: string) => `base_model.model.${module}.${matrix}.weight`;
  return [
    [name('lora_A'), tensor([rank, IN], 3)],
    [name('lora_B'), tensor([OUT, rank], 5)],
  ];
}
const tensorsOf = (ranks: Readonly<Record<string, number>>): Tensors =>
  new Map(Object.entries(ranks).flatMap(([module, rank]) => matrices(module, rank)));
const all = (rank: number) => Object.fromEntries(MODULES.map((module) => [module, rank]));

/** [OUT × IN] */
function product(a: NamedTensor, b: NamedTensor, scale: number): number[] {
  const rank = a.shape[0]!;
  return Array.from({ length: OUT * IN }, (_, i) => {
    const [row, column] = [Math.floor(i / IN), i % IN];
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += b.values[row * rank + k]! * a.values[k * IN + column]!;
    return scale * sum;
  });
}
const pair = (tensors: Tensors, module: string, prefix = '') =>
  ['lora_A', 'lora_B'].map((matrix) => tensors.get(`${prefix}${module}.${matrix}.weight`)!) as [
    NamedTensor,
    NamedTensor,
  ];

/** Every layer computes what PEFT would, with ranks and scales by layer. */
function expectSame(config: Fields, ranks: Readonly<Record<string, number>>, scaleOf: (module: string) => number) {
  const tensors = tensorsOf(ranks);
  const read = readPeft(config, tensors);
  for (const module of Object.keys(ranks)) {
    const [a, b] = pair(read.tensors, module);
    expect([a.shape, b.shape]).toEqual([
      [read.lora.rank, IN],
      [OUT, read.lora.rank],
    ]);
    const wanted = product(...pair(tensors, module, 'base_model.model.'), scaleOf(module));
    product(a, b, read.lora.alpha / read.lora.rank).forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 4));
  }
  return read;
}

describe('read as the same function', () => {
  test('plain: not a bit changes', () => {
    const tensors = tensorsOf(all(2));
    const read = readPeft(plain, tensors);
    expect(read.lora).toEqual({ rank: 2, alpha: 6, targets: ['q_proj', 'v_proj'] });
    for (const module of MODULES)
      expect(pair(read.tensors, module)).toEqual(pair(tensors, module, 'base_model.model.'));
  });

  test.each([
    ['gaussian', { init_lora_weights: 'gaussian' }],
    ['orthogonal', { init_lora_weights: 'orthogonal' }],
    ['random', { init_lora_weights: false }],
    ['MiCA', { init_lora_weights: 'mica' }],
    ['EVA of one rank', { init_lora_weights: 'eva', eva_config: { rho: 1 } }],
    ['PiSSA, converted when it was saved', { init_lora_weights: true, corda_config: { corda_method: 'ipm' } }],
    ['matrices of a linear layer, whatever the layout of the network', { fan_in_fan_out: true }],
    [
      'dropout, empty lists, notes',
      { lora_dropout: 0.1, modules_to_save: [], rank_pattern: {}, peft_version: '0.17.1', note: 'mine' },
    ],
    [
      'fields of other versions that are not set',
      { lora_bias: false, use_qalora: false, qalora_group_size: 16, target_parameters: null },
    ],
  ])('%s', (_name, fields) => {
    const read = expectSame({ ...plain, ...fields }, all(2), () => 3);
    expect(read.lora).toEqual({ rank: 2, alpha: 6, targets: ['q_proj', 'v_proj'] });
  });

  test('rank-stabilised: scale lora_alpha/√r', () => {
    const { lora } = expectSame({ ...plain, r: 4, lora_alpha: 8, use_rslora: true }, all(4), () => 8 / Math.sqrt(4));
    expect(lora).toMatchObject({ rank: 4, alpha: 16 });
    expectSame({ ...plain, use_rslora: true }, all(2), () => 6 / Math.sqrt(2));
  });

  test('an alpha beyond the limits of the page', () => {
    const { lora } = expectSame({ ...plain, r: 100, lora_alpha: 900, use_rslora: true }, all(100), () => 90);
    expect(lora.alpha).toBe(1024);
    expect(expectSame({ ...plain, lora_alpha: 0.02 }, all(2), () => 0.01).lora.alpha).toBe(0.1);
  });

  test('alpha by layer', () => {
    const config = { ...plain, alpha_pattern: { q_proj: 12, 'model.layers.1.self_attn.v_proj': 2 } };
    expectSame(config, all(2), (module) => (module.endsWith('q_proj') ? 6 : module.includes('.1.') ? 1 : 3));
  });

  test('rank by layer: the first pattern that fits the end of the name counts; patterns are Python’s', () => {
    const config = { ...plain, rank_pattern: { '(?P<layer>layers\\.0)\\.self_attn\\.v_proj': 5, v_proj: 1, proj: 9 } };
    const [q0, v0, q1, v1] = MODULES as [string, string, string, string];
    const ranks = { [q0]: 2, [v0]: 5, [q1]: 2, [v1]: 1 };
    const read = expectSame(config, ranks, (module) => 6 / ranks[module]!);
    expect(read.lora.rank).toBe(5);
    const rs = { ...config, use_rslora: true, alpha_pattern: { v_proj: 3 } };
    expectSame(rs, ranks, (module) => (module.endsWith('v_proj') ? 3 : 6) / Math.sqrt(ranks[module]!));
  });

  test('the name of the adapter in the names of its tensors', () => {
    const named = new Map(
      [...tensorsOf(all(2))].map(([name, tensor]) => [name.replace('.weight', '.default.weight'), tensor]),
    );
    expect([...readPeft(plain, named).tensors.keys()]).toContain(`${MODULES[0]}.lora_A.weight`);
  });
});

describe('decoders inside a model for pictures', () => {
  test.each(['model.text_model.', 'model.language_model.', 'language_model.model.', 'text_model.'])('%s', (place) => {
    const moved = (tensors: Tensors) =>
      new Map(
        [...tensors].map(([name, tensor]) => [
          name.replace('base_model.model.model.', `base_model.model.${place}`),
          tensor,
        ]),
      );
    const [q0, , q1] = MODULES as [string, string, string];
    // Patterns are of PEFT's names.
    const config = {
      ...plain,
      target_modules: String.raw`${place.replaceAll('.', String.raw`\.`)}layers\.\d+\.self_attn\.q_proj`,
      alpha_pattern: { [String.raw`^${place}layers.1.self_attn.q_proj`]: 2 },
    };
    const tensors = tensorsOf({ [q0]: 2, [q1]: 2 });
    const read = readPeft(config, moved(tensors));
    const [wanted, got] = [q0, q1]
      .map((module, i) => [
        product(...pair(tensors, module, 'base_model.model.'), [3, 1][i]!),
        product(...pair(read.tensors, module), read.lora.alpha / read.lora.rank),
      ])
      .reduce((a, b) => [
        [...a[0]!, ...b[0]!],
        [...a[1]!, ...b[1]!],
      ]) as [number[], number[]];
    got.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 4));
    expect(MODULES.map(read.leavesOut)).toEqual([false, true, false, true]);
  });

  test('a vision encoder has layers of its own', () => {
    const vision = 'base_model.model.model.vision_model.encoder.layers.0.self_attn.q_proj.lora_A.weight';
    const [[, a]] = matrices(MODULES[0]!, 2) as [[string, NamedTensor]];
    expect([...readPeft(plain, new Map([...tensorsOf(all(2)), [vision, a]])).tensors.keys()]).toContain(
      vision.slice(17),
    );
  });
});

describe('layers that the adapter leaves alone', () => {
  const layout: ThetaSegment[] = [];
  for (const module of MODULES)
    for (const [kind, shape] of [
      ['lora_A', [2, IN]],
      ['lora_B', [OUT, 2]],
    ] as const)
      layout.push({
        name: `${module}.${kind}.weight`,
        module,
        kind,
        shape,
        offset: layout.length === 0 ? 0 : endOf(layout.at(-1)!),
      });
  function endOf({ offset, shape }: ThetaSegment): number {
    return offset + shape[0]! * shape[1]!;
  }
  const [q0, v0, q1, v1] = MODULES as [string, string, string, string];
  const read = (fields: Fields, modules: readonly string[]) => {
    const { tensors, leavesOut } = readPeft(
      { ...plain, ...fields },
      tensorsOf(Object.fromEntries(modules.map((m) => [m, 2]))),
    );
    return thetaOf(tensors, layout, leavesOut);
  };

  test.each([
    ['layers_to_transform, a list', { layers_to_transform: [1] }, [q1, v1]],
    ['layers_to_transform, a number', { layers_to_transform: 0 }, [q0, v0]],
    ['layers_pattern', { layers_to_transform: [1], layers_pattern: ['h', 'layers'] }, [q1, v1]],
    ['a pattern of names', { target_modules: String.raw`.*\.(?:0\.self_attn\.q_proj|1\..*v_proj)` }, [q0, v1]],
    ['whole names', { target_modules: [q0, 'layers.1.self_attn.v_proj'] }, [q0, v1]],
    ['exclude_modules, a list', { exclude_modules: ['layers.1.self_attn.v_proj'] }, [q0, v0, q1]],
    ['exclude_modules, a pattern', { exclude_modules: String.raw`.*layers\.1.*` }, [q0, v0]],
  ] as const)('%s: zeros', (_name, fields, modules) => {
    const theta = read(fields, modules);
    for (const { module, offset, shape, kind } of layout) {
      const own = [...theta.subarray(offset, offset + shape[0]! * shape[1]!)];
      const wanted = matrices(module, 2)[kind === 'lora_A' ? 0 : 1]![1].values;
      expect(own).toEqual(modules.includes(module as never) ? [...wanted] : own.map(() => 0));
    }
  });

  test.each([
    ['nothing says so', {}, [q0, v0]],
    ['another layer is said', { layers_to_transform: [0] }, [q1, v1]],
    ['all linear layers', { target_modules: 'all-linear' }, [q0, v0]],
    ['a pattern that means nothing here', { target_modules: '(?P=x' }, [q0, v0]],
  ] as const)('missing where %s', (_name, fields, modules) => {
    expect(() => read(fields, modules)).toThrow(/it has no model\.layers\./);
  });

  test('a layer without a number, where layers are numbered', () => {
    const fields = { target_modules: ['lm_head', 'q_proj'], layers_to_transform: [0] };
    expect(['lm_head', q0, q1].map((module) => hasAdapter(fields, module))).toEqual([false, true, false]);
    expect(hasAdapter({ ...fields, layers_pattern: 'blocks' }, q0)).toBe(false);
    expect(hasAdapter({ target_modules: ['lm_head'] }, 'lm_head')).toBe(true);
  });

  test('half a layer is never whole', () => {
    const { tensors, leavesOut } = readPeft({ ...plain, layers_to_transform: [1] }, tensorsOf({ [q1]: 2, [v1]: 2 }));
    const half = new Map([
      ...tensors,
      ...matrices(q0, 2)
        .slice(0, 1)
        .map(([name, t]) => [name.slice(17), t] as const),
    ]);
    expect(() => thetaOf(half, layout, leavesOut)).toThrow(new RegExp(`it has no ${q0}.lora_B.weight`));
  });
});

describe('refused by the field', () => {
  const refused: readonly [field: string, value: unknown][] = [
    ['init_lora_weights', 'pissa'],
    ['init_lora_weights', 'pissa_niter_16'],
    ['init_lora_weights', 'olora'],
    ['init_lora_weights', 'OLoRA'],
    ['init_lora_weights', 'corda'],
    ['init_lora_weights', 'lora_ga'],
    ['init_lora_weights', 'loftq'],
    ['init_lora_weights', 'something_new'],
    ['loftq_config', { loftq_bits: 4 }],
    ['alora_invocation_tokens', [1, 2]],
    ['alora_invocation_tokens', []],
    ['use_dora', true],
    ['use_qalora', true],
    ['use_bdlora', { nblocks: 2 }],
    ['lora_bias', true],
    ['bias', 'all'],
    ['bias', 'lora_only'],
    ['modules_to_save', ['lm_head']],
    ['trainable_token_indices', [5]],
    ['trainable_token_indices', { embed_tokens: [5] }],
    ['layer_replication', [[0, 1]]],
    ['target_parameters', ['experts.gate_up_proj']],
    ['velora_config', { num_groups: 64 }],
    ['kasa_config', { beta: 1e-4 }],
    ['monteclora_config', { num_samples: 8 }],
    ['arrow_config', { top_k: 3 }],
    ['use_something_new', true],
    ['something_config', { a: 1 }],
    ['peft_type', 'ADALORA'],
    ['peft_type', undefined],
    ['rank_pattern', { q_proj: 8 }],
    ['alpha_pattern', { q_proj: 0 }],
    ['alpha_pattern', { q_proj: 'much' }],
  ];
  test.each(refused)('%s: %j', (field, value) => {
    const read = () => readPeft({ ...plain, [field]: value }, tensorsOf(all(2)));
    expect(read).toThrow(AdapterError);
    expect(read).toThrow(new RegExp(`\\b${field}\\b`));
    expect(read).toThrow(
      /^(The adapter cannot be used here: |adapter_config\.json says )[^\n;]+(; (save|choose) [^\n]+)?\.$/,
    );
  });

  test('the configuration of another tool’s PiSSA adapter', () => {
    const config = JSON.parse(caseFile('adapter/adapter_config-pissa.json').toString()) as Fields;
    expect(() => readPeft(config, tensorsOf(all(16)))).toThrow(
      'The adapter cannot be used here: it belongs to a model whose weights were changed before training (init_lora_weights: pissa_niter_16); save it as plain LoRA (in PEFT, path_initial_model_for_weight_conversion).',
    );
  });

  test('no object at all', () => {
    for (const value of [null, 'text', [], 5]) expect(() => readPeft(value, tensorsOf(all(2)))).toThrow(/peft_type/);
  });
});
