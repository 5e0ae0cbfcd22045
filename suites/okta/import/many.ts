import { defineCheck, describeRequest, on, toListBody, totalOf, verify } from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject } from "../../../src/kit/index.ts";
import { importPage } from "../../../emulator/okta/wire/list-queries.ts";
import { okta } from "../words/clause.ts";
import { resourcesOf, UNFILTERED } from "../words/page.ts";
import { send } from "../words/send.ts";

/** One more than a page of an import holds. */
const MANY = 101;
/** How many are made at a time. */
const AT_ONCE = 5;

const many = defineCheck({
  id: "okta.import.many",
  title: "A list of more than 100 users counts all of them, and its second page is not empty",
  rule: okta({
    id: "OKTA-import-08",
    standing: "observed",
    url: "https://github.com/better-auth/better-auth/issues/10398",
    seen: "2026-11-30",
    requirement:
      "Okta asks for pages of 100 until it has totalResults users: where the counter or the list ends at a page, everybody behind it is never imported.",
  }),
  features: ["import"],
  advice: "Count all that match before the page is cut, and let no default limit of the database cut the list itself.",
  exclusive: true,
  run: async (t) => {
    if (t.profile.seats !== undefined) t.skip("users take seats, and so many of them may be needed elsewhere");
    await makeMany(t);
    const although = `the check alone has made ${MANY} users`;
    const first = await t.eventually(
      () => send(t, importPage("/Users", 1)),
      (reply) => {
        const counted = totalOf(reply);
        const sentence = `${describeRequest(reply)} shows totalResults ${counted}`;
        const answer = verify(reply, { although }).status(200);
        answer.that(counted >= MANY, sentence, { expected: `at least ${MANY}`, at: ["totalResults"] });
        return reply;
      },
    );
    // Pages that are smaller are the business of okta.import.full-page.
    await t.eventually(
      () => send(t, importPage("/Users", MANY)),
      (reply) => {
        const isFilled = resourcesOf(reply).length > 0;
        const sentence = `${describeRequest(reply)} lists nobody`;
        verify(reply, { although, others: [first] })
          .status(200)
          .that(isFilled, sentence, { expected: "the users of the second page", at: ["Resources"] });
      },
    );
  },
  defects: {
    "total-ends-at-a-hundred": on(UNFILTERED).body((list) => cutTotal(list, 100)),
    "total-ends-at-twenty": on(UNFILTERED).body((list) => cutTotal(list, 20)),
    "list-ends-at-a-hundred": on(UNFILTERED).body((list, { url }) => {
      const start = Number(new URL(url).searchParams.get("startIndex") ?? "1");
      return start <= 100 ? list : { ...list, itemsPerPage: 0, Resources: [] };
    }),
  },
});

/** What Okta needs of a directory of more than one page. */
export const importManyChecks: readonly Check[] = [many];

async function makeMany(t: CheckContext): Promise<void> {
  for (let made = 0; made < MANY; made += AT_ONCE) {
    const count = Math.min(AT_ONCE, MANY - made);
    await Promise.all(Array.from({ length: count }, async () => t.make.user()));
  }
}

function cutTotal(list: JsonObject, most: number): JsonObject {
  const total = Number(toListBody(list).totalResults);
  return { ...list, totalResults: Math.min(total, most) };
}
