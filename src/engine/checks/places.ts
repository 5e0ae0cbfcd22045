/** What a job holds while it is at work. */
export interface PoolPlace {
  /** Leaves the place to another job for as long as `wait` takes, and comes back to the first one that is free. */
  readonly idle: (wait: () => Promise<void>) => Promise<void>;
  /** Gives the place up for good. */
  readonly leave: () => void;
}

/** The places of a pool. */
export interface PoolPlaces {
  /** A place for a new job when one is free. */
  readonly takeNow: () => PoolPlace | undefined;
  /** Ends when a place is free for a new job. */
  readonly take: () => Promise<PoolPlace>;
}

/** Jobs that have begun and not ended, at most, a place: what waits still holds what it has made. */
const BEGUN_A_PLACE = 4;

interface State {
  readonly width: () => number;
  atWork: number;
  begun: number;
  /** Who comes back from waiting goes first, in their order. */
  readonly back: (() => void)[];
  readonly newcomers: (() => void)[];
}

/** At most `width()` places, at least one. Where there is but one, a job that waits keeps it: nobody works beside it. */
export function createPoolPlaces(width: () => number): PoolPlaces {
  const state: State = { width, atWork: 0, begun: 0, back: [], newcomers: [] };
  return {
    takeNow: () => {
      let place: PoolPlace | undefined;
      const come = (): void => void (place = createPoolPlace(state));
      state.newcomers.push(come);
      seat(state);
      if (place === undefined) state.newcomers.splice(state.newcomers.indexOf(come), 1);
      return place;
    },
    take: async () => {
      await new Promise<void>((come) => {
        state.newcomers.push(come);
        seat(state);
      });
      return createPoolPlace(state);
    },
  };
}

function createPoolPlace(state: State): PoolPlace {
  let holds: "seat" | "nothing" | "left" = "seat";
  let back: Promise<void> | undefined;
  const comeBack = async (): Promise<void> => {
    await waitForSeat(state);
    back = undefined;
    if (holds === "left") vacate(state);
    else holds = "seat";
  };
  return {
    idle: async (wait) => {
      if (state.width() <= 1) return wait();
      // A job may wait for several things at a time: it has but one place to leave.
      if (holds === "seat") {
        holds = "nothing";
        vacate(state);
      }
      try {
        await wait();
      } finally {
        if (holds === "nothing") await (back ??= comeBack());
      }
    },
    leave: () => {
      state.begun -= 1;
      const hadSeat = holds === "seat";
      holds = "left";
      if (hadSeat) vacate(state);
      else seat(state);
    },
  };
}

function vacate(state: State): void {
  state.atWork -= 1;
  seat(state);
}

function waitForSeat(state: State): Promise<void> {
  return new Promise((come) => {
    state.back.push(come);
    seat(state);
  });
}

function seat(state: State): void {
  for (let next = whoIsNext(state); next !== undefined; next = whoIsNext(state)) {
    state.atWork += 1;
    next();
  }
}

function whoIsNext(state: State): (() => void) | undefined {
  const width = Math.max(1, state.width());
  if (state.atWork >= width) return undefined;
  if (state.back.length > 0) return state.back.shift();
  if (state.begun >= width * BEGUN_A_PLACE) return undefined;
  const newcomer = state.newcomers.shift();
  if (newcomer !== undefined) state.begun += 1;
  return newcomer;
}
