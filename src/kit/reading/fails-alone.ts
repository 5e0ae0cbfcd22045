import { Violation } from "../../exchange/violation.ts";

/**
 * Makes a judgement, and tells whether it stands. False where it fails and so does what another check judges (`isShared`): one
 * fault is told once. A violation that is not shared is thrown.
 */
export async function failsAlone(judge: () => Promise<void>, isShared: () => Promise<boolean>): Promise<boolean> {
  try {
    await judge();
    return true;
  } catch (error) {
    if (error instanceof Violation && (await isShared())) return false;
    throw error;
  }
}
