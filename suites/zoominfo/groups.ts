import {
  defineCheck,
  describeOutcome,
  getIgnoreCase,
  itemsAt,
  LIST_RESPONSE_URN,
  on,
  toListBody,
  verify,
} from "../../src/kit/index.ts";
import type { Check, JsonObject } from "../../src/kit/index.ts";
import { zoominfo } from "./words/clause.ts";
import { ziUrn } from "./words/zi-attributes.ts";

const notOffered = defineCheck({
  id: "zoominfo.groups.not-offered",
  title: "Groups are not offered: /Groups is 404 and no resource type names it",
  rule: zoominfo({
    id: "ZOOMINFO-groups-01",
    standing: "inferred",
    requirement: "Guide: Push Groups and Import Groups are not supported, so the server has no groups to offer.",
  }),
  advice:
    "Leave Group out of /ResourceTypes and answer /Groups with 404 and a SCIM error; an empty list promises groups.",
  run: async (t) => {
    ziUrn(t);
    verify(await t.get("/Groups"))
      .status(404)
      .error();
    const reply = await t.get("/ResourceTypes");
    const isList = reply.status === 200 && itemsAt(reply.body, "Resources").length > 0;
    if (isList) {
      verify(reply, { although: "groups are not supported" }).at("Resources", isOfGroups, "endpoint").is(undefined);
      return;
    }
    const answered = reply.status === 200 ? "lists no resource type" : `answers ${describeOutcome(reply)}`;
    t.note(reply, `GET /ResourceTypes ${answered}: it cannot be seen whether it names groups`);
  },
  defects: {
    "groups-answer-an-empty-list": on("/Groups/:id?").answer(() =>
      Response.json({
        schemas: [LIST_RESPONSE_URN],
        totalResults: 0,
        Resources: [],
      }),
    ),
    "groups-are-404-in-html": on("/Groups/:id?").answer(
      () => new Response("<title>Not found</title>", { status: 404, headers: { "content-type": "text/html" } }),
    ),
    "unsupported-groups-advertised": on("/ResourceTypes").body((body) => ({
      ...body,
      Resources: [...toListBody(body).resources, { id: "Group", name: "Group", endpoint: "/Groups" }],
    })),
  },
});

function isOfGroups(type: JsonObject): boolean {
  return /groups\/?$/i.test(String(getIgnoreCase(type, "endpoint")));
}

/** What the guide says of groups. */
export const groupChecks: readonly Check[] = [notOffered];
