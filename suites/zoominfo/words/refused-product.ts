import { verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Made, UserBody } from "../../../src/kit/index.ts";
import { verifyNobody } from "../../seats/words/verify-nobody.ts";
import { ziBody } from "./zi-attributes.ts";

/** A create with products that the target must refuse. */
export interface WrongProducts {
  readonly ziProduct: Json | undefined;
  readonly although: string;
  /** Somebody who was made. */
  readonly known: Pick<Made<UserBody>, "sent">;
}

/** Throws unless a create with these products is refused and leaves nobody behind. */
export async function verifyNotCreated(t: CheckContext, { ziProduct, although, known }: WrongProducts): Promise<void> {
  const body = ziBody(t, { ziProduct });
  const refused = await t.post("/Users", body);
  verify(refused).doesNotSucceed(although);
  await verifyNobody(t, { refused, userName: body.userName, known: known.sent.userName });
}

/** A name that no vendor sells. */
export function unknownProduct(t: CheckContext): string {
  return `Unsold ${t.runId}`;
}
