// Where things lie in the first 64 KiB beside those that `../places.ts` tells of.

/** For each low byte of a distance what its bits leave of a weight, u32. */
export const DECAYS_LOW: usize = 36_864;
/** The same for each high byte. */
export const DECAYS_HIGH: usize = 37_888;
