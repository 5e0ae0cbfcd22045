import { setFlagsFromString } from "node:v8";

/**
 * Keeps the young generation of the heap at the size that it has by now. Left alone it grows to 128 MB while thousands of
 * short-lived bodies pass through, of which nearly nothing stays: a quarter of the process's memory for no gain in time.
 */
export function boundMemory(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
