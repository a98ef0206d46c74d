// What: WGSL for the code editor: colours by a small stream tokenizer, names to complete. Only looks: what a shader means is
// for the compiler. Block comments nest, as in WGSL.
import { completeFromList } from '@codemirror/autocomplete';
import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { GRAMMARS } from '../../config/grammars.ts';

const words = (text: string) => new Set(text.split(' '));
const KEYWORDS = words(
  'fn let var const override struct alias if else for while loop continuing break continue return switch case default discard enable requires diagnostic const_assert true false',
);
const TYPES = words(
  'f32 f16 i32 u32 bool vec2 vec3 vec4 vec2f vec3f vec4f vec2i vec3i vec4i vec2u vec3u vec4u mat2x2f mat3x3f mat4x4f array atomic ptr storage uniform private workgroup function read read_write',
);
/** What the prelude and WGSL offer to a reward. */
const NAMES =
  'boxCount boxAt truthBoxCount truthBox pointCount pointAt truthPointCount truthPoint hasSpan spanCount spanStart spanEnd isWellFormed numberAt tokenCount tokenSignal unitSignal unitCount rolloutSignal promptSignal notScorable hasTruthAnswer truthAnswer truthIsNumber truthNumber acceptedCount acceptedAnswer factCount factText factKind factWeight captionCount truthCaption hasQuality truthQuality pictureSide hasPicture pixelAt spanBytes trimmed contains linearIndex iou giou occurrenceCount occurrenceSpan occurrenceBytes isInSpan tagBoxCount tagBox tagPointCount tagPoint hasTagNumber tagNumber SIGNAL_MASK SIGNAL_LOG_PROB SIGNAL_ENTROPY SIGNAL_TOKEN params column abs min max clamp select mix exp log sqrt floor round sign pow length dot';

interface State {
  depth: number;
}

const stream = StreamLanguage.define<State>({
  name: 'wgsl',
  startState: () => ({ depth: 0 }),
  token(source, state) {
    if (state.depth > 0 || source.match('/*', false)) {
      while (!source.eol()) {
        if (source.match('/*')) state.depth++;
        else if (source.match('*/')) {
          if (--state.depth === 0) break;
        } else source.next();
      }
      return 'comment';
    }
    if (source.eatSpace()) return null;
    if (source.match('//')) {
      source.skipToEnd();
      return 'comment';
    }
    if (source.match(/^@\w+/)) return 'meta';
    if (source.match(/^(0[xX][\da-fA-F.]+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)[iufh]?/)) return 'number';
    const word = source.match(/^[\p{XID_Start}_]\p{XID_Continue}*/u) as RegExpMatchArray | null;
    if (word) {
      if (KEYWORDS.has(word[0])) return 'keyword';
      if (TYPES.has(word[0])) return 'typeName';
      return source.peek() === '(' ? 'variableName.function' : 'variableName';
    }
    source.next();
    return 'operator';
  },
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } } },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: tags.keyword, color: 'var(--curve-3)' },
  { tag: tags.typeName, color: 'var(--curve-2)' },
  { tag: tags.number, color: 'var(--curve-1)' },
  { tag: tags.meta, color: 'var(--curve-4)' },
  { tag: tags.function(tags.variableName), color: 'var(--curve-0)' },
]);

/** SPAN_<TAG> of every tag that a grammar has. */
const SPAN_NAMES = new Set(
  [...GRAMMARS.values()].flatMap(({ tags: own }) => own.map(({ name }) => `SPAN_${name.toUpperCase()}`)),
);

const completions = completeFromList([
  ...[...SPAN_NAMES].sort().map((label) => ({ label, type: 'constant' })),
  ...NAMES.split(' ').map((label) => ({ label, type: 'function' })),
  ...[...KEYWORDS, ...TYPES].map((label) => ({ label, type: 'keyword' })),
]);

export const wgsl = () =>
  new LanguageSupport(stream, [syntaxHighlighting(colours), stream.data.of({ autocomplete: completions })]);
