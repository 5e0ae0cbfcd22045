import {
  breaking,
  defineCheck,
  defineFamily,
  failsAlone,
  GROUP_URN,
  isObject,
  isUnassigned,
  on,
  ownText,
  publishedAttribute,
  sameName,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Reply } from "../../../src/kit/index.ts";
import { membersOf, optionalMembersOf, readProjected, verifyWithout } from "../words/projected.ts";

const GROUPS = "GET /Groups/:id?";
/** What any answer may have, and what the checks ask for. */
const EXPECTED: readonly string[] = ["id", "schemas", "meta", "displayname"];

const groups = defineCheck({
  id: "query.project.groups",
  title: "The parameters attributes and excludedAttributes work on groups as on users",
  rule: ["RFC7644-3.9-01", "RFC7644-3.9-04"],
  advice:
    "Apply attributes and excludedAttributes at /Groups as at /Users: clients leave members out where a group has many.",
  run: async (t) => {
    const user = await t.make.user();
    const group = await t.make.group({ overrides: { members: [{ value: user.id }], externalId: ownText(t) } });
    const whole = await t.get(group.path);
    const others = optionalMembers(t, whole);
    const [first] = others;
    if (first === undefined) return t.skip("the target shows a group with nothing but displayName");
    const limited = await t.get(withQuery(group.path, { attributes: "displayName" }));
    const reduced = await t.get(withQuery(group.path, { excludedAttributes: first }));
    const judge = async (): Promise<void> => {
      const named = verify(limited, { rule: "RFC7644-3.9-01" }).status(200);
      named.at("displayName").isAssigned();
      verifyWithout(named.at(), others);
      verifyWithout(verify(reduced, { rule: "RFC7644-3.9-04" }).status(200).at(), [first]);
    };
    // What is wrong with users too is told by query.project.attributes and query.project.excluded.
    if (!(await failsAlone(judge, async () => !(await projectsUsers(t))))) t.skip("users are projected no better");
  },
  defects: {
    "attributes-ignored-for-groups": breaking(
      "RFC7644-3.9-01",
      on(GROUPS).url((url) => url.searchParams.delete("attributes")),
    ),
    "excluded-attributes-ignored-for-groups": breaking(
      "RFC7644-3.9-04",
      on(GROUPS).url((url) => url.searchParams.delete("excludedAttributes")),
    ),
  },
});

/** Projection of groups. */
export const projectGroupChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [groups]);

/** Of a group's members, those that disappear when only displayName is asked for. */
function optionalMembers(t: CheckContext, { body }: Reply): readonly string[] {
  return membersOf(isObject(body) ? body : {}).filter((name) => {
    const returned = publishedAttribute(t, [GROUP_URN, name])?.returned;
    return !EXPECTED.includes(name.toLowerCase()) && returned !== "always" && returned !== "request";
  });
}

/** True where a user is projected as he must be, and where that cannot be found out. */
async function projectsUsers(t: CheckContext): Promise<boolean> {
  const user = await t.make.user();
  const others = optionalMembersOf(t, await user.read()).filter((name) => !sameName(name, "userName"));
  const [first] = others;
  if (first === undefined) return true;
  const limited = await readProjected(t, user, { attributes: "userName" });
  const reduced = await readProjected(t, user, { excludedAttributes: first });
  return isWithout(limited, others) && isWithout(reduced, [first]);
}

function isWithout({ body }: Reply, names: readonly string[]): boolean {
  return names.every((name) => isObject(body) && isUnassigned(body[name]));
}
