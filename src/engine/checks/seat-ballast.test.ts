import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import type { ProvingGround } from "../../self-check/proving-ground.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { placeBallast, removeBallast } from "./seat-ballast.ts";

const zoominfo = await loadProfile("zoominfo");

function open(seats: readonly SeatLimit[]): Promise<ProvingGround> {
  return openGround({ profile: zoominfo, rules: [], seats });
}

function place(ground: ProvingGround): Promise<readonly SeatLimit[]> {
  return placeBallast({ run: ground.run, stage: ground });
}

async function used(ground: ProvingGround): Promise<unknown> {
  const headers = { authorization: `Bearer ${ground.hookValues.adminSecret}` };
  const answer = await ground.console(new Request(`${ground.hookValues.adminUrl}/api/seats`, { headers }));
  const { products } = JSON.parse(await answer.text());
  return Object.fromEntries(products.map(({ name, used: taken }: { name: string; used: number }) => [name, taken]));
}

test("a few seats stay free, the scarcest product stays the scarcest, and all seats are given back", async () => {
  const ground = await open([
    { product: "Sales", total: 100, available: 100 },
    { product: "Marketing", total: 50, available: 50 },
  ]);
  expect(await place(ground)).toEqual([
    { product: "Sales", total: 100, available: 12 },
    { product: "Marketing", total: 50, available: 6 },
  ]);
  expect(await used(ground)).toEqual({ Sales: 88, Marketing: 44 });
  await removeBallast(ground.session);
  expect(await used(ground)).toEqual({ Sales: 0, Marketing: 0 });
});

test("few seats are left as they are", async () => {
  const limits = [{ product: "Sales", total: 4, available: 4 }];
  const ground = await open(limits);
  expect(await place(ground)).toEqual(limits);
  expect(await used(ground)).toEqual({ Sales: 0 });
});

test("a target that has fewer seats than stated gets its seats back, and the checks the limits as stated", async () => {
  const ground = await open([{ product: "Sales", total: 10, available: 10 }]);
  const stated = [{ product: "Sales", total: 60, available: 60 }];
  expect(await placeBallast({ run: ground.run, stage: { ...ground, seats: stated } })).toEqual(stated);
  expect(await used(ground)).toEqual({ Sales: 0 });
});
