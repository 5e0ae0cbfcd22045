import { expect, test } from "vitest";
import type { Reply } from "../../exchange/reply.ts";
import { lookThrough } from "./look-through.ts";

/** The pages of a list of ids, of at most `most` each. */
function listOf(ids: readonly string[], most = 100) {
  const asked: number[] = [];
  const page = (startIndex: number): Reply => {
    const Resources = ids.slice(startIndex - 1, startIndex - 1 + most).map((id) => ({ id }));
    return { status: 200, body: { totalResults: ids.length, Resources } } as unknown as Reply;
  };
  const read = (startIndex: number): Promise<Reply> => {
    asked.push(startIndex);
    return Promise.resolve(page(startIndex));
  };
  return { asked, find: (id: string) => lookThrough(page(1), id, read) };
}

const IDS = Array.from({ length: 350 }, (_, index) => `id${index + 1}`);

test.each(["id1", "id100", "id101", "id200", "id201", "id250", "id251", "id350"])(
  "%s is found, wherever the target lists it",
  async (id) => {
    expect((await listOf(IDS).find(id))?.user).toEqual({ id });
  },
);

test("the last page is looked at before those between", async () => {
  const list = listOf(IDS);
  expect(await list.find("nobody")).toBeUndefined();
  expect(list.asked).toEqual([251, 91, 181]);
});

test("pages that are shorter than asked for leave nobody out", async () => {
  for (const id of IDS) expect((await listOf(IDS, 50).find(id))?.user).toEqual({ id });
});

test("a big directory is not looked through to its end", async () => {
  const list = listOf(Array.from({ length: 50_000 }, (_, index) => `id${index}`));
  await list.find("nobody");
  expect(list.asked).toHaveLength(9);
});
