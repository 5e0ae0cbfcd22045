import { expect } from "vitest";
import { at, proveEach } from "../testing/prove-each.ts";

proveEach("names", {
  right: async (open) => {
    const ground = await open();
    expect(at(await ground.makeUser("zsc-ann"), "userName")).toBe("zsc-ann@example.com");
  },
  prefix: async (open) => {
    const ground = await open();
    expect(at(await ground.makeUser("zsc-ann"), "userName")).toBe("CORP\\zsc-ann@example.com");
  },
  "upper-case": async (open) => {
    const ground = await open();
    expect(at(await ground.makeGroup("zsc-group"), "displayName")).toBe("ZSC-GROUP");
  },
  "from-email": async (open) => {
    const ground = await open();
    expect(at(await ground.makeUser("zsc-ann"), "userName")).toBe("zsc-ann");
  },
  "cut-20": async (open) => {
    const ground = await open();
    expect(at(await ground.makeGroup("zsc-abcdefgh-12345-group"), "displayName")).toBe("zsc-abcdefgh-12345-g");
  },
  "cut-8": async (open) => {
    const ground = await open();
    expect(at(await ground.makeGroup("zsc-abcdefgh-12345-group"), "displayName")).toBe("zsc-abcd");
  },
  lost: async (open) => {
    const ground = await open();
    expect(at(await ground.makeUser("zsc-ann"), "userName")).toMatch(/^account-[0-9a-f]{10}$/);
  },
});
