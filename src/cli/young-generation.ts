import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * Megabytes that the young generation of the heap may take where only the bundled server answers. Left alone it doubles to
 * 32 MB or more; its bodies are small and nearly nothing of them stays: memory for no gain in time. Half of this costs time.
 */
const MOST_MB = 8;

/**
 * Holds the young generation at the size that it has. Called before the modules of a command are loaded: they would make it
 * grow by all that they hold, and it does not shrink again. Not before a run against a foreign target: answers of many megabytes
 * would be moved to the old generation before they are let go, which takes more memory than it saves.
 */
export function holdYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Lets the young generation grow once, up to its bound. What is returned is called now and then: it ends the growing. */
export function boundYoungGeneration(): () => void {
  const factor = Math.floor(MOST_MB / Math.max(1, youngGenerationMb()));
  let isBound = factor <= 1;
  setFlagsFromString(`--semi-space-growth-factor=${Math.max(1, factor)}`);
  const before = youngGenerationMb();
  return () => {
    if (isBound || youngGenerationMb() === before) return;
    isBound = true;
    holdYoungGeneration();
  };
}

/** Megabytes that the young generation takes, both halves of it. */
export function youngGenerationMb(): number {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  return (space?.space_size ?? 0) / 1024 / 1024;
}
