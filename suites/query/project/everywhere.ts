import {
  breaking,
  defineCheck,
  describeRequest,
  errorResponse,
  ENTERPRISE_USER_URN,
  filterOf,
  isPresent,
  isRefusal,
  isSuccess,
  isUnassigned,
  makeIfTaken,
  on,
  pathTo,
  quoted,
  sameUrn,
  showSent,
  USER_URN,
  valueAt,
  verify,
  verifyFindsUnlessRefused,
  withHeader,
  without,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, Match, Reply } from "../../../src/kit/index.ts";
import { readsFilterAs } from "../words/filter-defects.ts";
import {
  optionalMembersOf,
  readProjected,
  supposeLimited,
  verifyLimited,
  verifyShown,
  verifyWithout,
} from "../words/projected.ts";
import { supposeNamed } from "../words/suppose.ts";

const LIMITED: Match = { query: (query) => query.has("attributes") };

const writes = defineCheck({
  id: "query.project.writes",
  title: "The parameter attributes also limits the answers to POST, PUT and PATCH",
  rule: "RFC7644-3.9-05",
  advice:
    "Apply the attributes parameter to every answer that holds a resource, and keep the Location header of a 201.",
  run: async (t) => {
    const created = await t.post(pathTo`/Users?attributes=userName`, t.make.userBody());
    if (!isSuccess(created)) t.skip(`the target refuses POST /Users?attributes=userName (${created.status})`);
    if (created.status === 201) verify(created).header("Location").isPresent();
    const user = await t.make.user();
    const plain = await user.read();
    const others = optionalMembersOf(t, plain).filter((name) => name !== "userName");
    if (others.length === 0) t.skip("the target shows a user with nothing but userName");
    const replies = [created, await t.put(withQuery(user.path, { attributes: "userName" }), plain)];
    if (isPresent(t.capabilities.patch)) {
      const operation = { op: "replace", path: "name.familyName", value: "Limited" };
      replies.push(await t.patch(withQuery(user.path, { attributes: "userName" }), [operation]));
    }
    for (const reply of replies) verify(reply).doesNotCrash();
    // An answer to a write need not have a body.
    const shown = replies.filter((reply) => isSuccess(reply) && reply.text !== "");
    if (shown.length === 0) t.skip("the target shows no user in its answers to writes");
    for (const reply of shown) verifyLimited(verify(reply), others);
  },
  defects: {
    "patch-with-attributes-crashes": on("PATCH", LIMITED).answer(() => errorResponse(500, "No response model.")),
    "attributes-ignored-on-post": on("POST").url((url) => url.searchParams.delete("attributes")),
    "attributes-ignored-on-put": on("PUT").url((url) => url.searchParams.delete("attributes")),
    "attributes-ignored-on-patch": on("PATCH").url((url) => url.searchParams.delete("attributes")),
    "limited-put-shows-no-id": on("PUT", LIMITED).resources((user) => without(user, "id")),
    "limited-put-shows-no-user-name": on("PUT", LIMITED).resources((user) => without(user, "userName")),
    "projected-create-loses-location": on("POST", LIMITED).response((r) => withHeader(r, "location", null)),
  },
});

const never = defineCheck({
  id: "query.project.never",
  title: "A password does not come back even when it is asked for",
  rule: ["RFC7643-7-16", "RFC7643-7-14"],
  advice: "Drop password from every answer, after the attributes parameter has been applied.",
  run: async (t) => {
    const password = `Zs1!${t.runId}-never-shown`;
    const user = await makeIfTaken(t, { overrides: { password } });
    if (user === undefined) return t.skip("the target refuses a user with a password");
    const replies = [
      await t.get(withQuery(user.path, { attributes: "password" })),
      await t.get(withQuery(user.path, { attributes: "userName,password" })),
    ];
    for (const reply of replies) verify(reply, { rule: "RFC7643-7-16" }).doesNotCrash();
    const shown = replies.filter(isSuccess);
    if (shown.length === 0) t.skip("the target refuses attributes=password");
    for (const reply of shown) {
      verifySecret(reply, password);
      if (valueAt(reply.body, "password") !== undefined)
        t.note(reply, `${describeRequest(reply)} shows the attribute password, though not its value`);
    }
  },
  defects: {
    "asking-for-the-password-crashes": breaking(
      "RFC7643-7-16",
      on("GET", { query: (query) => query.get("attributes")?.includes("password") === true }).answer(() =>
        errorResponse(500, "password is not readable"),
      ),
    ),
    "password-returned-when-asked-for": breaking(
      "RFC7643-7-16",
      on("GET", { query: (query) => /password/.test(query.get("attributes") ?? "") }).resources((user) => ({
        ...user,
        password: "5f4dcc3b5aa765d61d8327deb882cf99",
      })),
    ),
    "credentials-returned-when-asked-for": breaking(
      "RFC7643-7-16",
      on("GET", { query: (query) => query.get("attributes")?.startsWith("password") === true }).resources((user) => ({
        ...user,
        password: { value: "5f4dcc3b5aa765d61d8327deb882cf99", type: "md5" },
      })),
    ),
    "password-returned-as-it-was-sent": breaking(
      "RFC7643-7-14",
      showSent({ method: "GET", query: (query) => query.has("attributes") }, (user, sent) => ({
        ...user,
        password: sent["password"] ?? null,
      })),
    ),
    "password-returned-under-another-name": breaking(
      "RFC7643-7-14",
      showSent({ method: "GET", query: (query) => query.has("attributes") }, (user, sent) => ({
        ...user,
        nickName: sent["password"] ?? null,
      })),
    ),
  },
});

const extension = defineCheck({
  id: "query.project.extension-path",
  title: "A sub-attribute of an extension is written with a colon and a dot",
  rule: "RFC7644-3.10-03",
  needs: ["filter", "enterprise"],
  advice: `Read ${ENTERPRISE_USER_URN}:manager.value as the value of manager in the extension.`,
  run: async (t) => {
    const boss = await t.make.user({ label: "boss" });
    const schemas = [USER_URN, ENTERPRISE_USER_URN];
    const overrides = { schemas, [ENTERPRISE_USER_URN]: { manager: { value: boss.id } } };
    const user = await t.make.user({ label: "clerk", overrides });
    const path = [ENTERPRISE_USER_URN, "manager", "value"] as const;
    const plain = await user.read();
    if (valueAt(plain, ...path) !== boss.id) t.skip("the target does not keep manager.value");
    const others = optionalMembersOf(t, plain).filter(
      (name) => name !== "userName" && !sameUrn(name, ENTERPRISE_USER_URN),
    );
    await supposeLimited(t, user, others);
    await supposeNamed(t, boss, user);
    const name = `${ENTERPRISE_USER_URN}:manager.value`;
    const projected = verifyShown(await readProjected(t, user, { attributes: name }));
    projected.at(...path).is(boss.id);
    verifyWithout(projected.at(), others);
    const expected = { finds: [user], misses: [boss] };
    const reply = await verifyFindsUnlessRefused(t, filterOf`${name} eq ${quoted(boss.id)}`, expected);
    if (isRefusal(reply)) t.note(reply, `${describeRequest(reply)} refuses a filter on ${name}`);
  },
  defects: {
    "extension-path-not-projected": on("GET", {
      query: (query) => /:manager\./.test(query.get("attributes") ?? ""),
    }).url((url) => url.searchParams.set("attributes", "manager.value")),
    "extension-path-shows-the-whole-user": on("GET", {
      query: (query) => /:manager\./.test(query.get("attributes") ?? ""),
    }).url((url) => url.searchParams.delete("attributes")),
    "extension-path-in-filter-matches-everybody": readsFilterAs((filter) =>
      filter.replace(/^urn:.*:manager\.value eq "[^"]*"$/, "id pr"),
    ),
  },
});

/** Projection on writes and in extensions, and of what is never returned. */
export const projectEverywhereChecks: readonly Check[] = [writes, never, extension];

/** Throws when an answer shows the password that was sent, or anything else as a password but a mask. */
function verifySecret(reply: Reply, password: string): void {
  const found = valueAt(reply.body, "password");
  const isSent = reply.text.includes(password);
  verify(reply, { rule: "RFC7643-7-14" }).that(!isSent, `${describeRequest(reply)} shows the password that was sent`, {
    expected: "no password",
    ...(found === password ? { at: ["password"] } : { actual: "the password that was sent" }),
  });
  const isMask = isUnassigned(found) || (typeof found === "string" && /^[*•xX]*$/.test(found));
  verify(reply, { rule: "RFC7643-7-16" }).that(isMask, `${describeRequest(reply)} shows a password`, {
    expected: "no password",
    at: ["password"],
  });
}
