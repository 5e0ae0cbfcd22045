import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseBody } from "../../src/engine/transport/response-body.ts";
import { idOf, itemsOf } from "../testing/prove-each.ts";
import { parseCase } from "../hostile-case.ts";
import { runHostile } from "./run-hostile.ts";
import type { Tool } from "./run-hostile.ts";
import type { ToolOutcome, ToolRun } from "./run-tool.ts";

const SOUND = parseCase({ sentence: "all right", behaviours: {} });

/** A tool that does one thing and says nothing. */
function reckless(act: (run: ToolRun & { readonly url: string; readonly token: string }) => Promise<unknown>): Tool {
  return async (run) => {
    const { credentials, url = "" } = run.options;
    const token = credentials?.kind === "bearer" ? credentials.token : "";
    await act({ ...run, url, token });
    return SILENT;
  };
}

const SILENT: ToolOutcome = { exitCode: 3, stdout: "", stderr: "", lastWords: "", report: "", files: [] };

function ask(url: string, token: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } });
}

test("on a sound target everything passes and every property holds", { timeout: 60_000 }, async () => {
  const result = await runHostile(SOUND);
  expect([result.breaches, result.exitCode, result.left]).toEqual([[], 0, { users: 0, groups: 0 }]);
  expect(result.judged).toBeGreaterThanOrEqual(30);
  expect(result.requests).toBeGreaterThan(100);
});

test("a tool that deletes somebody else is caught", async () => {
  const result = await runHostile(
    SOUND,
    reckless(async ({ url, token }) => {
      const list = await ask(`${url}/Users?count=1`, token, {});
      const [stranger] = itemsOf({ body: parseBody(await list.text()) });
      await ask(`${url}/Users/${idOf({ body: stranger })}`, token, { method: "DELETE" });
    }),
  );
  const properties = result.breaches.map(({ property }) => property);
  expect(properties).toEqual(["strangers-unchanged", "strangers-unnamed", "report-valid"]);
});

test("a tool that leaves something without a word is caught", async () => {
  const body = JSON.stringify({ schemas: [], userName: "zsc-left" });
  const result = await runHostile(
    SOUND,
    reckless(({ url, token }) => ask(`${url}/Users`, token, { method: "POST", body })),
  );
  expect(result.left).toEqual({ users: 1, groups: 0 });
  expect(result.breaches.map(({ property }) => property)).toEqual(["residue-told", "journal-kept", "report-valid"]);
});

test("a tool that writes the token into its journal is caught, however it is spelled", async () => {
  for (const spell of [(token: string) => token, encodeURIComponent, (token: string) => btoa(token)]) {
    const result = await runHostile(
      SOUND,
      reckless(async ({ options, token }) =>
        writeFileSync(join(options.stateFolder ?? "", "run.jsonl"), `{"note":"${spell(token)}"}`),
      ),
    );
    expect(result.breaches.map(({ property }) => property)).toContain("secrets-kept");
  }
});

test("a fault that nobody catches is seen", async () => {
  const result = await runHostile(
    SOUND,
    reckless(async () => {
      process.emit("unhandledRejection", new Error("lost"), Promise.resolve());
    }),
  );
  expect(result.breaches.map(({ property }) => property)).toContain("no-exception");
});
