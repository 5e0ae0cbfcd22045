import { pathTo } from "../../../src/kit/index.ts";
import type { CheckContext } from "../../../src/kit/index.ts";

/** Makes a user and reads it. */
export async function readOne(t: CheckContext): Promise<void> {
  await (await t.make.user()).read();
}

/** Makes two users and asks for a page of one. */
export async function listOneOfTwo(t: CheckContext): Promise<void> {
  await t.make.user();
  await t.make.user();
  await t.get(pathTo`/Users?count=1`);
}
