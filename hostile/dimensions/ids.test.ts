import { expect } from "vitest";
import { at, idOf, proveEach } from "../testing/prove-each.ts";

proveEach("ids", {
  right: async (open) => {
    const ground = await open();
    expect(idOf(await ground.makeUser())).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  },
  "counters-shared": async (open) => {
    const ground = await open();
    expect([idOf(await ground.makeUser()), idOf(await ground.makeGroup())]).toEqual(["251", "252"]);
  },
  "counters-separate": async (open) => {
    const ground = await open();
    expect([idOf(await ground.makeUser()), idOf(await ground.makeGroup())]).toEqual(["201", "51"]);
    expect(at(await ground.send("GET", "/Users/51"), "userName")).toBe("employee51@corp.example");
  },
  numbers: async (open) => {
    const ground = await open();
    expect(at(await ground.makeUser(), "id")).toBe(201);
    expect(at(await ground.send("GET", "/Users/201"), "id")).toBe(201);
  },
  "reused-lowest": async (open) => {
    const ground = await open();
    await ground.makeUser("zsc-a");
    await ground.makeUser("zsc-b");
    await ground.send("DELETE", "/Users/201");
    expect(idOf(await ground.makeUser("zsc-c"))).toBe("201");
  },
  "reused-last": async (open) => {
    const ground = await open();
    await ground.makeUser("zsc-a");
    await ground.makeUser("zsc-b");
    await ground.send("DELETE", "/Users/201");
    await ground.send("DELETE", "/Users/202");
    expect(idOf(await ground.makeUser("zsc-c"))).toBe("202");
    expect(idOf(await ground.makeUser("zsc-d"))).toBe("201");
  },
  "reused-by-newcomer": async (open) => {
    const ground = await open();
    await ground.makeUser();
    await ground.send("DELETE", "/Users/201");
    expect(at(await ground.send("GET", "/Users/201"), "userName")).toBe("newcomer201@corp.example");
    expect(ground.store.harmed()).toEqual([]);
    await ground.send("DELETE", "/Users/201");
    expect(ground.store.harmed()).toEqual(["Users/201 is gone"]);
    expect(ground.requests.at(-1)?.harms).toEqual(["Users/201"]);
  },
  "by-name": async (open) => {
    const ground = await open();
    expect(idOf(await ground.makeUser("zsc-ann"))).toBe("zsc-ann@example.com");
    expect((await ground.send("GET", "/Users/zsc-ann%40example.com")).status).toBe(200);
  },
});
