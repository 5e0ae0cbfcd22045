import { describe, expect, it } from "vitest";
import { GENERIC, clientOf, makeGroup, makeUser, serverOf, userBody } from "../../server.fixture.ts";

describe("membership through other groups", () => {
  it("is followed once on each way, however many ways lead to the same group", async () => {
    const client = clientOf(serverOf(GENERIC));
    const ann = await makeUser(client, userBody("ann"));
    let level: readonly string[] = [ann];
    // Forty levels of two groups, each of which holds both below it: a million million ways lead to the top.
    for (let depth = 0; depth < 40; depth += 1) {
      level = [await makeGroup(client, `L${depth}`, level), await makeGroup(client, `R${depth}`, level)];
    }
    expect((await client.get(`/Users/${ann}`)).body["groups"]).toHaveLength(80);
  });
});
