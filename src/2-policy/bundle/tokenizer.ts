// What: text ↔ token ids, the chat template of SmolVLM, and which tokens end a completion.
// Formula: <|im_start|>User: + per picture <fake_token_around_image><global-img><image>×N<fake_token_around_image>
//   + question + <end_of_utterance>\nAssistant:  (`User: ` with a space where no picture leads). A language model has its own template.
// Source: chat_template and processor of HuggingFaceTB/SmolVLM-256M-Instruct (one unsplit picture: ORT.md §1.4).
import { Tokenizer } from '@huggingface/tokenizers';
import { BundleError } from './bundleError.ts';
import { tokenText, type AskText } from './chatTemplate.ts';
import type { Json } from './json.ts';
import type { Bundle } from './loadBundle.ts';
import { makeTokenBytes, type VocabularyEntry } from './tokenBytes.ts';
import type { PolicyTokenizer } from '../types.ts';

const FRAME = '<fake_token_around_image>';
const IMAGE = '<image>';
const TURN_ENDS = ['<end_of_utterance>'];

type TokenizerTexts = Pick<Bundle, 'tokenizer' | 'tokenizerConfig' | 'config' | 'generation'>;

/** The library trusts its files; what they lack is said in a sentence, whenever it turns out. */
function trusting<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError('tokenizer.json cannot be used: it is damaged, or of a kind that is not known here. Download it again.', { cause: error }); // prettier-ignore
  }
}

/** `ask`: the words of a language model's template; null = a picture model. */
export const makeTokenizer = (
  bundle: TokenizerTexts,
  imageTokens: number,
  vocabSize: number,
  ask: AskText | null = null,
): PolicyTokenizer => trusting(() => read(bundle, imageTokens, vocabSize, ask));

/** No token stands for a picture. */
const NO_IMAGE = -1;

function read(bundle: TokenizerTexts, imageTokens: number, vocabSize: number, ask: AskText | null): PolicyTokenizer {
  const { tokenizer: file, tokenizerConfig, config, generation } = bundle;
  const tokenizer = new Tokenizer(file, tokenizerConfig);
  const isToken = (id: unknown): id is number =>
    Number.isInteger(id) && (id as number) >= 0 && (id as number) < vocabSize;
  const encode = (text: string): Int32Array => {
    const { ids } = trusting(() => tokenizer.encode(text, { add_special_tokens: false }));
    if (ids.every(isToken)) return Int32Array.from(ids);
    throw new BundleError(
      `tokenizer.json has tokens that are none of the ${vocabSize} of the network. Use the files of one model.`,
    );
  };
  const imageTokenId = ask ? NO_IMAGE : (numbersOf(config['image_token_id'])[0] ?? tokenizer.token_to_id(IMAGE));
  if (imageTokenId === undefined)
    throw new BundleError(`tokenizer.json has no token ${IMAGE}; only models of the SmolVLM family are supported.`);
  if (!ask && !isToken(imageTokenId))
    throw new BundleError(
      `config.json names the token ${imageTokenId} for a picture, but the network knows ${vocabSize}. Use the files of one model.`,
    );
  const picture = `${FRAME}<global-img>${IMAGE.repeat(imageTokens)}${FRAME}`;
  // A token that the network does not have (files say −1 where they mean none) never comes.
  const tokensOf = (value: unknown) => numbersOf(value).filter(isToken);
  const ends = [generation['eos_token_id'], config['eos_token_id'], textConfig(config)['eos_token_id']].map(tokensOf);
  const turnEnd = [...TURN_ENDS, ...(ask ? [tokenText(tokenizerConfig['eos_token'])] : [])].flatMap((text) =>
    text ? tokensOf(tokenizer.token_to_id(text)) : [],
  );
  const stopIds = [...new Set([...(ends.find((list) => list.length > 0) ?? []), ...turnEnd])];
  const pads = [generation['pad_token_id'], config['pad_token_id']].flatMap(tokensOf);
  return {
    encode,
    encodePrompt: (question, numImages) => {
      if (ask && numImages > 0) throw new BundleError('This model reads no pictures.');
      if (ask) return encode(trusting(() => ask(question)));
      const lead = numImages > 0 ? picture.repeat(numImages) : ' ';
      return encode(`<|im_start|>User:${lead}${question}<end_of_utterance>\nAssistant:`);
    },
    decode: (ids) =>
      ids.length === 0 ? '' : trusting(() => tokenizer.decode(Array.from(ids), { skip_special_tokens: true })),
    pictureIds: ask ? new Int32Array(0) : encode(picture),
    controlTokens: new Map([
      ...addedTokens(file).flatMap(({ id, content, special }) => (special ? [[id, content] as const] : [])),
      ...(ask ? [] : [[imageTokenId, IMAGE] as const]),
    ]),
    stopIds,
    padId: pads[0] ?? stopIds[0] ?? 0,
    tokenBytes: makeTokenBytes(vocabulary(file, tokenizer, vocabSize), isByteLevel(file)),
    imageTokenId,
  };
}

export function textConfig(config: Json): Json {
  const own = config['text_config'];
  return typeof own === 'object' && own !== null ? (own as Json) : config;
}

const numbersOf = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is number => typeof item === 'number');

const isByteLevel = (file: Json): boolean =>
  JSON.stringify([file['decoder'], file['pre_tokenizer']]).includes('ByteLevel');

interface AddedTokenFile {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

const addedTokens = (file: Json) => (file['added_tokens'] ?? []) as readonly AddedTokenFile[];

function vocabulary(file: Json, tokenizer: Tokenizer, vocabSize: number): (VocabularyEntry | undefined)[] {
  const added = new Map(addedTokens(file).map((token) => [token.id, token]));
  return Array.from({ length: vocabSize }, (_, id) => {
    const token = added.get(id);
    if (token) return { text: token.content, kind: token.special ? 'special' : 'added' };
    const text = tokenizer.id_to_token(id);
    return text === undefined ? undefined : { text, kind: 'model' };
  });
}
