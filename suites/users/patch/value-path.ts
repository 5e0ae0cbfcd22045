import {
  changed,
  defineCheck,
  defineFamily,
  eachApart,
  errorResponse,
  filterOf,
  isSuccess,
  itemsAt,
  makeIfTaken,
  mayOffer,
  on,
  publishedAttribute,
  readBack,
  sameText,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Wrap } from "../../../src/kit/index.ts";
import { ignoresPatch, patchWith } from "./words/patch-defects.ts";
import { patchUser, skipUnlessPatched } from "./words/patch-target.ts";
import { keepValues, keyOf, takesNoFilter, valueFor } from "./words/patch-values.ts";

const valuePath = defineCheck({
  id: "users.patch.value-path",
  title: "A path may select values with a filter",
  rule: "RFC7644-3.5.2-25",
  advice: 'Take paths such as emails[type eq "work"] and emails[type eq "work"].value.',
  run: async (t) => {
    const { user, attribute } = await keepValues(t);
    const sent = [valueFor(t, attribute, "work") ?? {}, valueFor(t, attribute, "home") ?? {}];
    const whole = await skipUnlessPatched(t, user, [{ op: "replace", path: attribute, value: sent }]);
    const fresh = valueFor(t, attribute, "new") ?? {};
    const [path, key] = [filterOf`${attribute}[type eq "work"]`, keyOf(attribute)];
    for (const operation of [
      { op: "replace", path: `${path}.${key}`, value: valueAt(fresh, key) ?? null },
      { op: "replace", path, value: fresh },
    ]) {
      const although = `a PATCH with the path ${attribute} succeeds`;
      verify(await t.patch(user.path, [operation]), { although, others: [whole] }).succeeds();
    }
  },
  defects: {
    "paths-with-a-filter-refused": refusesPath(/\]$/),
    "paths-with-a-filter-and-a-part-refused": refusesPath(/\]\./),
  },
});

/** Paths to a part of a value, with whom they are tried: an address is no mail, and a target may keep just one of both. */
const PARTS = [
  { attribute: "emails", part: "value" },
  { attribute: "addresses", part: "locality" },
] as const;

const parts = defineCheck({
  id: "users.patch.value-path-part",
  title: 'A path such as emails[type eq "work"].value changes that part of the one value that matches',
  rule: "RFC7644-3.5.2.3-07",
  advice:
    'Take emails[type eq "work"].value and addresses[type eq "work"].locality where a user has one value only, too.',
  run: async (t) => {
    const user = await makeWithOneOfEach(t);
    const before = await readBack(t, user.path);
    const kept = PARTS.filter(({ attribute, part }) => {
      const [only, ...others] = itemsAt(before.resource, attribute);
      const isWritable = (publishedAttribute(t, [USER_URN, attribute])?.mutability ?? "readWrite") === "readWrite";
      return (
        isWritable && others.length === 0 && sameText(valueAt(only, "type"), "work") && isText(valueAt(only, part))
      );
    });
    if (kept.length === 0) t.skip("the target shows no e-mail address and no address of type work");
    let judged = 0;
    await eachApart(
      kept.map(({ attribute, part }) => async () => {
        const path =
          attribute === "emails"
            ? filterOf`emails[type eq "work"].value`
            : filterOf`addresses[type eq "work"].locality`;
        const value = `zi.${String(valueAt(itemsAt(before.resource, attribute)[0], part))}`;
        const reply = await patchUser(t, user, [{ op: "replace", path, value }]);
        // What does not know such paths is told by users.patch.value-path.
        if (takesNoFilter(reply)) return;
        const list = [{ ...itemsAt(before.resource, attribute)[0], [part]: value }];
        // A target may give users their addresses itself, and refuse every change.
        if (reply.status >= 400 && reply.status < 500 && !(await isReplacedByPut(t, user, { [attribute]: list })))
          return;
        judged += 1;
        verify(reply).succeeds();
        await t.eventually(
          () => t.get(user.path),
          (read) =>
            verify(read, { others: [before.reply] })
              .at(attribute, () => true, part)
              .isLike(value),
        );
      }),
    );
    if (judged === 0)
      t.skip("the target takes no such path, or lets nobody change addresses; users.patch.value-path is about paths");
  },
  defects: {
    "patch-of-the-work-email-ignored": ignoresPatch(([first]) => /^emails\[.*\]\.value$/.test(String(first?.["path"]))),
    "patch-of-the-work-email-crashes": on(
      patchWith(([first]) => /^emails\[.*\]\.value$/.test(String(first?.["path"]))),
    ).answer(() => errorResponse(500, "Cannot read properties of undefined")),
    "patch-of-a-locality-ignored": ignoresPatch(([first]) => String(first?.["path"]).endsWith(".locality")),
  },
});

/** Paths that select values; what operations do to those is the business of other checks. */
export const patchValuePathChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [valuePath, parts]);

function refusesPath(pattern: RegExp): Wrap {
  return on(patchWith(([first]) => pattern.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "Filters are not supported in paths.", "invalidPath"),
  );
}

/** A user with one e-mail address and one address, both of type work; without the address where the target refuses it. */
async function makeWithOneOfEach(t: CheckContext): Promise<OwnUser> {
  const address = valueFor(t, "addresses", "work");
  const isOffered = mayOffer(t, [USER_URN, "addresses", "locality"]) && address !== undefined;
  const overrides = isOffered ? { addresses: [address] } : {};
  return (await makeIfTaken(t, { label: "one", overrides })) ?? (await t.make.user());
}

async function isReplacedByPut(t: CheckContext, user: OwnUser, changes: JsonObject): Promise<boolean> {
  return isSuccess(await t.put(user.path, changed(await user.read(), changes)));
}

function isText(value: Json | undefined): boolean {
  return typeof value === "string" && value !== "";
}
