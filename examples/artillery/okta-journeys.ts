// Journeys of people through an Okta app, as virtual users of Artillery: each sends what Okta sends for one person. Many machines
// at once are Artillery's business; whether the seat limit held is read from the target at the end. okta-journeys.yml plays it.
import { OktaOrg, loadProfile, openTarget } from "zi-scim-check";
import type { Exchange, OktaApp, OktaUser } from "zi-scim-check";

/** What Artillery hands to a function of a flow. */
export interface Context {
  readonly vars: Readonly<Record<string, unknown>>;
}

/** Where a function counts and times. */
export interface Events {
  readonly emit: (type: "counter" | "histogram", name: string, value: number) => void;
}

/** Of the userName of everybody who is made here: what is left on the target is found by it. */
const MARK = "zsc-load-";

/** Somebody is given the product and stays. */
export async function joiner(context: Context, events: Events): Promise<void> {
  await play(context, events, async ({ app, user }) => {
    await assign(context, { app, user });
  });
}

/** Somebody is given the product, and is called otherwise then. */
export async function mover(context: Context, events: Events): Promise<void> {
  await play(context, events, async ({ org, app, user }) => {
    await assign(context, { app, user });
    await org.updateProfile(user, { lastName: "Park" });
  });
}

/** Somebody is given the product, loses it and comes back. */
export async function returner(context: Context, events: Events): Promise<void> {
  await play(context, events, async ({ app, user }) => {
    await assign(context, { app, user });
    await app.unassignUsers([user]);
    await assign(context, { app, user });
  });
}

/** Somebody is given the product and loses it: the seat is free again. */
export async function leaver(context: Context, events: Events): Promise<void> {
  await play(context, events, async ({ app, user }) => {
    await assign(context, { app, user });
    await app.unassignUsers([user]);
  });
}

/** At the end: throws when more active people hold the product than there are seats. */
export async function checkSeats(context: Context, events: Events): Promise<void> {
  const { seats, product } = context.vars;
  const held = (await accounts(context)).filter((one) => one.active && one.products.includes(String(product))).length;
  events.emit("histogram", "okta.seats.held", held);
  if (held <= Number(seats)) return;
  events.emit("counter", "okta.seats.overbooked", held - Number(seats));
  throw new Error(`${held} people hold ${String(product)}, which has ${String(seats)} seats`);
}

/** After that: removes the accounts that the journeys have made. */
export async function cleanUp(context: Context): Promise<void> {
  const made = (await accounts(context)).filter(({ userName }) => userName.startsWith(MARK));
  const target = open(context);
  for (const { id } of made) target.session.adopt("/Users", id);
  await target.cleanUp();
  await target.close();
}

interface Journey {
  readonly org: OktaOrg;
  readonly app: OktaApp;
  readonly user: OktaUser;
}

/** One virtual user: an org with one person, whose requests are counted and timed by operation. */
async function play(context: Context, events: Events, journey: (whole: Journey) => Promise<void>): Promise<void> {
  const target = open(context, (exchange) => measure(exchange, events));
  const org = new OktaOrg();
  const profile = await loadProfile(String(context.vars["profile"]));
  // Newer apps of Okta's catalogue push profiles by PATCH, ZoomInfo's by PUT.
  const app = org.createApp({ session: target.session, profile, configured: { profileUpdates: "put" } });
  const userName = `${MARK}${crypto.randomUUID()}@example.com`;
  const user = org.addUser({ userName, firstName: "Ann", lastName: "Lee", email: userName });
  try {
    await journey({ org, app, user });
  } finally {
    const row = app.assignments().users[0];
    events.emit("counter", `okta.person.${row?.status ?? "unassigned"}`, 1);
    await target.close();
  }
}

async function assign(context: Context, { app, user }: Pick<Journey, "app" | "user">): Promise<void> {
  await app.assignUsers([user], { ziProduct: [String(context.vars["product"])] });
}

function open({ vars }: Context, onExchange?: (exchange: Exchange) => void): ReturnType<typeof openTarget> {
  const credentials = { kind: "bearer", token: process.env["SCIM_TOKEN"] ?? "" } as const;
  return openTarget({ url: String(vars["target"]), credentials, ...(onExchange === undefined ? {} : { onExchange }) });
}

/** `okta.POST /Users.201` counts, `okta.POST /Users` times; what the tool reads for itself is left out. */
function measure({ sender, request, response, failure, durationMs }: Exchange, events: Events): void {
  if (sender !== "okta") return;
  const { pathname } = new URL(request.url);
  const [, endpoint = "", id] = /\/(Users|Groups)(\/[^/]+)?$/.exec(pathname) ?? [];
  const operation = `okta.${request.method} /${endpoint}${id === undefined ? "" : "/{id}"}`;
  events.emit("histogram", operation, durationMs);
  events.emit("counter", `${operation}.${response?.status ?? failure?.kind ?? "none"}`, 1);
}

interface Account {
  readonly id: string;
  readonly userName: string;
  readonly active: boolean;
  readonly products: readonly string[];
}

const EXTENSION = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";

/** Everybody at the target, a hundred at a time. */
async function accounts({ vars }: Context): Promise<readonly Account[]> {
  const found: Account[] = [];
  for (let startIndex = 1, total = 1; startIndex <= total; startIndex += 100) {
    const headers = { authorization: `Bearer ${process.env["SCIM_TOKEN"] ?? ""}`, accept: "application/scim+json" };
    const answer = await fetch(`${String(vars["target"])}/Users?startIndex=${startIndex}&count=100`, { headers });
    if (!answer.ok) throw new Error(`GET /Users answers ${answer.status}`);
    const list: { readonly totalResults: number; readonly Resources: readonly Listed[] } = JSON.parse(
      await answer.text(),
    );
    total = list.totalResults;
    found.push(...list.Resources.map(toAccount));
  }
  return found;
}

interface Listed {
  readonly id: string;
  readonly userName: string;
  readonly active?: boolean;
  readonly [EXTENSION]?: { readonly ziProduct?: readonly string[] };
}

function toAccount({ id, userName, active = true, [EXTENSION]: extension }: Listed): Account {
  return { id, userName, active, products: extension?.ziProduct ?? [] };
}
