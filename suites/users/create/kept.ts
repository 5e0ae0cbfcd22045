import {
  defineCheck,
  describeOutcome,
  describeRequest,
  isSuccess,
  isUnassigned,
  on,
  pathOfNew,
  publishedAttribute,
  readBack,
  sameText,
  USER_URN,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json } from "../../../src/kit/index.ts";
import { createWith, postWith } from "../words/create-with.ts";
import type { Overrides } from "../words/create-with.ts";

const CREATE = "POST /Users";

/** A value of each optional core attribute that any server which stores it should take. */
const VALUES: Readonly<Record<string, Json>> = {
  displayName: "Ada Abara",
  nickName: "Ada",
  title: "Tester",
  userType: "Employee",
  preferredLanguage: "en-US",
  locale: "en-US",
  timezone: "America/New_York",
  profileUrl: "https://example.com/people/ada",
  phoneNumbers: [{ type: "work", value: "+1-201-555-0123" }],
  addresses: [{ type: "work", streetAddress: "1 Main Street", locality: "Boston", country: "US" }],
};

/** Texts of which a server has nothing to make another form. */
const FREE = ["displayName", "nickName"];

const kept = defineCheck({
  id: "users.create.kept",
  title: "Attributes that /Schemas offers for writing are stored",
  rule: "RFC7644-3.1-07",
  advice: "Store every attribute that /Schemas publishes as readWrite, or take it out of /Schemas.",
  run: async (t) => {
    const offered = Object.keys(VALUES).filter((name) => {
      const definition = publishedAttribute(t, [USER_URN, name]);
      return definition?.mutability === "readWrite" && definition.returned === "default";
    });
    if (offered.length === 0) t.skip("/Schemas publishes none of the optional attributes as readWrite");
    const all = await postWith(t, toOverrides(offered));
    const taken = isSuccess(all) ? offered : await takenAlone(t, offered);
    const { reply, resource } = isSuccess(all)
      ? await readBack(t, pathOfNew(t, all))
      : await createWith(t, toOverrides(taken));
    const isKept = (name: string): boolean =>
      FREE.includes(name) ? sameText(valueAt(resource, name), VALUES[name]) : !isUnassigned(valueAt(resource, name));
    const lost = taken.filter((name) => !isKept(name));
    const although = `/Schemas publishes ${lost.join(", ")} as readWrite`;
    const others = lost.length === 0 ? [] : [await t.get("/Schemas")];
    for (const name of taken) {
      const found = verify(reply, { although, others }).at(name);
      found.isAssigned();
      if (FREE.includes(name)) found.isLike(String(VALUES[name]));
    }
  },
  defects: {
    "published-attribute-is-not-stored": on(CREATE).sent((body) => without(body, "timezone")),
    "published-text-is-stored-as-another": on(CREATE).sent((body) =>
      "nickName" in body ? { ...body, nickName: body["userName"] } : body,
    ),
    "published-addresses-are-not-stored": on(CREATE).sent((body) => without(body, "addresses", "phoneNumbers")),
  },
});

/** What POST /Users must store. */
export const createKeptChecks: readonly Check[] = [kept];

function toOverrides(names: readonly string[]): Overrides {
  return Object.fromEntries(Object.entries(VALUES).filter(([name]) => names.includes(name)));
}

/** Those of which a user has a value taken when he has no other. Of what is refused a remark is made: it is offered for writing. */
async function takenAlone(t: CheckContext, names: readonly string[]): Promise<readonly string[]> {
  await t.make.user();
  const taken = [];
  for (const name of names) {
    const reply = await postWith(t, toOverrides([name]));
    if (isSuccess(reply)) taken.push(name);
    else
      t.note(reply, `${describeRequest(reply)} answers ${describeOutcome(reply)} to a ${name}, which /Schemas offers`);
  }
  return taken.length > 0 ? taken : t.skip("POST /Users takes none of the optional attributes of /Schemas");
}
