import {
  canFind,
  defineCheck,
  defineFamily,
  filterOf,
  getIgnoreCase,
  idOf,
  isObject,
  isPresent,
  isRefusal,
  isSuccess,
  makeIfTaken,
  on,
  quoted,
  readBack,
  remembering,
  toListBody,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Path, Reply, Wrap } from "../../../src/kit/index.ts";

const EQUALS = { userName: /^userName eq "([^"\\]*)"$/i, displayName: /^displayName eq "([^"\\]*)"$/i } as const;

const user = defineCheck({
  id: "query.filter.renamed-user",
  title: "After a PATCH or PUT of userName a filter finds the user by the new name and not by the old one",
  rule: "RFC7644-3.4.2.2-06",
  needs: ["filter"],
  advice: "Filter by what GET shows: bring an index or a copy of userName up to date with each write, PATCH included.",
  run: async (t) => {
    let judged = 0;
    for (const method of ["PATCH", "PUT"] as const) {
      if (method === "PATCH" && !isPresent(t.capabilities.patch)) continue;
      // With an address of its own: whether a filter takes the e-mail for the name is for query.filter.user-name-not-email.
      const { emails } = t.make.userBody({ label: `address-${method.toLowerCase()}` });
      const label = `before-${method.toLowerCase()}`;
      const made =
        (await makeIfTaken(t, { label, overrides: { emails } })) ?? (await t.make.user({ label: `own-${label}` }));
      const before = made.sent.userName;
      if (!(await canFind(t, filterOf`userName eq ${quoted(before)}`, { finds: [made] }))) continue;
      const after = before.replace("before", "after");
      if (await judgeRename(t, { ...made, attribute: "userName", endpoint: "/Users", method, before, after }))
        judged += 1;
    }
    if (judged === 0) t.skip("the target renames no user, or finds none by userName");
  },
  defects: {
    "users-are-found-by-their-first-name-only": staleAfter(["PATCH", "PUT"], "/Users", "userName"),
    "patch-leaves-the-index-of-user-names": staleAfter(["PATCH"], "/Users", "userName"),
  },
});

const group = defineCheck({
  id: "query.filter.renamed-group",
  title: "After a PATCH or PUT of displayName a filter finds the group by the new name and not by the old one",
  rule: "RFC7644-3.4.2.2-41",
  needs: ["filter", "groups", "groupFilter"],
  advice:
    "Filter by what GET shows: bring an index or a copy of displayName up to date with each write, PATCH included.",
  run: async (t) => {
    let judged = 0;
    for (const method of ["PATCH", "PUT"] as const) {
      if (method === "PATCH" && !isPresent(t.capabilities.groupPatch)) continue;
      const made = await t.make.group({ label: `before-${method.toLowerCase()}` });
      const before = made.sent.displayName;
      const found = await t.settle(
        () => t.query("/Groups", filterOf`displayName eq ${quoted(before)}`),
        (reply) => isListed(reply, made.id),
      );
      if (!isListed(found, made.id)) continue;
      const after = before.replace("before", "after");
      if (await judgeRename(t, { ...made, attribute: "displayName", endpoint: "/Groups", method, before, after }))
        judged += 1;
    }
    if (judged === 0) t.skip("the target renames no group, or finds none by displayName");
  },
  defects: {
    "groups-are-found-by-their-first-name-only": staleAfter(["PATCH", "PUT"], "/Groups", "displayName"),
    "patch-leaves-the-index-of-group-names": staleAfter(["PATCH"], "/Groups", "displayName"),
  },
});

/** Filters after a change of what they compare. */
export const filterRenamedChecks: readonly Check[] = defineFamily({}, [user, group]);

interface Rename {
  readonly id: string;
  readonly path: Path;
  readonly attribute: "userName" | "displayName";
  readonly endpoint: "/Users" | "/Groups";
  readonly method: "PATCH" | "PUT";
  readonly before: string;
  readonly after: string;
}

/** Renames and judges what filters find; false where the target does not rename. */
async function judgeRename(t: CheckContext, rename: Rename): Promise<boolean> {
  const { id, path, attribute, endpoint, before, after } = rename;
  const { resource } = await readBack(t, path);
  const reply =
    rename.method === "PUT"
      ? await t.put(path, { ...resource, [attribute]: after })
      : await t.patch(path, [{ op: "replace", path: attribute, value: after }]);
  if (!isSuccess(reply)) return false;
  const read = await t.settle(
    () => t.get(path),
    ({ body }) => isNamed(body, attribute, after),
  );
  if (!isNamed(read.body, attribute, after)) return false;
  const query = (name: string): Promise<Reply> =>
    t.query(
      endpoint,
      attribute === "userName" ? filterOf`userName eq ${quoted(name)}` : filterOf`displayName eq ${quoted(name)}`,
    );
  const renamed = { id, path, sent: { [attribute]: after } };
  await t.eventually(
    () => query(after),
    (found) => {
      if (!isRefusal(found))
        verify(found, { after: reply, although: "that is its name now", others: [read] }).lists(renamed);
    },
  );
  await t.eventually(
    () => query(before),
    (found) => {
      if (isSuccess(found)) verify(found, { after: reply, although: "it has another name now" }).doesNotList(renamed);
    },
  );
  return true;
}

function isNamed(body: Json | undefined, attribute: string, name: string): boolean {
  const found = isObject(body) ? getIgnoreCase(body, attribute) : undefined;
  return typeof found === "string" && found.toLowerCase() === name.toLowerCase();
}

function isListed({ body }: Reply, id: string): boolean {
  return toListBody(isObject(body) ? body : {}).resources.some((item) => idOf(item) === id);
}

/** A server that filters by the names that a resource had before writes with these methods. */
function staleAfter(
  methods: readonly string[],
  endpoint: "/Users" | "/Groups",
  attribute: "userName" | "displayName",
): Wrap {
  return remembering(() => {
    const names = new Map<string, unknown>();
    const remember = on(
      `${["POST", "PATCH", "PUT"].filter((method) => !methods.includes(method)).join("|")} ${endpoint}/:id?`,
    ).resources((resource) => {
      names.set(String(resource["id"]), resource[attribute]);
      return resource;
    });
    const answer = on(`GET ${endpoint}`, {
      query: (query) => EQUALS[attribute].test(query.get("filter") ?? ""),
    }).answer(async (request, next) => {
      const url = new URL(request.url);
      const [, name = ""] = EQUALS[attribute].exec(url.searchParams.get("filter") ?? "") ?? [];
      url.searchParams.delete("filter");
      url.searchParams.set("count", "200");
      const response = await next(new Request(url, request));
      const list: unknown = await response.json();
      if (!isObject(list)) return response;
      const found = toListBody(list).resources.filter((resource) => {
        const known = names.get(String(resource["id"])) ?? resource[attribute];
        return String(known).toLowerCase() === name.toLowerCase();
      });
      return Response.json(
        { ...list, totalResults: found.length, itemsPerPage: found.length, Resources: found },
        { headers: { "content-type": "application/scim+json" } },
      );
    });
    return (next) => answer(remember(next));
  });
}
