import { expect, test } from "vitest";
import type { Reply } from "../../exchange/reply.ts";
import { findsCrowd } from "./finds-crowd.ts";

test.each([
  { answer: "the whole answer, with others in it", totalResults: 3, ids: ["own", "a", "b"], isCrowd: false },
  { answer: "a part of the answer, with others in it", totalResults: 500, ids: ["a", "b"], isCrowd: true },
  { answer: "a part of the answer that holds the own ones only", totalResults: 500, ids: ["own"], isCrowd: false },
  { answer: "nothing", totalResults: 0, ids: [], isCrowd: false },
])("$answer", ({ totalResults, ids, isCrowd }) => {
  const body = { totalResults, Resources: ids.map((id) => ({ id })) };
  expect(findsCrowd({ status: 200, body } as unknown as Reply, ["own"])).toBe(isCrowd);
});
