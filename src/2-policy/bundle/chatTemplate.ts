// What: a question in the words of a language model's own chat template. The library is fetched only where a model has one.
// Formula: template({messages: [{role: user, content: question}], add_generation_prompt: true}); without a template, the question and a new line.
// Source: chat templates of transformers (apply_chat_template); @huggingface/jinja interprets them, so no code of the model
//   runs, and boundedTemplate.ts ends those that would never end.
import { BundleError } from './bundleError.ts';
import type { Json } from './json.ts';

/** Longer than any that is in use; a template is a stranger's. */
const MAX_LENGTH = 2 ** 17;

export type AskText = (question: string) => string;

/** bos_token and its like are texts, or records with the text as `content`. */
export function tokenText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const content = typeof value === 'object' && value !== null ? (value as Json)['content'] : undefined;
  return typeof content === 'string' ? content : undefined;
}

export async function chatTemplate(template: string | null, tokenizerConfig: Json): Promise<AskText> {
  if (template === null) return (question) => `${question}\n`;
  const fault = (cause?: unknown) =>
    new BundleError('The chat template of the model cannot be used. Download its tokenizer_config.json again.', {
      cause,
    });
  if (template.length > MAX_LENGTH) throw fault();
  const { boundedTemplate } = await import('./boundedTemplate.ts');
  const named = ['bos_token', 'eos_token', 'pad_token', 'unk_token'].map((name) => [
    name,
    tokenText(tokenizerConfig[name]) ?? '',
  ]);
  try {
    const made = boundedTemplate(template);
    const render = (content: unknown): string =>
      made({
        ...Object.fromEntries(named),
        messages: [{ role: 'user', content }],
        add_generation_prompt: true,
      });
    // Some templates walk through the parts of a message instead of taking its text.
    const inParts = (question: string): string => render([{ type: 'text', text: question }]);
    const asText = isUsed(render) ? render : inParts;
    if (asText === inParts) inParts(PROBE);
    return asText;
  } catch (error) {
    throw fault(error);
  }
}

const PROBE = 'question';

/** Whether the template renders a text, and the text is in it. */
function isUsed(render: (content: unknown) => string): boolean {
  try {
    return render(PROBE).includes(PROBE);
  } catch {
    return false;
  }
}
