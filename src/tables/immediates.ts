/** Words of values that are neither numbers nor pointers. */
export const Immediate = {
  None: 0x06,
  False: 0x0e,
  True: 0x16,
} as const;
