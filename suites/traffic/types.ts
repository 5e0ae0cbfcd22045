import {
  defineTrafficRule,
  getIgnoreCase,
  isArray,
  isObject,
  itemsAt,
  metaOf,
  on,
  withMeta,
} from "../../src/kit/index.ts";
import type { DeclaredRule, Json, JsonObject, LiveExchange, Step } from "../../src/kit/index.ts";
import { oncePer } from "../../src/exchange/validation/once-per.ts";
import { ownResourcesIn, stepsTo } from "./words/answers.ts";
import { isCivilDateTime } from "./words/civil-date-time.ts";
import { failAt } from "./words/fail-at.ts";
import { readOne } from "./words/probes.ts";
import { validator } from "./words/validator.ts";
import { sentAs, wasSent } from "./words/sent.ts";
import { indexAttributes, resourceAround, singlesIn, stepsToValue, valuesIn } from "./words/values.ts";
import type { SeenValue } from "./words/values.ts";

const USER = "/Users/:id?";

const booleans: DeclaredRule = defineTrafficRule({
  id: "traffic.value.boolean",
  title: "Booleans are true or false, not texts or numbers",
  rule: "RFC7643-2.3.2-01",
  advice: 'Write active and primary as JSON booleans: true, not "true" and not 1.',
  applies: (x) => ofType(x, "boolean").length > 0,
  judge: (x) =>
    verifyEach(x, ofType(x, "boolean"), { isRight: (value) => typeof value === "boolean", expected: "true or false" }),
  probe: readOne,
  defects: {
    "active-as-text": on(USER).resources((user) => ({ ...user, active: String(user["active"]) })),
    "active-as-number": on(USER, { method: "GET" }).resources((user) => ({
      ...user,
      active: user["active"] === true ? 1 : 0,
    })),
    "primary-as-text": on(USER).resources((user) =>
      withEmails(user, (email) => ({ ...email, primary: String(email["primary"]) })),
    ),
  },
});

const dates: DeclaredRule = defineTrafficRule({
  id: "traffic.value.date-time",
  title: "Dates are xsd:dateTime texts with date and time",
  rule: "RFC7643-2.3.5-01",
  advice: "Write meta.created and meta.lastModified like 2011-05-13T04:42:34Z.",
  applies: (x) => ofType(x, "dateTime").length > 0,
  judge: (x) =>
    verifyEach(x, ofType(x, "dateTime"), {
      isRight: (value) => typeof value === "string" && isCivilDateTime(value),
      expected: "an xsd:dateTime such as 2011-05-13T04:42:34Z",
    }),
  probe: readOne,
  defects: {
    "created-in-milliseconds": on(USER).resources((user) => withDate(user, "created", (text) => Date.parse(text))),
    "dates-with-a-blank": on(USER).resources((user) =>
      withDate(user, "lastModified", (text) => text.replace("T", " ")),
    ),
    "dates-with-zone-without-colon": on(USER).resources((user) =>
      withDate(user, "created", (text) => text.replace("Z", "+0000")),
    ),
  },
});

const plurality: DeclaredRule = defineTrafficRule({
  id: "traffic.value.plurality",
  title: "Multi-valued attributes are arrays, complex ones objects",
  rule: "RFC7644-3.8-09",
  advice:
    "Write emails and the like as an array of objects even when there is one value, and complex attributes such as name as an object.",
  applies: (x) => shaped(x).length > 0,
  judge: (x) => {
    for (const seen of shaped(x)) {
      const { multiValued } = seen.attribute;
      const isRight = multiValued ? isArray(seen.value) : isObject(seen.value);
      verifyEach(x, [seen], { isRight: () => isRight, expected: multiValued ? "an array" : "an object" });
      verifyItems(x, seen);
    }
  },
  probe: readOne,
  defects: {
    "single-email-not-in-an-array": on(USER).resources((user) => ({
      ...user,
      emails: itemsAt(user, "emails")[0] ?? null,
    })),
    "one-email-of-two-as-text": on(USER).resources((user) => ({
      ...user,
      emails: itemsAt(user, "emails").map((email, index) => (index === 0 ? (email["value"] ?? null) : email)),
    })),
    "name-as-text": on(USER).resources((user) => ({ ...user, name: "Barbara Jensen" })),
  },
});

const primary: DeclaredRule = defineTrafficRule({
  id: "traffic.value.primary",
  title: "At most one value of an attribute is primary",
  rule: "RFC7643-2.4-01",
  advice: "When a value becomes primary, set primary of the others to false.",
  applies: (x) => ownResourcesIn(x).some(({ resource }) => severalIn(resource).length > 0),
  judge: (x) => {
    for (const seen of ownResourcesIn(x)) {
      for (const { steps, value } of severalIn(seen.resource)) {
        const [, second] = primariesIn(value);
        const name = String(steps.at(-1));
        const isEcho = sentAs(x, seen.resource, name).some((given) => primariesIn(given).length > 1);
        if (second === undefined || isEcho) continue;
        failAt(x, [...stepsTo(seen), ...steps, second, "primary"], "false beside another primary value");
      }
    }
  },
  probe: readOne,
  defects: {
    "every-badge-of-an-extension-primary": on(USER).resources((user) => ({
      ...user,
      "urn:example:2.0:User": { badges: ["1", "2"].map((value) => ({ value, primary: true })) },
    })),
    "every-phone-number-primary": on(USER).resources((user) => ({
      ...user,
      phoneNumbers: ["+1 555 0100", "+1 555 0101"].map((value) => ({ value, type: "work", primary: true })),
    })),
  },
});

/** Rules about the JSON form of values. */
export const typeRules: readonly DeclaredRule[] = [booleans, dates, plurality, primary];

/** Single values of one type in the run's own resources. */
function ofType(x: LiveExchange, type: SeenValue["attribute"]["type"]): readonly SeenValue[] {
  return seenIn(x)
    .filter(({ attribute }) => attribute.type === type)
    .flatMap(singlesIn);
}

/** Values whose JSON form follows from the schema: arrays and objects. */
function shaped(x: LiveExchange): readonly SeenValue[] {
  return seenIn(x).filter(({ attribute }) => attribute.multiValued || attribute.type === "complex");
}

const seenIn: (x: LiveExchange) => readonly SeenValue[] = oncePer((x) =>
  ownResourcesIn(x).flatMap((seen) => {
    const schema = validator().typeAt(seen.endpoint, x.target)?.schema;
    return schema === undefined ? [] : valuesIn(seen, indexAttributes(schema));
  }),
);

/** An attribute with values that may be marked as primary: not the texts in schemas. */
interface Several {
  readonly steps: readonly Step[];
  readonly value: Json;
}

/** Those of a resource, and of its extensions. */
function severalIn(resource: JsonObject): readonly Several[] {
  return Object.entries(resource).flatMap(([name, value]) => {
    if (isArray(value)) return value.some(isObject) ? [{ steps: [name], value }] : [];
    if (!isObject(value) || !name.includes(":")) return [];
    return severalIn(value).map((within) => ({ ...within, steps: [name, ...within.steps] }));
  });
}

/** Which items are primary. */
function primariesIn(value: Json | undefined): readonly number[] {
  if (!isArray(value)) return [];
  return value.flatMap((item, index) => (isObject(item) && getIgnoreCase(item, "primary") === true ? [index] : []));
}

interface Form {
  readonly isRight: (value: Json) => boolean;
  readonly expected: string;
}

function verifyEach(x: LiveExchange, values: readonly SeenValue[], form: Form): void {
  for (const { attribute, value, place } of values) {
    if (form.isRight(value) || wasSent(x, resourceAround(place), { name: attribute.name, value })) continue;
    failAt(x, stepsToValue(place), form.expected);
  }
}

/** The values of a complex attribute are objects, each of them. */
function verifyItems(x: LiveExchange, { attribute, value, place }: SeenValue): void {
  if (!isArray(value) || attribute.type !== "complex") return;
  const index = value.findIndex((item) => item !== null && !isObject(item));
  if (index === -1 || wasSent(x, resourceAround(place), { name: attribute.name, value })) return;
  failAt(x, [...stepsToValue(place), index], "an object");
}

function withEmails(user: JsonObject, change: (email: JsonObject) => JsonObject): JsonObject {
  return { ...user, emails: itemsAt(user, "emails").map(change) };
}

function withDate(user: JsonObject, name: string, change: (text: string) => Json): JsonObject {
  return withMeta(user, { [name]: change(String(metaOf(user)[name])) });
}
