import { describe, expect, it } from "vitest";
import { createInterruption } from "./interruption.ts";

function setUp(): {
  readonly interruption: ReturnType<typeof createInterruption>;
  readonly raise: (signal: "SIGINT" | "SIGTERM" | "SIGHUP") => void;
  readonly exits: number[];
  readonly said: string[];
} {
  const listeners: Record<string, () => void> = {};
  const exits: number[] = [];
  const said: string[] = [];
  const interruption = createInterruption({
    on: (signal, listener) => (listeners[signal] = listener),
    exit: (code) => exits.push(code),
    say: (text) => said.push(text),
  });
  interruption.attend();
  return { interruption, raise: (signal) => listeners[signal]?.(), exits, said };
}

describe("createInterruption", () => {
  it("takes the loss of the terminal as a wish to end, with a code of its own", () => {
    const { interruption, raise, exits } = setUp();
    raise("SIGHUP");
    expect(interruption.signal.aborted).toBe(true);
    expect(interruption.exitCode()).toBe(129);
    expect(exits).toEqual([]);
  });

  it("says farewell before it ends at the second signal, and not at the first", () => {
    const { interruption, raise, exits, said } = setUp();
    const order: string[] = [];
    interruption.setFarewell(() => order.push(`farewell after ${said.length} words and ${exits.length} exits`));
    raise("SIGTERM");
    expect(order).toEqual([]);
    raise("SIGINT");
    expect(order).toEqual(["farewell after 0 words and 0 exits"]);
    expect(exits).toEqual([143]);
  });

  it("ends at once at the first signal while nothing has begun", () => {
    const exits: number[] = [];
    const listeners: Record<string, () => void> = {};
    createInterruption({
      on: (signal, listener) => (listeners[signal] = listener),
      exit: (code) => exits.push(code),
      say: () => undefined,
    });
    listeners["SIGTERM"]?.();
    expect(exits).toEqual([143]);
  });

  it("aborts at the first signal and remembers which it was", () => {
    const { interruption, raise, exits } = setUp();
    expect(interruption.exitCode()).toBeUndefined();
    raise("SIGTERM");
    expect(interruption.signal.aborted).toBe(true);
    expect(interruption.exitCode()).toBe(143);
    expect(exits).toEqual([]);
  });

  it("ends at once at the second signal, with the last words", () => {
    const { interruption, raise, exits, said } = setUp();
    interruption.setLastWords("Stopped at once: cleanup --run k3x9");
    raise("SIGINT");
    raise("SIGINT");
    expect(said).toEqual(["\nStopped at once: cleanup --run k3x9\n"]);
    expect(exits).toEqual([130]);
  });
});
