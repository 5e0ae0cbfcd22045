import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runChecks } from "./run-checks.ts";

test("a run tells that the target asks to wait, so that nobody takes it for hung", { timeout: 20_000 }, async () => {
  let refusals = 1;
  const server = createServer((_, response) => {
    refusals -= 1;
    response.writeHead(refusals >= 0 ? 429 : 404, { "retry-after": "3" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-state-"));
  const notes: string[] = [];
  const running = runChecks({
    url: `http://127.0.0.1:${port}`,
    stateFolder,
    onEvent: (event) => event.type === "note" && notes.push(event.text),
  });
  await expect(running).rejects.toThrow("there is no SCIM endpoint");
  expect(notes).toEqual(["the target asks to wait: 3 s (429)"]);
  await new Promise((resolve) => server.close(resolve));
  rmSync(stateFolder, { recursive: true });
});
