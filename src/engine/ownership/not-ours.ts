import { SetUpFailure } from "../../exchange/violation.ts";

/** A change was not sent, as no reading shows that the resource is the run's. */
export class NotOurs extends SetUpFailure {
  override readonly name = "NotOurs";
}
