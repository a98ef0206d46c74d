// What: no English stands in the page's code: what a visitor can read comes from src/ui/texts (or the settings' own table), so
// that one folder is all that a translation has to touch. Read off the syntax tree of every file of src/ui.
import { expect, test } from 'vitest';
import ts from 'typescript';
import { listFiles, readSource } from '../structureFiles.ts';

/** Not for reading: languages of their own (WGSL's words, CSS of the code field). */
const OTHER_LANGUAGES = ['src/ui/editor/wgslLanguage.ts', 'src/ui/editor/codeView.ts'];
/** What is drawn or read aloud, as an attribute of an element or as a field of a record. */
const SPOKEN =
  /^(aria-(label|description|valuetext|roledescription)|alt|title|placeholder|label|help|unit|explanation)$/;
const SPOKEN_TOO = /^(short|does|takes|gives|formula|source|shown|text|description|message|hint)$/;
const SELECTOR = /^(closest|matches|querySelector|querySelectorAll|useMatch|matchMedia|toLocaleString|join|split)$/;
const TWO_WORDS = /\p{L}{2,}[,;:.]? \(?\p{L}+/u;
const MARKUP = /<\w|="|\bcolor-mix\(|\bvar\(--/;

const hasLetters = (text: string) => /\p{L}{2,}/u.test(text);

function isReadByMachines(node: ts.Node): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isImportDeclaration(parent) || ts.isThrowStatement(parent) || ts.isTypeNode(parent)) return true;
    if (ts.isJsxAttribute(parent))
      return /^(className|d|transform|points|style|key|placement)$/.test(parent.name.getText());
    if (ts.isCallExpression(parent)) {
      const called = parent.expression.getText().split('.').at(-1)!;
      if (SELECTOR.test(called) && parent.expression !== at) return true;
    }
    if (ts.isStatement(parent)) return false;
  }
  return false;
}

/** `{open ? 'Close' : 'Open'}` between two tags; what is only compared with is not drawn. */
function isDrawn(node: ts.Node): boolean {
  let at = node;
  for (; !ts.isJsxExpression(at.parent); at = at.parent) {
    const { parent } = at;
    const branch = ts.isConditionalExpression(parent) && parent.condition !== at;
    const last = ts.isBinaryExpression(parent) && parent.right === at && /^(&&|\|\||\?\?)$/.test(operator(parent));
    if (!branch && !last && !ts.isParenthesizedExpression(parent)) return false;
  }
  return !ts.isJsxAttribute(at.parent.parent);
}
const operator = ({ operatorToken }: ts.BinaryExpression) => operatorToken.getText();

/** The value of something that is drawn or read aloud. */
function isSpoken(node: ts.Node): boolean {
  if (isDrawn(node)) return true;
  const { parent } = node;
  const named = ts.isPropertyAssignment(parent) && parent.initializer === node ? parent.name.getText() : '';
  const attribute = ts.isJsxAttribute(parent) ? parent.name.getText() : '';
  return SPOKEN.test(named.replace(/['"]/g, '')) || SPOKEN_TOO.test(named) || SPOKEN.test(attribute);
}

function englishIn({ path, text }: { path: string; text: string }): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const tell = (node: ts.Node, words: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path}:${line + 1}: ${words.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasLetters(node.text)) tell(node, node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const prose = (TWO_WORDS.test(node.text) && !MARKUP.test(node.text)) || (isSpoken(node) && hasLetters(node.text));
      if (prose && !isReadByMachines(node)) tell(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('what a visitor can read stands in src/ui/texts', () => {
  const files = listFiles('src/ui').filter(
    (path) => /\.tsx?$/.test(path) && !path.startsWith('src/ui/texts/') && !OTHER_LANGUAGES.includes(path),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.map(readSource).flatMap(englishIn)).toEqual([]);
});

test('it would be found', () => {
  const path = 'some.tsx';
  const english = (text: string) => englishIn({ path, text }).length;
  expect(english('const a = <p>Hello</p>;')).toBe(1);
  expect(english('const a = <p aria-label="Hello">{name}</p>;')).toBe(1);
  expect(english("const a = { title: 'Loss' };")).toBe(1);
  expect(english('const a = `the group of ${name}`;')).toBe(1);
  expect(english("const a = <p>{open ? 'Close' : text}</p>;")).toBe(1);
  expect(english("const a = <p className='one two'>{open ? '▾' : '▸'} {name}</p>;")).toBe(0);
  expect(english("import { a } from './one two.ts';")).toBe(0);
  expect(english("const a = { id: 'seed', axis: { from: 0 } };")).toBe(0);
});
