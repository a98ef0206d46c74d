// What: an SVG file → a PNG of it, because the engine reads pixels only. As an <img>, an SVG runs no script and loads
// nothing from outside.

const SIDE = 1024;

export async function rasteriseSvg(file: Blob): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const [width, height] = [image.naturalWidth || SIDE, image.naturalHeight || SIDE];
    const scale = SIDE / Math.max(width, height);
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    const canvas = new OffscreenCanvas(side(width), side(height));
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
