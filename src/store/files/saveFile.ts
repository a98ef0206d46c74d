// What: hands a file to the visitor as a download.

/** Long enough for the browser to have begun; at once would cancel large files in some. */
const KEEP_MS = 60_000;

export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
