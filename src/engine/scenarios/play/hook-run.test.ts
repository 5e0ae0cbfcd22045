import { describe, expect, test } from "vitest";
import { HookFailure, runHook } from "./hook-run.ts";
import { Secrets } from "../../../exchange/masking/secrets.ts";
import type { HookRequest, HookTools } from "./hook-run.ts";
import { Skip } from "../../../exchange/violation.ts";

function tools(answer: { status: number; text: string }): HookTools & { readonly requests: HookRequest[] } {
  const requests: HookRequest[] = [];
  return {
    requests,
    request: (request) => {
      requests.push(request);
      return Promise.resolve(answer);
    },
    shell: () => Promise.reject(new Error("no shell here")),
    secrets: new Secrets(),
    env: (name) => (name === "PORTAL_TOKEN" ? "s3cret" : undefined),
  };
}

const BUY = {
  kind: "http",
  method: "POST",
  url: "${adminUrl}/api/seats/buy",
  headers: { authorization: "Bearer ${env.PORTAL_TOKEN}" },
  body: { product: "${product}", seats: "${seats}", note: "bought ${seats} of ${product}" },
} as const;

describe("an HTTP hook", () => {
  test("is sent with its values filled in, and answers with the parsed body", async () => {
    const world = tools({ status: 200, text: '{"total":120}' });
    const values = { adminUrl: "http://portal.example", product: "Sales", seats: 20 };
    expect(await runHook(BUY, values, world)).toEqual({ total: 120 });
    expect(world.requests).toEqual([
      {
        method: "POST",
        url: "http://portal.example/api/seats/buy",
        headers: { authorization: "Bearer s3cret" },
        body: '{"product":"Sales","seats":20,"note":"bought 20 of Sales"}',
      },
    ]);
  });

  test("answers null when there is no JSON", async () => {
    const hook = { kind: "http", method: "GET", url: "http://x.example", headers: {} } as const;
    expect(await runHook(hook, {}, tools({ status: 204, text: "" }))).toBeNull();
  });

  test("that is refused is an error with the answer, and without what was filled in", async () => {
    const hook = { kind: "http", method: "GET", url: "http://x.example/${product}", headers: {} } as const;
    await expect(runHook(hook, { product: "Sales" }, tools({ status: 403, text: "no" }))).rejects.toThrow(
      "GET http://x.example/${product} answers 403: no",
    );
  });

  test("that needs a variable which is not set is skipped", async () => {
    const hook = { kind: "http", method: "GET", url: "http://x.example", headers: { "x-key": "${env.KEY}" } } as const;
    await expect(runHook(hook, {}, tools({ status: 200, text: "" }))).rejects.toThrow(
      new Skip("the environment variable KEY is not set"),
    );
  });

  test("that nobody answers fails, without what was filled in", async () => {
    const hook = { kind: "http", method: "GET", url: "http://x.example/${product}", headers: {} } as const;
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const world = { ...tools({ status: 200, text: "" }), request: () => Promise.reject(refused) };
    await expect(runHook(hook, { product: "Sales" }, world)).rejects.toThrow(
      new HookFailure("GET http://x.example/${product} comes to nothing: connection refused (ECONNREFUSED)"),
    );
  });
});

describe("a shell hook", () => {
  const world = (exitCode: number, stdout: string) => {
    const calls: unknown[] = [];
    const shell: HookTools["shell"] = (command, variables) => {
      calls.push([command, variables]);
      return Promise.resolve({ exitCode, stdout, stderr: "no such product\n" });
    };
    return { ...tools({ status: 200, text: "" }), shell, calls };
  };

  test("gets its values as variables, so that nothing in them is executed", async () => {
    const hook = { kind: "shell", command: 'portal buy "${product}" "${seats}" --key "${env.PORTAL_TOKEN}"' } as const;
    const shell = world(0, '{"ok":true}\n');
    expect(await runHook(hook, { product: "$(rm -rf ~)", seats: 20 }, shell)).toEqual({ ok: true });
    expect(shell.calls).toEqual([
      ['portal buy "${product}" "${seats}" --key "${PORTAL_TOKEN}"', { product: "$(rm -rf ~)", seats: "20" }],
    ]);
  });

  test("that does not end is an error with the reason alone", async () => {
    const shell = { ...world(0, ""), shell: () => Promise.reject(new Error("it has not ended within 60 s")) };
    await expect(runHook({ kind: "shell", command: "portal buy" }, {}, shell)).rejects.toThrow(
      /^the command "portal buy" comes to nothing: it has not ended within 60 s$/,
    );
  });

  test("that fails is an error with what it wrote", async () => {
    await expect(runHook({ kind: "shell", command: "portal buy" }, {}, world(2, ""))).rejects.toThrow(
      'the command "portal buy" ends with 2: no such product',
    );
  });
});
