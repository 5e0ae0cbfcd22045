import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { answerInstead, tamperResponseBody } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyErrorBody, verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase } from "../../src/scim/json.ts";
import { zoominfo } from "./words/clause.ts";
import { ziUrn } from "./words/zi-attributes.ts";

const notOffered = defineCheck({
  id: "zoominfo.groups.not-offered",
  title: "Groups are not offered: /Groups is 404 and no resource type names it",
  clause: zoominfo({
    id: "ZOOMINFO-groups-01",
    standing: "inferred",
    requirement: "Guide: Push Groups and Import Groups are not supported, so the server has no groups to offer.",
  }),
  advice:
    "Leave Group out of /ResourceTypes and answer /Groups with 404 and a SCIM error; an empty list promises groups.",
  run: async (t) => {
    ziUrn(t);
    verifyErrorBody(verifyStatus(await t.get("/Groups"), 404));
    const reply = await t.get("/ResourceTypes");
    if (reply.status !== 200) return;
    const endpoints = toListBody(verifyObject(reply)).resources.map((type) => getIgnoreCase(type, "endpoint"));
    verifyThat(!endpoints.some((endpoint) => /groups$/i.test(String(endpoint))), reply, {
      reason: "a resource type names /Groups although groups are not supported",
      expected: "no endpoint /Groups",
      actual: shown(endpoints.map(String)),
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "groups-answer-an-empty-list",
      breaks: "ZOOMINFO-groups-01",
      wrap: answerInstead({ path: /^\/Groups/ }, () =>
        Response.json({
          schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
          totalResults: 0,
          Resources: [],
        }),
      ),
    },
    {
      name: "unsupported-groups-advertised",
      breaks: "ZOOMINFO-groups-01",
      wrap: tamperResponseBody({ path: /^\/ResourceTypes$/ }, (body) => ({
        ...body,
        Resources: [...toListBody(body).resources, { id: "Group", name: "Group", endpoint: "/Groups" }],
      })),
    },
  ],
});

/** What the guide says of groups. */
export const groupChecks: readonly Check[] = [notOffered];
