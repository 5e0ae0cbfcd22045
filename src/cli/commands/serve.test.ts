import { describe, expect, it } from "vitest";
import type { CommandIo } from "../command-io.ts";
import { serve } from "./serve.ts";

interface Stage {
  readonly io: CommandIo;
  readonly stop: () => void;
  readonly written: () => string;
}

/** What a command writes to; with `isStuck` nobody takes what it writes, as at the end of a pipe that is full. */
function stageOf(isStuck: boolean): Stage {
  const controller = new AbortController();
  let written = "";
  const output = {
    write: async (text: string): Promise<boolean> => {
      written += text;
      return isStuck ? new Promise<boolean>(() => {}) : true;
    },
    finish: (text: string): void => void (written += text),
    problem: (): undefined => undefined,
    isTTY: false,
    columns: undefined,
  };
  const nothing = (): undefined => undefined;
  const interruption = {
    signal: controller.signal,
    exitCode: nothing,
    attend: nothing,
    setLastWords: nothing,
    setFarewell: nothing,
  };
  return {
    io: { env: {}, stdout: output, stderr: output, interruption },
    stop: () => controller.abort(),
    written: () => written,
  };
}

describe("serve", () => {
  it.each([false, true])("ends at the signal, when nobody reads its output too (%s)", async (isStuck) => {
    const { io, stop, written } = stageOf(isStuck);
    const ended = serve({ port: "0", profile: "generic" }, io);
    while (written() === "") await new Promise((resolve) => setTimeout(resolve, 5));
    stop();
    expect(await ended).toBe(0);
    const url = /^SCIM base URL +(\S+)$/m.exec(written())?.[1] ?? "";
    await expect(fetch(`${url}/ServiceProviderConfig`)).rejects.toThrow("fetch failed");
  });

  it("neither listens nor goes on filling itself when it is stopped while it starts", async () => {
    const { io, stop, written } = stageOf(false);
    const ended = serve({ port: "0", users: "10000" }, io);
    setTimeout(stop, 30);
    expect(await ended).toBe(0);
    expect(written()).toBe("");
  });
});
