/** One thing that `npm run doctor` looked at: well, or with what is wrong and what to do about it. */
export type Finding = { what: string } & (
  | { isWell: true }
  | { isWell: false; fault: string; remedy: string }
);

export const well = (what: string): Finding => ({ what, isWell: true });
export const ill = (what: string, fault: string, remedy: string): Finding => ({
  what,
  isWell: false,
  fault,
  remedy,
});
