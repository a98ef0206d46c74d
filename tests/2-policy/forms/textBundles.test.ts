// What: language models as bundles: under which names their network is found, folders of ONNX Runtime GenAI, their own chat templates, what is
// refused in which words, and embedding tables on the host against ORT's kernels.
import { describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../../src/gpu/referenceCompute.ts';
import { loadBundle } from '../../../src/2-policy/bundle/loadBundle.ts';
import { chatTemplate } from '../../../src/2-policy/bundle/chatTemplate.ts';
import { hostRows } from '../../../src/2-policy/hostTable.ts';
import { OnnxPolicy } from '../../../src/2-policy/onnxPolicy.ts';
import { readingProblem } from '../../../src/2-policy/readingProblem.ts';
import { cutEmbedding } from '../../../src/onnx/cutEmbedding.ts';
import { readModel } from '../../../src/onnx/readModel.ts';
import { OrtSession } from '../../../src/ort/session.ts';
import { int64 } from '../../../src/ort/tensor.ts';
import { graphOf, info, Lcg, node, weights } from '../../onnx/lowerHarness.ts';
import { LORA } from '../tinyPolicy.ts';
import { formModel } from './formModel.ts';
import { textFiles } from './textFiles.ts';

const { network } = formModel({ linear: 'q4', table: 'shared', packed: true });
type Files = Record<string, Blob>;
const load = (files: Files) => loadBundle({ kind: 'files', files }, { provider: 'wasm' });
const json = (value: unknown): Blob => new Blob([JSON.stringify(value)]);

/** A folder of ONNX Runtime GenAI, in a folder of its own. */
function genaiFolder(model: Readonly<Record<string, unknown>>): Files {
  const rest = textFiles(network, 'cpu/model.onnx');
  delete rest['config.json'];
  const moved = Object.entries(rest).map(([path, file]) => [path.startsWith('cpu/') ? path : `cpu/${path}`, file]);
  return { ...(Object.fromEntries(moved) as Files), 'cpu/genai_config.json': json({ model }) };
}

describe('a language model is found', () => {
  it.each(['onnx/model_q4.onnx', 'onnx/model.onnx', 'onnx/decoder_model_merged_q4.onnx', 'model.onnx', 'mine.onnx'])(
    'as %s',
    async (path) => {
      const { decoder, embed, vision } = await load(textFiles(network, path));
      expect(vision).toBeNull();
      expect(decoder.inputs[0]).toMatchObject({
        name: 'inputs_embeds',
        shape: [expect.anything(), expect.anything(), 64],
      });
      expect(embed.inputs.map(({ name }) => name)).toEqual(['input_ids']);
    },
  );

  it('in a folder of ONNX Runtime GenAI', async () => {
    const decoder = { filename: 'model.onnx' };
    const bundle = await load(genaiFolder({ context_length: 77, eos_token_id: [5, 89], pad_token_id: 2, decoder }));
    expect(bundle.config).toMatchObject({ max_position_embeddings: 77, eos_token_id: [5, 89] });
    const options = { provider: 'wasm', compute: new ReferenceCompute(), numThreads: 1, lora: LORA } as const;
    const policy = await OnnxPolicy.create(bundle, options);
    expect(policy.info).toMatchObject({ maxPositions: 77, imageTokens: 0 });
    expect(policy.tokenizer.stopIds).toEqual([5, 89]);
    expect(policy.tokenizer.decode(policy.tokenizer.encodePrompt('Hi', 0))).toBe('User: Hi\nAssistant:');
    expect(readingProblem(policy, { question: 'Hi', pictures: 0 }, 8)).toBeNull();
    expect(readingProblem(policy, { question: 'Hi', pictures: 1 }, 8)).toMatch(/reads words only/);
    await policy.dispose();
  });

  it('and refused where its form is another', async () => {
    await expect(load(genaiFolder({ vision: {}, decoder: {} }))).rejects.toThrow(/a part “vision”/);
    const two = { ...textFiles(network, 'a.onnx'), 'b.onnx': new Blob([network]) };
    await expect(load(two)).rejects.toThrow(
      /model_q4\.onnx \(nor .*\) is missing.*Its networks are a\.onnx, b\.onnx\./,
    );
    const branches = graphOf({
      inputs: [info('input_ids', ['b', 't'], 'int64')],
      outputs: [info('logits', ['b', 't', 96])],
      nodes: [node('If', ['input_ids'], ['logits'], {}, '')],
    });
    expect(() => cutEmbedding(branches)).toThrow(/written in branches \(If\)/);
  });
});

describe('a chat template', () => {
  const chatMl =
    "{% for m in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\\nHelp.<|im_end|>\\n' }}{% endif %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

  it('is the model’s own', async () => {
    expect((await chatTemplate(chatMl, {}))('Why?')).toBe(
      '<|im_start|>system\nHelp.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n',
    );
    const named = { bos_token: { content: '<s>' } };
    expect((await chatTemplate("{{ bos_token + messages[0]['content'] }}", named))('Why?')).toBe('<s>Why?');
    const parts = "{% for part in messages[0]['content'] %}{{ part['text'] }}{% endfor %}";
    expect((await chatTemplate(parts, {}))('Why?')).toBe('Why?');
    expect((await chatTemplate(null, {}))('Why?')).toBe('Why?\n');
    const dated =
      "{{ strftime_now('%Y') | length }}{% for i in range(1, 6, 2) %}{{ i }}{% endfor %}{{ messages[0].content }}";
    expect((await chatTemplate(dated, {}))('Why?')).toBe('4135Why?');
    await expect(chatTemplate('{% for %}', {})).rejects.toThrow(/chat template of the model cannot be used/);
  });
});

describe('a chat template that would not end', () => {
  const shown = '{{ messages[0].content }}';
  const thousand = `[${'0,'.repeat(999)}0]`;
  it.each([
    ['a range', '{% for i in range(1000000000000) %}{% endfor %}'],
    ['a range of small steps', '{% for i in range(0, 1, 0.0000001) %}{% endfor %}'],
    [
      'loops in loops',
      `{% set x = ${thousand} %}{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}`,
    ],
    [
      'loops with a condition',
      `{% set x = ${thousand} %}{% for a in x if a == 0 %}{% for b in x if b == 1 %}{% endfor %}{% endfor %}`,
    ],
    ['a macro that calls itself', '{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}'],
    [
      'a macro that calls itself twice, to a depth',
      '{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}',
    ],
  ])('%s', async (_name, text) => {
    await expect(chatTemplate(text + shown, {})).rejects.toThrow(/chat template of the model cannot be used/);
  });
});

describe('tables on the host', () => {
  const [V, D, block] = [12, 64, 32];
  const random = new Lcg(3);
  const bytes = (n: number): Uint8Array =>
    Uint8Array.from(random.floats(n), (value) => Math.floor((value + 1) * 127.9));
  const scales = weights('s', [V, D / block], random.floats((V * D) / block, 0.1));
  const table = (dataType: 'uint8' | 'uint4' | 'int4', bits: number, zeros: boolean) => {
    const columns = dataType === 'uint8' ? (D * bits) / 8 : D;
    const zeroColumns = dataType === 'uint8' ? Math.ceil((D / block) * (bits / 8)) : D / block;
    const size = (n: number) => (dataType === 'uint8' ? n : n / 2);
    const data = { name: 'q', dataType, shape: [V, columns], bytes: bytes(size(V * columns)) };
    const zero = { name: 'z', dataType, shape: [V, zeroColumns], bytes: bytes(size(V * zeroColumns)) };
    const inputs = ['q', 'input_ids', 's', ...(zeros ? ['z'] : [])];
    const attributes = { bits, block_size: block, gather_axis: 0, quantize_axis: 1 };
    return graphOf({
      inputs: [info('input_ids', ['b', 't'], 'int64')],
      outputs: [info('rows', ['b', 't', D])],
      nodes: [node('GatherBlockQuantized', inputs, ['rows'], attributes)],
      initializers: [data, scales, ...(zeros ? [zero] : [])],
      opset: 21,
    });
  };

  it.each([
    ['uint8', 4, false],
    ['uint8', 4, true],
    ['uint8', 8, false],
    ['uint8', 8, true],
    ['uint4', 4, false],
    ['uint4', 4, true],
    ['int4', 4, false],
    ['int4', 4, true],
  ] as const)('%s, %i bits, zero points %s', async (dataType, bits, zeros) => {
    const graph = table(dataType, bits, zeros);
    const options = { label: 'a table', provider: 'wasm', device: null, numThreads: 1 } as const;
    const session = await OrtSession.create(graph, options);
    const ids = [3, 0, 11, 7];
    const { rows } = await session.run({ input_ids: int64(ids, [1, 4]) });
    const wanted = await rows!.floats();
    await session.release();
    const copy = hostRows(graph, D)!;
    const own = new Float32Array(4 * D);
    ids.forEach((id, i) => copy(id, own, i * D));
    own.forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-6));
    expect(() => copy(V, own, 0)).toThrow(/outside the embedding table of 12 rows/);
  });

  it('is read as it lies where lm_head shares it', () => {
    const { embed } = cutEmbedding(readModel(formModel({ linear: 'float', table: 'turned' }).network));
    expect(hostRows(embed, 64)).not.toBeNull();
    expect(hostRows(cutEmbedding(readModel(network)).embed, 64)).not.toBeNull();
  });
});
