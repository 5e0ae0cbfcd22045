import { describe, expect, it } from "vitest";
import type { CommandIo } from "../command-io.ts";
import { serve } from "./serve.ts";
import { playIo } from "../testing/command-io.fixture.ts";

interface Stage {
  readonly io: CommandIo;
  readonly stop: () => void;
  readonly written: () => string;
}

/** What a command writes to; with `isStuck` nobody takes what it writes, as at the end of a pipe that is full. */
function stageOf(isStuck: boolean): Stage {
  const controller = new AbortController();
  const { io, stdout } = playIo({ signal: controller.signal });
  const write = async (text: string): Promise<boolean> => {
    const isTaken = await stdout.write(text);
    return isStuck ? new Promise<boolean>(() => {}) : isTaken;
  };
  const output = { ...stdout, write };
  return { io: { ...io, stdout: output, stderr: output }, stop: () => controller.abort(), written: stdout.text };
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
