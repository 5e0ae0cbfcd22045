import { defineCheck, itemsAt, on } from "../../src/kit/index.ts";
import type { Check, JsonObject } from "../../src/kit/index.ts";
import { verifyAllKept } from "../schemas/words/verify-kept.ts";

const kept = defineCheck({
  id: "groups.create.kept",
  title: "Attributes of groups that /Schemas offers for writing are stored",
  rule: "RFC7644-3.1-07",
  needs: ["groups"],
  advice: "Store every attribute of groups that /Schemas publishes as readWrite, or take it out of /Schemas.",
  run: (t) => verifyAllKept(t, "Group"),
  defects: {
    "published-attribute-of-groups-is-not-stored": on("GET /Schemas").resources((schema) =>
      schema["name"] === "Group" ? withDescription(schema) : schema,
    ),
  },
});

/** What POST /Groups must store. */
export const createKeptGroupChecks: readonly Check[] = [kept];

function withDescription(schema: JsonObject): JsonObject {
  const description = {
    name: "description",
    type: "string",
    multiValued: false,
    description: "What the group is for.",
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
  };
  return { ...schema, attributes: [...itemsAt(schema, "attributes"), description] };
}
