// What: points Dawn (npm `webgpu`) at the SwiftShader Vulkan driver that ships inside Chromium, if no driver is chosen.
// The variables are inherited by the forked test processes. On a machine with a GPU set ROLLSCOPE_HARDWARE_GPU=1.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from '../../src/headless/chromium.mjs';

export function useSoftwareVulkan() {
  if (process.env.ROLLSCOPE_HARDWARE_GPU || process.env.VK_DRIVER_FILES) return;
  const chromium = findChromium();
  const folders = ['/usr/lib/chromium', '/opt/google/chrome', ...(chromium ? [dirname(chromium)] : [])];
  const folder = folders.find((candidate) => existsSync(join(candidate, 'vk_swiftshader_icd.json')));
  if (!folder) return; // the kernel tests then fail with one sentence that names the missing adapter
  process.env.VK_DRIVER_FILES = join(folder, 'vk_swiftshader_icd.json');
  process.env.VK_ICD_FILENAMES = process.env.VK_DRIVER_FILES;
  process.env.LD_LIBRARY_PATH = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
}
