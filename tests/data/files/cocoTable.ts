// What: small COCO tables for tests: one picture, one dog, and what a test changes in them.
import { openMade, png } from './given.ts';
import type { Content } from './given.ts';

export interface Table {
  readonly images?: readonly object[];
  readonly annotations?: readonly object[];
  readonly categories?: readonly object[];
}
export const picture = (id: unknown = 1, over: object = {}) => ({
  id,
  file_name: 'a.png',
  width: 48,
  height: 32,
  ...over,
});
export const thing = (over: object = {}) => ({ image_id: 1, category_id: 1, bbox: [12, 8, 12, 8], ...over });
export const table = ({
  images = [picture()],
  annotations = [thing()],
  categories = [{ id: 1, name: 'dog' }],
}: Table = {}) => JSON.stringify({ images, annotations, categories });

export const read = async (made: Table, files: Readonly<Record<string, Content>> = { 'a.png': png() }) => {
  const { prompts, notes } = await openMade({ 't.json': table(made), ...files });
  return { prompts, notes, asked: prompts.map(({ question, boxes }) => [question, boxes?.length]) };
};
