// What: what a completion has written between the first pair of tags of a name, without blanks around it; null where there is none.

export function tagText(completion: string, tag: string): string | null {
  const open = `<${tag}>`;
  const start = completion.indexOf(open);
  const end = completion.indexOf(`</${tag}>`, start + open.length);
  return start < 0 || end < 0 ? null : completion.slice(start + open.length, end).trim();
}
