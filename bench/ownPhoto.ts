// What: an own photograph brought to the page as a visitor would: the file, a box that is drawn, a question and its answer.
import { basename } from 'node:path';
import type { Page } from 'playwright-core';

export interface OwnPhoto {
  readonly file: string;
  readonly question: string;
  readonly answer: string;
  /** x0, y0, x1, y1 as fractions of the picture. */
  readonly box: readonly [number, number, number, number];
}

/** FILE=x0,y0,x1,y1=answer */
export function parseOwnPhoto(text: string): OwnPhoto {
  const [file, corners = '', answer = ''] = text.split('=');
  const box = corners.split(',').map(Number);
  const isBox =
    box.length === 4 && box.every((edge) => edge >= 0 && edge <= 1) && box[0]! < box[2]! && box[1]! < box[3]!;
  if (!file || !isBox || answer === '')
    throw new Error(
      `--own is '${text}'; write FILE=x0,y0,x1,y1=answer, for example --own dog.jpg=0.2,0.1,0.8,0.9=dog.`,
    );
  return { file, question: `where is the ${answer}?`, answer, box: box as unknown as OwnPhoto['box'] };
}

/** In the place of what is on the table. */
export async function bringPhoto(page: Page, { file, question, answer, box }: OwnPhoto): Promise<void> {
  await page.setInputFiles('.adders input[type=file]', file);
  await page.waitForSelector(`[data-testid=box-editor] img[alt="${basename(file)}"]`);
  const { x, y, width, height } = (await page.locator('[data-testid=box-editor]').boundingBox())!;
  await page.mouse.move(x + width * box[0], y + height * box[1]);
  await page.mouse.down();
  await page.mouse.move(x + width * box[2], y + height * box[3], { steps: 4 });
  await page.mouse.up();
  await page.getByRole('textbox', { name: 'Question' }).fill(question);
  await page.getByRole('textbox', { name: 'Answer' }).fill(answer);
  await page.getByRole('textbox', { name: 'Answer' }).press('Tab');
}
