import {
  changed,
  defineCheck,
  defineFamily,
  eachApart,
  errorResponse,
  isPresent,
  isObject,
  isSuccess,
  on,
  readBack,
  remembering,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json, JsonObject, Reply, Wrap } from "../../src/kit/index.ts";
import { isCrash } from "../protocol/words/is-crash.ts";
import { reading } from "../users/words/reading.ts";
import { patchGroup } from "./words/patch-group.ts";

const everyDoor = defineCheck({
  id: "groups.display-name.required-at-every-door",
  title: "Neither a PUT without displayName nor a PATCH that removes it leaves a group without a name",
  rule: "RFC7643-4.2-01",
  advice:
    "Refuse with 400 what would leave a group without a displayName, by PUT and by PATCH as by POST, or keep the name.",
  run: async (t) => {
    const group = await t.make.group();
    const { resource } = await readBack(t, group.path);
    const doors: (() => Promise<Reply>)[] = [
      () => t.put(group.path, without(changed(resource, { displayName: null }), "displayName")),
      () => t.put(group.path, changed(resource, { displayName: "" })),
    ];
    if (isPresent(t.capabilities.patch)) {
      doors.push(
        () => patchGroup(t, group, [{ op: "remove", path: "displayName" }]),
        () => patchGroup(t, group, [{ op: "replace", path: "displayName", value: "" }]),
      );
    }
    await eachApart(
      doors.map((door) => async () => {
        const after = await door();
        if (isCrash(after)) verify(after).refuses("it leaves the group without a displayName");
        // What a target keeps of its own is a name too.
        const read = await reading(t, group.path)();
        verify(read, { after, although: "displayName is required" })
          .at("displayName")
          .holds("a name", (found) => typeof found === "string" && (found !== "" || isSentEmpty(after)));
        if (isSuccess(after)) await t.put(group.path, resource);
      }),
    );
  },
  defects: {
    "put-takes-the-name-of-a-group": namelessAfter("PUT", (body) => isObject(body) && !("displayName" in body)),
    "patch-removes-the-name-of-a-group": namelessAfter("PATCH", (body) =>
      /"remove","path":"displayName"/.test(JSON.stringify(body)),
    ),
    "patch-empties-the-name-of-a-group": namelessAfter("PATCH", (body) =>
      /"displayName","value":""/.test(JSON.stringify(body)),
    ),
    "removal-of-the-name-of-a-group-crashes": on("PATCH /Groups/:id", {
      body: (body) => JSON.stringify(body).includes('"op":"remove","path":"displayName"'),
    }).answer(() => errorResponse(500, "null value in column violates not-null constraint")),
  },
});

/** What holds for the name of a group, whatever the request. */
export const displayNameChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [everyDoor]);

/**
 * True where the empty text that is shown is the one that was sent. Section 4.2 of RFC 7643 wants a name, and section 4.1.1 says of
 * userName alone that it is not empty.
 */
function isSentEmpty({ exchange }: Reply): boolean {
  return /"displayName":""|"path":"displayName","value":""/.test(exchange.request.text ?? "");
}

/** A server that takes the name of a group away where such a write says so. */
function namelessAfter(method: string, isMeant: (body: Json) => boolean): Wrap {
  return remembering(() => {
    const nameless = new Set<string>();
    const take = on({ method, path: /^\/Groups\/./, body: isMeant }).answer((request) => {
      nameless.add(request.url);
      return new Response(null, { status: 204 });
    });
    const show = on("GET /Groups/:id").body((group: JsonObject, { url }) =>
      nameless.has(url) ? without(group, "displayName") : group,
    );
    return (next) => show(take(next));
  });
}
