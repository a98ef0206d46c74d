// What: files from outside, of any kind, each to the taker that knows it; whole folders are walked through.
import { isLocked, isShown } from '../access.ts';
import { say } from '../actions.ts';
import type { FileTaker, PathFile } from './fileTaker.ts';
import { accessBehindLog } from '../recorded/openLog.ts';
import { leaveRecording } from '../recorded/playRecording.ts';
import { shownLog } from '../recorded/shownRecording.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';

const modules = import.meta.glob<FileTaker>('./takers/*.ts', { eager: true, import: 'taker' });
const TAKERS = Object.values(modules).sort((a, b) => a.order - b.order);

/** A folder with more files was dropped by mistake. */
const MAX_DROPPED = 5000;

export const pathFiles = (files: Iterable<File>): readonly PathFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

export async function takeFiles(files: readonly PathFile[]): Promise<void> {
  const access = accessBehindLog();
  if (['pictures', 'add'].some((id) => isLocked(id, access) || !isShown(id, access))) return say(PICTURE_TEXTS.locked);
  let left = files;
  for (const taker of TAKERS) {
    if (left.length === 0) return;
    const own = new Set(await taker.claim(left));
    if (own.size === 0) continue;
    left = left.filter((file) => !own.has(file));
    if (!taker.besideLog && shownLog()) leaveRecording();
    await taker.take([...own]);
  }
}

/** The entries must be asked for before the drop event ends; reading them may take its time. */
export function takeDropped(transfer: DataTransfer): void {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const plain = pathFiles(transfer.files);
  if (!entries.some(({ isDirectory }) => isDirectory)) return void takeFiles(plain);
  void walk(entries).then(takeFiles, (error: Error) => say(PICTURE_TEXTS.folderUnread(error.message)));
}

async function walk(entries: readonly FileSystemEntry[]): Promise<readonly PathFile[]> {
  const found: PathFile[] = [];
  const queue = [...entries];
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory) queue.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    else found.push({ path: entry.fullPath.slice(1), file: await fileOf(entry as FileSystemFileEntry) });
    if (found.length > MAX_DROPPED) throw new Error(PICTURE_TEXTS.folderTooLarge(MAX_DROPPED));
  }
  return found;
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A reader gives at most a hundred entries a time. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}
