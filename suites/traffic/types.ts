import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { oncePer } from "../../src/exchange/validation/once-per.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResources } from "../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { metaOf, ownResourcesIn } from "./words/answers.ts";
import { isCivilDateTime } from "./words/civil-date-time.ts";
import { validator } from "./words/validator.ts";
import { indexAttributes, singlesIn, valuesIn } from "./words/values.ts";
import type { SeenValue } from "./words/values.ts";

const USER: TamperMatch = { path: /^\/Users/ };

const booleans: DeclaredRule = defineTrafficRule({
  id: "traffic.value.boolean",
  title: "Booleans are true or false, not texts or numbers",
  clause: rfc("RFC7643-2.3.2-01"),
  advice: 'Write active and primary as JSON booleans: true, not "true" and not 1.',
  applies: (x) => ofType(x, "boolean").length > 0,
  judge: (x) =>
    verifyEach(x, ofType(x, "boolean"), { isRight: (value) => typeof value === "boolean", expected: "true or false" }),
  probe: readOne,
  defects: [
    {
      name: "active-as-text",
      breaks: "RFC7643-2.3.2-01",
      wrap: tamperResources(USER, (user) => ({ ...user, active: String(user["active"]) })),
    },
    {
      name: "active-as-number",
      breaks: "RFC7643-2.3.2-01",
      wrap: tamperResources({ ...USER, method: "GET" }, (user) => ({
        ...user,
        active: user["active"] === true ? 1 : 0,
      })),
    },
    {
      name: "primary-as-text",
      breaks: "RFC7643-2.3.2-01",
      wrap: tamperResources(USER, (user) =>
        withEmails(user, (email) => ({ ...email, primary: String(email["primary"]) })),
      ),
    },
  ],
});

const dates: DeclaredRule = defineTrafficRule({
  id: "traffic.value.date-time",
  title: "Dates are xsd:dateTime texts with date and time",
  clause: rfc("RFC7643-2.3.5-01"),
  advice: "Write meta.created and meta.lastModified like 2011-05-13T04:42:34Z.",
  applies: (x) => ofType(x, "dateTime").length > 0,
  judge: (x) =>
    verifyEach(x, ofType(x, "dateTime"), {
      isRight: (value) => typeof value === "string" && isCivilDateTime(value),
      expected: "an xsd:dateTime such as 2011-05-13T04:42:34Z",
    }),
  probe: readOne,
  defects: [
    {
      name: "created-in-milliseconds",
      breaks: "RFC7643-2.3.5-01",
      wrap: tamperResources(USER, (user) => withMeta(user, "created", (text) => Date.parse(text))),
    },
    {
      name: "dates-with-a-blank",
      breaks: "RFC7643-2.3.5-01",
      wrap: tamperResources(USER, (user) => withMeta(user, "lastModified", (text) => text.replace("T", " "))),
    },
    {
      name: "dates-with-zone-without-colon",
      breaks: "RFC7643-2.3.5-01",
      wrap: tamperResources(USER, (user) => withMeta(user, "created", (text) => text.replace("Z", "+0000"))),
    },
  ],
});

const plurality: DeclaredRule = defineTrafficRule({
  id: "traffic.value.plurality",
  title: "Multi-valued attributes are arrays, complex ones objects",
  clause: rfc("RFC7644-3.8-09"),
  advice:
    "Write emails and the like as an array even when there is one value, and complex attributes such as name as an object.",
  applies: (x) => shaped(x).length > 0,
  judge: (x) => {
    for (const seen of shaped(x)) {
      const { multiValued } = seen.attribute;
      const isRight = multiValued ? isArray(seen.value) : isObject(seen.value);
      verifyEach(x, [seen], { isRight: () => isRight, expected: multiValued ? "an array" : "an object" });
    }
  },
  probe: readOne,
  defects: [
    {
      name: "single-email-not-in-an-array",
      breaks: "RFC7644-3.8-09",
      wrap: tamperResources(USER, (user) => ({ ...user, emails: emailsOf(user)[0] ?? null })),
    },
    {
      name: "name-as-text",
      breaks: "RFC7644-3.8-09",
      wrap: tamperResources(USER, (user) => ({ ...user, name: "Barbara Jensen" })),
    },
  ],
});

const primary: DeclaredRule = defineTrafficRule({
  id: "traffic.value.primary",
  title: "At most one value of an attribute is primary",
  clause: rfc("RFC7643-2.4-01"),
  advice: "When a value becomes primary, set primary of the others to false.",
  applies: (x) => withPrimaries(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { at, count } of withPrimaries(x)) {
      verifyThat(count <= 1, reply, {
        reason: `${describeRequest(reply)} answers ${count} primary values at ${at}`,
        expected: "at most one",
        actual: String(count),
        at,
      });
    }
  },
  probe: readOne,
  defects: [
    {
      name: "every-email-primary",
      breaks: "RFC7643-2.4-01",
      wrap: tamperResources(USER, (user) => ({
        ...user,
        emails: [...emailsOf(user), { value: "second@example.com", type: "home" }].map((e) => ({
          ...e,
          primary: true,
        })),
      })),
    },
  ],
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
  ownResourcesIn(x).flatMap(({ resource, at, endpoint }) => {
    const schema = validator().typeAt(endpoint, x.target)?.schema;
    return schema === undefined ? [] : valuesIn(resource, indexAttributes(schema), at);
  }),
);

interface Primaries {
  readonly at: string;
  readonly count: number;
}

function withPrimaries(x: LiveExchange): readonly Primaries[] {
  return ownResourcesIn(x).flatMap(({ resource, at }) =>
    Object.entries(resource).flatMap(([name, value]) =>
      isArray(value) ? [{ at: `${at}/${name}`, count: value.filter(isPrimary).length }] : [],
    ),
  );
}

function isPrimary(value: Json): boolean {
  return isObject(value) && getIgnoreCase(value, "primary") === true;
}

interface Form {
  readonly isRight: (value: Json) => boolean;
  readonly expected: string;
}

function verifyEach(x: LiveExchange, values: readonly SeenValue[], form: Form): void {
  const reply = toReply(x);
  for (const { value, at } of values) {
    verifyThat(form.isRight(value) || wasSent(x.request.body, value), reply, {
      reason: `${describeRequest(reply)} answers ${at} as ${shown(value).slice(0, 60)}`,
      expected: form.expected,
      actual: shown(value),
      at,
    });
  }
}

/**
 * True for a text, number or boolean that this very request contains: checks send wrong types on purpose, and a server that
 * echoes them is judged by the check.
 */
function wasSent(sent: Json | undefined, value: Json): boolean {
  if (isArray(sent)) return sent.some((item) => wasSent(item, value));
  if (isObject(sent)) return Object.values(sent).some((member) => wasSent(member, value));
  return sent !== undefined && sent !== null && sent === value;
}

async function readOne(t: CheckContext): Promise<void> {
  await (await t.make.user()).read();
}

function emailsOf(user: JsonObject): readonly JsonObject[] {
  const emails = user["emails"];
  return isArray(emails) ? emails.filter(isObject) : [];
}

function withEmails(user: JsonObject, change: (email: JsonObject) => JsonObject): JsonObject {
  return { ...user, emails: emailsOf(user).map(change) };
}

function withMeta(user: JsonObject, name: string, change: (text: string) => Json): JsonObject {
  const meta = metaOf(user);
  return { ...user, meta: { ...meta, [name]: change(String(meta[name])) } };
}
