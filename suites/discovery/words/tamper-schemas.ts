import { tamperResponseBody } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";

/** Changes every schema in the answer to GET /Schemas, as a faulty server would publish it. */
export function tamperSchemas(change: (schema: JsonObject) => JsonObject): Wrap {
  return tamperResponseBody({ method: "GET", path: /^\/Schemas$/ }, (body) => ({
    ...body,
    Resources: objectsIn(body["Resources"]).map(change),
  }));
}

/** Changes every attribute and sub-attribute in the answer to GET /Schemas; `path` is for example `emails.value`. */
export function tamperAttributes(change: (attribute: JsonObject, path: string) => JsonObject): Wrap {
  return tamperSchemas((schema) => ({ ...schema, attributes: changeAll(schema["attributes"], "", change) }));
}

/** Changes the one attribute or sub-attribute with that path in every schema that has it. */
export function tamperAttribute(path: string, change: (attribute: JsonObject) => JsonObject): Wrap {
  return tamperAttributes((attribute, found) => (found === path ? change(attribute) : attribute));
}

function changeAll(list: Json | undefined, prefix: string, change: (a: JsonObject, path: string) => JsonObject): Json {
  return objectsIn(list).map((attribute) => {
    const path = `${prefix}${String(attribute["name"])}`;
    const subAttributes = attribute["subAttributes"];
    return change(
      isArray(subAttributes)
        ? { ...attribute, subAttributes: changeAll(subAttributes, `${path}.`, change) }
        : attribute,
      path,
    );
  });
}

function objectsIn(list: Json | undefined): readonly JsonObject[] {
  return isArray(list) ? list.filter(isObject) : [];
}
