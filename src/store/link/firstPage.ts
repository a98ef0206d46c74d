// What: which page an address opens in place of the workbench, beside the atlas (atlasCard.ts): the teacher's page or a worksheet. Read before
// the rest of the link, so it bears what mendLink.ts undoes.
import type { OtherPage } from '../view.ts';

const PLACE = /[#&](?:amp;)*(?:(class)|(worksheet)(?:=|%3D|%253D)([\w-]{1,60}))(?:&|%26|[\s.,;:!?)\]}>'"’”»*]*$)/i;

/** null = the page itself. */
export function firstPage(hash: string): OtherPage | null {
  const [, teacher, sheet, of = ''] = PLACE.exec(hash) ?? [];
  if (teacher) return { id: 'class', of: '' };
  return sheet ? { id: 'worksheet', of } : null;
}
