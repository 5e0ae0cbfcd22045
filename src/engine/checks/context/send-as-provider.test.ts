import { expect, test } from "vitest";
import { connectorTest } from "../../../../emulator/okta/wire/list-queries.ts";
import { createUser } from "../../../../emulator/okta/wire/create-user.ts";
import { loadProfile } from "../../../documents/load-profile.ts";
import { openGround } from "../../../self-check/proving-ground.ts";
import type { CheckContext } from "../../../kit/check-context.ts";
import { createCheckContext } from "./create-check-context.ts";

const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });

function context(): CheckContext {
  return createCheckContext({ run: ground.run, stage: ground }, { kind: "check", id: "test.as" });
}

test("what a wire has built goes out as it is, and the exchange says who sends it", async () => {
  const t = context();
  const { userName } = t.make.userBody();
  const built = createUser({ userName }, { externalId: "00u1", password: "qT4wZ9bk" });
  const { exchange } = await t.as("okta").send(built);
  expect(exchange.sender).toBe("okta");
  const { authorization, ...headers } = exchange.request.headers;
  expect(authorization).toBeDefined();
  expect(headers).toEqual(built.headers);
  expect(exchange.request.body).toEqual(built.body);
});

test("whatever else a check sends is the tool's, also with a provider's headers", async () => {
  const t = context();
  const { path, headers } = connectorTest();
  const said = { headers, sender: "okta" };
  expect((await t.get(path, said)).exchange.sender).toBe("tool");
  expect((await t.make.user({ label: "own" })).reply.exchange.sender).toBe("tool");
});

test("a request is sent as its own provider only", async () => {
  await expect(context().as("acme").send(connectorTest())).rejects.toThrow(
    'as("acme") is given a request that okta sends',
  );
});
